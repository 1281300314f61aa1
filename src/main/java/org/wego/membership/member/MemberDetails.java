package org.wego.membership.member;

/**
 * What is known of an organisation, apart from its standing. What isn't known is null.
 *
 * @param country          ISO 3166-1 alpha-3; of the office, for a Friendship Member
 * @param level            of a local government
 * @param organisationType of a Friendship Member
 * @param population       inhabitants
 * @param populationSource who counted, as shown beside the figure
 * @param employees        worldwide, of a company
 */
public record MemberDetails(String name, String localName, String country, Level level, OrganisationType organisationType,
        String website, Long population, Integer populationYear, String populationSource, Long employees, Integer employeesYear) {

    public MemberDetails {
        name = Words.orNull(name);
        localName = Words.orNull(localName);
        country = Words.orNull(country);
        website = Words.orNull(website);
        populationSource = Words.orNull(populationSource);
    }

    /** The details of a local government. */
    public static MemberDetails city(String name, String localName, String country, Level level, String website, Long population,
            Integer populationYear, String populationSource) {
        return new MemberDetails(name, localName, country, level, null, website, population, populationYear, populationSource, null, null);
    }

    /** The details of an association, ministry or agency. */
    public static MemberDetails friend(String name, String localName, String country, OrganisationType type, String website) {
        return new MemberDetails(name, localName, country, null, type, website, null, null, null, null, null);
    }

    /** The details of a company. */
    public static MemberDetails company(String name, String localName, String country, String website, Long employees, Integer employeesYear) {
        return new MemberDetails(name, localName, country, null, null, website, null, null, null, employees, employeesYear);
    }
}
