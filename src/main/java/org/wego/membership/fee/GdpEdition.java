package org.wego.membership.fee;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * One published edition of IMF figures. Once imported it never changes.
 *
 * @param id          year and month of publication, {@code 2025-10}
 * @param name        {@code IMF World Economic Outlook, October 2025}
 * @param attribution as the IMF asks to be named
 * @param file        the file it was imported from
 * @param sha256      of that file
 * @param layout      how that file was laid out
 * @param economies   how many economies have at least one figure
 * @param firstYear   first year with a figure
 * @param lastYear    last year with a figure
 * @param importedBy  the account that took it; null for what the program ships
 */
public record GdpEdition(String id, String name, String attribution, String file, String sha256, String layout, int economies, int firstYear,
        int lastYear, Instant importedAt, String importedBy) {

    /** The IMF publishes twice a year: after so many months two editions were missed. */
    private static final int STALE_AFTER_MONTHS = 12;

    /** Whether it was published more than twelve months ago. */
    public boolean stale(LocalDate today) {
        return stale(id, today);
    }

    static boolean stale(String id, LocalDate today) {
        return YearMonth.parse(id).plusMonths(STALE_AFTER_MONTHS).isBefore(YearMonth.from(today));
    }
}
