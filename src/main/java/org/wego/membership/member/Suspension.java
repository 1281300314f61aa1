package org.wego.membership.member;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A member whose rights rest by the Committee's decision. It stays liable for the fee (an assumption: WeGO's pages don't say).
 *
 * @param from       the first day, in Seoul
 * @param to         the last day; null while it lasts
 * @param resolution where the decision stands
 */
public record Suspension(long id, String memberNumber, LocalDate from, LocalDate to, String resolution, String by, Instant at) {

    /** Whether it holds on that day. */
    public boolean on(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
