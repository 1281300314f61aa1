package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.letter.DocumentId;

/**
 * One invoice. What it says was frozen when the run was approved; only what became of it changes.
 *
 * @param number       {@code 2027-000123}: year of issue (Seoul) and a number without gaps
 * @param paid         what has come in and was not taken back
 * @param credited     what was taken back of it: all, once it is cancelled, otherwise nothing
 * @param issuedOn     the organisation's day
 * @param firstDueOn   the due date that stands on the paper
 * @param dueOn        the due date that holds, perhaps extended
 * @param run          the run that issued it
 * @param document     its PDF, null until it is drawn
 * @param sha256       of its PDF
 * @param sentAt       when its letter was posted, null before
 * @param sendTrouble  why it could not go out with its run, null if it could
 * @param remindersDone how many of the reminders before the Treasurer's follow-up are done
 * @param followUpOn   when the Treasurer is asked next, null for the usual day
 * @param note         what the Treasurer noted last
 * @param orderReference what the member's own books want printed, such as the number of a purchase order; may be null
 * @param settlements  how often it was settled: once, or again after a payment was taken back
 * @param replaces     the credited invoice whose place it takes, otherwise null
 */
public record Invoice(String number, String memberNumber, String memberName, String localName, String countryName, int feeYear,
        BigDecimal amount, String currency, BigDecimal paid, BigDecimal credited, Instant issuedAt, LocalDate issuedOn, LocalDate firstDueOn, LocalDate dueOn,
        FeeAssessment assessment, long run, InvoiceState state, DocumentId document, String sha256, Instant sentAt, String sendTrouble,
        int remindersDone, int followUps, LocalDate followUpOn, String note, int settlements, Instant cancelledAt, String cancelledBy,
        String cancelReason, String replaces, String orderReference) {

    /** What is still to be paid: the amount less what was credited less what is paid; negative when more came in than is asked. */
    public BigDecimal balance() {
        return amount.subtract(credited).subtract(paid);
    }

    /** What came in beyond what is asked, or zero. */
    public BigDecimal overpaid() {
        return balance().negate().max(BigDecimal.ZERO);
    }

    /** Whether it is open after its due date. */
    public boolean overdue(LocalDate today) {
        return state == InvoiceState.OPEN && dueOn.isBefore(today);
    }
}
