package org.wego.membership.committee;

import java.util.Map;

/** The numbers of a vote, from {@code voting-settings} in {@code voting-rule.dmn}. */
public record VotingSettings(double quorumShare, int days, int minDays, int maxDays, int tieBreakDays, int firstReminderDays,
        int secondReminderDays, int lastReminderDays, double discussShare, int earlyCloseAfterDays, int earlyCloseNoticeHours) {

    static VotingSettings of(Map<String, Object> row) {
        return new VotingSettings(((Number) row.get("quorumShare")).doubleValue(), number(row, "days"), number(row, "minDays"),
                number(row, "maxDays"), number(row, "tieBreakDays"), number(row, "firstReminderDays"),
                number(row, "secondReminderDays"), number(row, "lastReminderDays"),
                ((Number) row.get("discussShare")).doubleValue(), number(row, "earlyCloseAfterDays"), number(row, "earlyCloseNoticeHours"));
    }

    private static int number(Map<String, Object> row, String name) {
        return ((Number) row.get(name)).intValue();
    }
}
