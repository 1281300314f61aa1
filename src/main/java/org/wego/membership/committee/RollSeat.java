package org.wego.membership.committee;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A seat as it stands on a round's frozen roll.
 *
 * @param entitled whether it votes
 * @param ground   why it doesn't, null if it does
 * @param heardAt  when the process heard that it answered
 * @param zone     where its letters' times are told; null on rolls of old, for the Secretariat's
 */
public record RollSeat(String round, int seat, String city, String memberNumber, boolean president, boolean entitled, Ground ground,
        List<String> addresses, Instant heardAt, ZoneId zone) {

    /** Why a seat has no vote. */
    public enum Ground {
        NO_MEMBER, NOT_IN_GOOD_STANDING,
        /** It was on the roll until the round was opened again. */
        LEFT
    }

    /** Whether it was taken off the roll when the round was opened again. */
    public boolean left() {
        return ground == Ground.LEFT;
    }

    public boolean reachable() {
        return !addresses.isEmpty();
    }
}
