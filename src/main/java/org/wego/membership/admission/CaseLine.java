package org.wego.membership.admission;

import java.time.Instant;

import org.wego.membership.member.Category;

/**
 * One line of the list of cases.
 *
 * @param confirmUntil until when the address may be confirmed
 * @param amendUntil   until when changes are awaited, null when none are
 */
public record CaseLine(String reference, String name, String country, String countryName, Category category, CaseState state, Instant stateSince,
        Instant submittedAt, boolean confirmed, String memberNumber, Instant confirmUntil, Instant amendUntil) {
}
