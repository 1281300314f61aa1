package org.wego.membership.admission;

import java.util.List;

import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Level;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.OrganisationType;

/**
 * What an applicant wrote, checked. The components are named as in the interface's JSON; what a category doesn't ask for is
 * null.
 *
 * @param country          ISO 3166-1 alpha-3; of the office, for {@code FRIENDSHIP}
 * @param regional         {@code FRIENDSHIP}: works for a region of several countries
 * @param localEGovernment {@code FRIENDSHIP}: what it does for e-government of cities
 * @param employees        {@code CORPORATE}: worldwide
 * @param referredBy       number of the Friendship Member that brought the city
 */
public record ApplicationForm(Category category, String name, String localName, String country, String website, Level level,
        Population population, OrganisationType organisationType, Boolean regional, String localEGovernment, List<Sector> sectors,
        Count employees, Person head, Signatory signatory, ContactPerson contact, Billing billing, String motivation, String referredBy,
        String language, Boolean consent) {

    /** Inhabitants, in which year, counted by whom. */
    public record Population(Long value, Integer year, String source) {
    }

    /** A number of a year. */
    public record Count(Long value, Integer year) {
    }

    public record Person(String name, String title) {
    }

    /** Who signed. */
    public record Signatory(String name, String title, String email, Capacity capacity) {
    }

    /** Whom letters go to. */
    public record ContactPerson(String name, String title, String email, String phone) {
    }

    /** Where invoices go. */
    public record Billing(String name, String email, String address) {
    }

    /** The same without anybody's name, address or own words: the organisation and its figures. */
    ApplicationForm withoutPersons() {
        return new ApplicationForm(category, name, localName, country, null, level,
                population == null ? null : new Population(population.value(), population.year(), null), organisationType, regional, null,
                sectors, employees, new Person(null, null), new Signatory(null, null, null, signatory.capacity()),
                new ContactPerson(null, null, null, null), null, null, referredBy, language, consent);
    }

    /** Whether it names people; false once they are erased. */
    boolean namesPeople() {
        return contact.email() != null;
    }

    /** What the register of members takes from it. */
    MemberDetails details() {
        return switch (category) {
            case FULL -> MemberDetails.city(name, localName, country, level, website, population.value(), population.year(), population.source());
            case FRIENDSHIP -> MemberDetails.friend(name, localName, country, organisationType, website);
            case CORPORATE -> MemberDetails.company(name, localName, country, website, employees.value(), employees.year());
        };
    }

    Contact working() {
        return new Contact(contact.name(), contact.title(), contact.email(), contact.phone(), null);
    }

    Contact invoices() {
        return billing == null ? null : new Contact(billing.name(), null, billing.email(), null, billing.address());
    }

    ApplicationForm withContactEmail(String email) {
        return new ApplicationForm(category, name, localName, country, website, level, population, organisationType, regional, localEGovernment,
                sectors, employees, head, signatory, new ContactPerson(contact.name(), contact.title(), email, contact.phone()), billing,
                motivation, referredBy, language, consent);
    }

    ApplicationForm withCategory(Category other) {
        return new ApplicationForm(other, name, localName, country, website, level, population, organisationType, regional, localEGovernment,
                sectors, employees, head, signatory, contact, billing, motivation, referredBy, language, consent);
    }
}
