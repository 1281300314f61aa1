package org.wego.membership.member;

import java.time.LocalDate;

/**
 * An admitted organisation.
 *
 * @param number        {@code M-0042}
 * @param country       ISO 3166-1 alpha-3
 * @param countryName   as the Secretariat names it
 * @param population    inhabitants, null where unknown
 * @param employees     worldwide, null where unknown
 * @param standingSince the organisation's day on which the present standing began
 * @param fullSince     the day on which a city became Full, otherwise null
 * @param basis         by whose decision the present standing was given
 * @param joined        the day on which the standing that pays began; null for an Associate Member. Fees begin in the year after it
 * @param endedOn       the last day of membership, null while it lasts
 * @param returning     was a member before this membership
 * @param origin        the reference of the application, null where there was none
 */
public record Member(String number, Category category, Standing standing, String name, String localName, String country,
        String countryName, Level level, OrganisationType organisationType, String website, Long population, Integer populationYear,
        String populationSource, Long employees, Integer employeesYear, LocalDate standingSince, LocalDate fullSince, String basis,
        LocalDate joined, LocalDate endedOn, boolean returning, String origin) {

    /** What is known of it, apart from its standing. */
    public MemberDetails details() {
        return new MemberDetails(name, localName, country, level, organisationType, website, population, populationYear,
                populationSource, employees, employeesYear);
    }
}
