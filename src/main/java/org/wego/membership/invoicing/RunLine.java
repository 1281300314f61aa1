package org.wego.membership.invoicing;

import java.math.BigDecimal;

import org.wego.membership.fee.FeeAssessment;

/**
 * What a run says of one member.
 *
 * @param reasonCode    why not due, exempt or parked; null for who is due
 * @param reason        the same in words; for who is due the amount's sentence
 * @param amount        to be invoiced; for an exempt member what it would have been; otherwise null
 * @param assessment    everything the amount was computed from, frozen by the approval
 * @param invoiceNumber once it is invoiced
 */
public record RunLine(String memberNumber, String memberName, String localName, String countryName, String category, String standing,
        LineState state, String reasonCode, String reason, BigDecimal amount, String currency, FeeAssessment assessment, String invoiceNumber) {
}
