package org.wego.membership.admission;

/** Where a case stands. */
public enum CaseState {
    /** The applicant hasn't yet shown that the address is its own. */
    UNCONFIRMED,
    /** The Secretariat reads it. */
    IN_REVIEW,
    /** The applicant has something to change or to add. */
    CHANGES_ASKED,
    /** Accepted; waits for a round of the Committee, or is on the agenda of one. */
    WITH_COMMITTEE,
    /** The Committee didn't approve; the Secretariat decides whether it goes before another round. */
    AFTER_VOTE,
    ADMITTED,
    DECLINED,
    LAPSED,
    WITHDRAWN,
    /** Ended after the Committee didn't approve. */
    CLOSED;

    /** Whether something may still happen to it. */
    public boolean open() {
        return ordinal() < ADMITTED.ordinal();
    }
}
