package org.wego.membership.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One entry: money that came in, or a counter-entry that takes a mistaken one back.
 *
 * @param amount    negative for a counter-entry
 * @param receivedOn the day on which the bank booked it
 * @param reference what the bank says, may be null
 * @param takesBack the entry that a counter-entry takes back, otherwise null
 * @param reason    why it was taken back, otherwise null
 * @param takenBack whether a counter-entry to it exists
 * @param movedFrom the credited invoice on which it had come in, otherwise null
 * @param moved     whether it counts for the invoice that took this one's place; its counter-entry too
 */
public record Payment(long id, String invoiceNumber, String memberName, BigDecimal amount, String currency, LocalDate receivedOn,
        String reference, Long takesBack, String reason, boolean takenBack, String movedFrom, boolean moved, String recordedBy, Instant recordedAt) {
}
