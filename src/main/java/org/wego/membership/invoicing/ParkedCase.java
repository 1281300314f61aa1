package org.wego.membership.invoicing;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A member whose fee of a year can't be told, or who can't be written to.
 *
 * @param run            the run that parked it last
 * @param reasonCode     as the run's line says
 * @param reason         the same in words
 * @param asked          how often the member was asked
 * @param question       the Treasurer's question to the member; null where it wasn't asked
 * @param answerUntil    the organisation's day until which an answer is awaited
 * @param decidedBy      the account of the latest decision; null before the first
 * @param decisionReason the Treasurer's reason for it
 */
public record ParkedCase(int feeYear, String memberNumber, String memberName, long run, ParkedState state, String reasonCode, String reason,
        Instant openedAt, int asked, String question, Instant askedAt, LocalDate answerUntil, String decidedBy, Instant decidedAt,
        String decisionReason) {

    /** Fee year and member: the business key of its process, {@code 2027/M-0042}. */
    public String key() {
        return key(feeYear, memberNumber);
    }

    static String key(int feeYear, String memberNumber) {
        return feeYear + "/" + memberNumber;
    }
}
