package org.wego.membership.committee;

/**
 * Somebody who opened a seat's agenda says that it is not theirs to answer.
 *
 * @param words as they were typed: who should get it, or what is wrong
 */
public record NotMine(long id, String round, int seat, String city, String words) {
}
