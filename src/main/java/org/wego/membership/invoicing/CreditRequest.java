package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.time.Instant;

import org.wego.membership.fee.FeeAssessment;

/**
 * What the Treasurer asked for: that an invoice is credited, and perhaps that a new one takes its place. Frozen when it was
 * asked, so that what is approved is what is issued.
 *
 * @param ordinal      which request about this invoice it is, from 1
 * @param cause        of the table {@code credit-cause}
 * @param reason       the Treasurer's words; the member reads them
 * @param reissue      whether a new invoice takes its place at once
 * @param settlesYear  whether no later run bills the member for that fee year
 * @param amount       of the new invoice in USD, null without one
 * @param assessment   what that amount is computed from, null without one
 * @param memberName   whom the new invoice names, null without one; likewise the next two
 * @param declineWords why a process owner declined, otherwise null
 */
public record CreditRequest(long id, String invoice, int ordinal, String cause, String reason, boolean reissue, boolean settlesYear,
        BigDecimal amount, FeeAssessment assessment, String memberName, String localName, String countryName, State state, String askedBy,
        Instant askedAt, String decidedBy, Instant decidedAt, String declineWords) {

    /** How far it has come. */
    public enum State {
        ASKED, APPROVED, DECLINED, ISSUED;

        /** Whether it is still under way: another request about the invoice has to wait. */
        public boolean open() {
            return this == ASKED || this == APPROVED;
        }
    }

    /** {@code 2027-000123-credit-1}: the business key of its process. */
    public String key() {
        return invoice + "-credit-" + ordinal;
    }
}
