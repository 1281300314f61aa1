package org.wego.membership.member;

/**
 * Whether a member owes nothing that is past its due date. Asked here, answered by the module that knows payments;
 * who was never invoiced is in good standing.
 */
public interface GoodStanding {

    /** Whether the member has no invoice of last year or before that is open past its due date. */
    boolean inGoodStanding(String memberNumber);
}
