package org.wego.membership.admission;

import java.time.Instant;

import org.wego.membership.member.Category;

/** One line of the list of cases. */
public record CaseLine(String reference, String name, String country, String countryName, Category category, CaseState state, Instant stateSince,
        Instant submittedAt, boolean confirmed, String memberNumber) {
}
