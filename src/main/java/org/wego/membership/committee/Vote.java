package org.wego.membership.committee;

import java.time.Instant;

/**
 * What a seat answers to a case as it stands now.
 *
 * @param reason   why, or null
 * @param name     who answered for the seat
 * @param position of the log's entry
 */
public record Vote(String round, int seat, String reference, Answer answer, String reason, String name, String title, Instant at, int position) {
}
