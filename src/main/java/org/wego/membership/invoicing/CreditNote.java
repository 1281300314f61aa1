package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import org.wego.membership.letter.DocumentId;

/**
 * A credit note: all of an invoice is taken back. Never changed or deleted.
 *
 * @param number     {@code 2027-C00012}: year of issue (Seoul) and a number without gaps, in a series of its own
 * @param request    what was asked for and by whom
 * @param invoice    the invoice that is credited
 * @param successor  the invoice that took its place, null without one
 * @param amount     what is credited, in USD: all that the invoice asked
 * @param paidBefore what had come in for the credited invoice
 * @param cause      of the table {@code credit-cause}
 * @param issuedOn   the organisation's day
 * @param document   its PDF, null until it is drawn
 * @param sha256     of its PDF
 */
public record CreditNote(String number, long request, String invoice, String successor, BigDecimal amount, String currency,
        BigDecimal paidBefore, String cause, String reason, Instant issuedAt, LocalDate issuedOn, DocumentId document, String sha256) {
}
