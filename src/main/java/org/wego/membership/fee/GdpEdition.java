package org.wego.membership.fee;

import java.time.Instant;

/**
 * One published edition of IMF figures. Once imported it never changes.
 *
 * @param id          year and month of publication, {@code 2025-10}
 * @param name        {@code IMF World Economic Outlook, October 2025}
 * @param attribution as the IMF asks to be named
 * @param file        the file it was imported from
 * @param sha256      of that file
 * @param economies   how many economies have at least one figure
 * @param firstYear   first year with a figure
 * @param lastYear    last year with a figure
 */
public record GdpEdition(String id, String name, String attribution, String file, String sha256, int economies, int firstYear,
        int lastYear, Instant importedAt) {
}
