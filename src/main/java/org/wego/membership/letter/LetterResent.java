package org.wego.membership.letter;

/**
 * Somebody of the staff sent a letter once more to an address of its own choice; published in the transaction that does it.
 *
 * @param about   the case, round or invoice that it is about; may be null
 * @param address to which it goes now
 * @param by      the account
 */
public record LetterResent(long letterId, String about, String kind, String address, String by) {
}
