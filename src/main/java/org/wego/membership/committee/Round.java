package org.wego.membership.committee;

import java.time.Instant;
import java.time.LocalDate;

import org.wego.membership.letter.DocumentId;

/**
 * One sitting of the Committee, by mail or in a meeting.
 *
 * @param reference     {@code EC-2026-003}
 * @param mode          {@code ballot} or {@code meeting}
 * @param closesAt      when the ballot closes, null for a meeting
 * @param meetingDate   null where it wasn't named
 * @param ruleVersion   the version of {@code voting-rule.dmn} frozen at its opening
 * @param frozenHash    SHA-256 over roll, agenda and rules as they stood at its opening, or at its last re-opening
 * @param revision      1, and one more for each re-opening
 * @param frozenAt      when it was opened, or opened again
 * @param closedAt      the closing record: a vote counts exactly if it stands before it
 * @param tieBreakUntil until when the President City may answer, null where there is no tie to break
 * @param resolution    the PDF, null until it is published
 * @param earlyCloseAt  when the ballot closes early, as every seat was told; null where nothing of the kind is announced
 */
public record Round(String reference, String mode, Instant openedAt, String openedBy, Instant closesAt, LocalDate meetingDate,
        int ruleVersion, String frozenHash, int revision, Instant frozenAt, Instant closedAt, Instant tieBreakUntil, Instant settledAt,
        String minutesReference, DocumentId resolution, Instant publishedAt, Instant earlyCloseAt) {

    public boolean ballot() {
        return "ballot".equals(mode);
    }

    /**
     * When the ballot ends as the seats were told: at the early close while one is announced, which may still be called off,
     * otherwise when it closes. Null for a meeting.
     */
    public Instant votingEndsAt() {
        return earlyCloseAt == null ? closesAt : earlyCloseAt;
    }

    /** Whether votes are taken at that instant. */
    public boolean takesVotes(Instant now) {
        return ballot() && closedAt == null && now.isBefore(closesAt);
    }

    /** Whether the President City's answer is taken at that instant. */
    public boolean takesTieBreak(Instant now) {
        return tieBreakUntil != null && settledAt == null && now.isBefore(tieBreakUntil);
    }
}
