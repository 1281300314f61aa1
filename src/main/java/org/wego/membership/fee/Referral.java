package org.wego.membership.fee;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A city that a Friendship Member brought.
 *
 * @param applicationReference the city's case
 * @param memberNumber         the Friendship Member
 * @param country              ISO 3166-1 alpha-3
 * @param confirmedAt          when the Secretariat confirmed it, null while only claimed
 * @param fullOn               the day on which the city became Full, null before
 * @param returning            the city was a member before: it doesn't count
 */
public record Referral(String applicationReference, String memberNumber, String city, String country, Instant claimedAt,
        Instant confirmedAt, LocalDate fullOn, boolean returning) {

    /** Whether it counts towards an exemption: confirmed, Full, and not a returning city. */
    public boolean counts() {
        return confirmedAt != null && fullOn != null && !returning;
    }
}
