package org.wego.membership.committee;

import java.time.Instant;

/**
 * What a round was opened with, or opened again.
 *
 * @param revision 1 for the opening, then one more for each re-opening
 * @param reason   why it was opened again, null for the opening
 * @param closesAt when the ballot closes since, null for a meeting
 * @param frozen   the text that was hashed: roll, agenda, documents and rules as canonical JSON
 */
public record RoundOpening(String round, int revision, Instant openedAt, String openedBy, String reason, Instant closesAt, String frozen,
        String frozenHash) {
}
