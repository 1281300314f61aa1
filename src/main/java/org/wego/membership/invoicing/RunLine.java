package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.Set;

import org.wego.membership.fee.FeeAssessment;

/**
 * What a run says of one member.
 *
 * @param reasonCode    why not due, exempt or parked; null for who is due
 * @param reason        the same in words; for who is due the amount's sentence
 * @param amount        to be invoiced; for an exempt member what it would have been; otherwise null
 * @param assessment    everything the amount was computed from, frozen by the approval
 * @param invoiceNumber once it is invoiced
 * @param difference    against the year before; null where there is nothing to compare
 * @param flags         what the approver should look at
 */
public record RunLine(String memberNumber, String memberName, String localName, String countryName, String category, String standing,
        LineState state, String reasonCode, String reason, BigDecimal amount, String currency, FeeAssessment assessment, String invoiceNumber,
        LineDifference difference, Set<LineFlag> flags) {

    /** A line as it is first written, before it is held against the year before. */
    RunLine(String memberNumber, String memberName, String localName, String countryName, String category, String standing, LineState state,
            String reasonCode, String reason, BigDecimal amount, String currency, FeeAssessment assessment, String invoiceNumber) {
        this(memberNumber, memberName, localName, countryName, category, standing, state, reasonCode, reason, amount, currency, assessment,
                invoiceNumber, null, Set.of());
    }

    /** Whether the member is or was asked to pay by this run. */
    public boolean billed() {
        return state == LineState.DUE || state == LineState.INVOICED;
    }
}
