package org.wego.membership.committee;

import java.util.Map;

/**
 * The numbers and switches of a vote, from {@code voting-settings} in {@code voting-rule.dmn}.
 *
 * @param onlyGoodStanding whether a seat whose city owes an overdue fee has no vote
 */
public record VotingSettings(double quorumShare, int days, int minDays, int maxDays, int tieBreakDays, int firstReminderDays,
        int secondReminderDays, int lastReminderDays, double discussShare, int earlyCloseAfterDays, int earlyCloseNoticeHours,
        boolean onlyGoodStanding) {

    static VotingSettings of(Map<String, Object> row) {
        return new VotingSettings(((Number) row.get("quorumShare")).doubleValue(), number(row, "days"), number(row, "minDays"),
                number(row, "maxDays"), number(row, "tieBreakDays"), number(row, "firstReminderDays"),
                number(row, "secondReminderDays"), number(row, "lastReminderDays"),
                ((Number) row.get("discussShare")).doubleValue(), number(row, "earlyCloseAfterDays"), number(row, "earlyCloseNoticeHours"),
                Boolean.TRUE.equals(row.get("onlyGoodStanding")));
    }

    /**
     * Whether the President City is asked about a tie; otherwise nobody is, and there is no decision. A round frozen before
     * the table said who has it asked.
     */
    static boolean presidentBreaksTies(Map<?, ?> row) {
        return !"NOBODY".equals(row.get("tieBreaker"));
    }

    private static int number(Map<String, Object> row, String name) {
        return ((Number) row.get(name)).intValue();
    }
}
