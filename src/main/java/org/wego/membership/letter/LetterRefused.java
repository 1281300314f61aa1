package org.wego.membership.letter;

/**
 * A letter was refused for good: somebody must find another address. Published after the refusal is on record, in a
 * transaction of its own, and again by a sweep until nobody who listens throws.
 *
 * @param caseReference the case it is about (may be null): the business key of the process to tell
 * @param kind the letter kind's name
 * @param address the address, or addresses with commas between, that refused
 * @param reason the mail server's words
 */
public record LetterRefused(long letterId, String caseReference, String kind, String address, String reason) {
}
