package org.wego.membership.admission;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.PlainText;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Level;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.WholeNumbers;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/** Reads an application from what somebody answered, and says of every field what is wrong with it. */
@Component
class FormReader {

    /** Every field that a form may have, whatever its category. */
    static final List<String> FIELDS = List.of("category", "name", "localName", "country", "website", "level", "population.value",
            "population.year", "population.source", "organisationType", "regional", "localEGovernment", "sectors", "employees.value",
            "employees.year", "head.name", "head.title", "signatory.name", "signatory.title", "signatory.email", "signatory.capacity",
            "contact.name", "contact.title", "contact.email", "contact.phone", "billing.name", "billing.email", "billing.address",
            "motivation", "referredBy", "language", "consent");

    private static final Pattern MEMBER_NUMBER = Pattern.compile("M-\\d{4,9}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z]{2,4})?");
    private static final Pattern PHONE = Pattern.compile("[+]?[0-9 ()./x-]{4,40}");
    private static final long MOST_PEOPLE = 200_000_000L;
    private static final long MOST_EMPLOYEES = 20_000_000L;
    private static final int EARLIEST_YEAR = 1950;

    private final Countries countries;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    FormReader(Countries countries, OrganisationCalendar calendar, Texts texts) {
        this.countries = countries;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** The form; whole only if no fault was added. */
    ApplicationForm read(Answers answers, Faults faults) {
        return new Reading(answers, faults).form();
    }

    private final class Reading {

        private final Answers answers;
        private final Faults faults;

        Reading(Answers answers, Faults faults) {
            this.answers = answers;
            this.faults = faults;
        }

        ApplicationForm form() {
            Category category = choice("category", Category.class, true);
            String name = line("name", 150, true);
            String localName = line("localName", 150, false);
            String country = country();
            String website = website();
            Level level = null;
            ApplicationForm.Population population = null;
            OrganisationType type = null;
            Boolean regional = null;
            String localEGovernment = null;
            List<Sector> sectors = null;
            ApplicationForm.Count employees = null;
            String referredBy = null;
            if (category == Category.FULL) {
                level = choice("level", Level.class, true);
                population = new ApplicationForm.Population(number("population.value", MOST_PEOPLE), year("population.year"),
                        line("population.source", 150, true));
                referredBy = referredBy();
            } else if (category == Category.FRIENDSHIP) {
                type = choice("organisationType", OrganisationType.class, true);
                regional = flag("regional");
                localEGovernment = text("localEGovernment", 2000, true);
            } else if (category == Category.CORPORATE) {
                sectors = sectors();
                employees = new ApplicationForm.Count(number("employees.value", MOST_EMPLOYEES), year("employees.year"));
            }
            ApplicationForm.Person head = new ApplicationForm.Person(line("head.name", 150, true), line("head.title", 150, true));
            ApplicationForm.Signatory signatory = new ApplicationForm.Signatory(line("signatory.name", 150, true),
                    line("signatory.title", 150, true), email("signatory.email", true), choice("signatory.capacity", Capacity.class, true));
            ApplicationForm.ContactPerson contact = new ApplicationForm.ContactPerson(line("contact.name", 150, true),
                    line("contact.title", 150, false), email("contact.email", true), phone());
            ApplicationForm.Billing billing = billing();
            String motivation = text("motivation", 4000, false);
            String language = language();
            boolean consent = Boolean.TRUE.equals(flag("consent"));
            faults.addIf(!consent && !faults.has("consent"), "consent", words("consent"));
            return new ApplicationForm(category, name, localName, country, website, level, population, type, regional, localEGovernment,
                    sectors, employees, head, signatory, contact, billing, motivation, referredBy, language, consent);
        }

        /** A text in one line; null when there is none. */
        private String line(String field, int most, boolean required) {
            String value = text(field, most, required);
            if (value != null && value.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
                faults.add(field, words("oneLine"));
                return null;
            }
            return value;
        }

        /** A text that may have several lines; null when there is none. */
        private String text(String field, int most, boolean required) {
            if (answers.all(field).size() > 1) {
                faults.add(field, words("once"));
                return null;
            }
            String value = Normalizer.normalize(answers.get(field), Normalizer.Form.NFC).replace("\r\n", "\n").replace('\u00a0', ' ').strip();
            if (value.isEmpty()) {
                if (required) {
                    faults.add(field, words("missing." + field));
                }
                return null;
            }
            if (value.length() > most) {
                faults.add(field, texts.get("admission.fault.tooLong", String.valueOf(most), String.valueOf(value.length())));
                return null;
            }
            if (!PlainText.isFit(value)) {
                faults.add(field, words("control"));
                return null;
            }
            return value;
        }

        private <E extends Enum<E>> E choice(String field, Class<E> type, boolean required) {
            String value = line(field, 60, required);
            if (value == null) {
                return null;
            }
            Optional<E> found = Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(value)).findFirst();
            if (found.isEmpty()) {
                faults.add(field, texts.get("admission.fault.choice", names(type)));
            }
            return found.orElse(null);
        }

        private List<Sector> sectors() {
            List<Sector> chosen = new ArrayList<>();
            for (String value : answers.all("sectors")) {
                Arrays.stream(Sector.values()).filter(sector -> sector.name().equals(value.strip())).findFirst().ifPresentOrElse(sector -> {
                    if (!chosen.contains(sector)) {
                        chosen.add(sector);
                    }
                }, () -> {
                    if (!faults.has("sectors")) {
                        faults.add("sectors", texts.get("admission.fault.choice", names(Sector.class)));
                    }
                });
            }
            faults.addIf(chosen.isEmpty() && !faults.has("sectors"), "sectors", words("missing.sectors"));
            chosen.sort(null);
            return chosen;
        }

        private Boolean flag(String field) {
            String value = line(field, 10, false);
            if (value == null) {
                return false;
            }
            switch (value) {
                case "true", "on", "yes":
                    return true;
                case "false", "no":
                    return false;
                default:
                    faults.add(field, words("flag"));
                    return false;
            }
        }

        private Long number(String field, long most) {
            String value = line(field, 30, true);
            if (value == null) {
                return null;
            }
            Optional<Long> number = WholeNumbers.read(value);
            if (number.isEmpty()) {
                faults.add(field, words("number"));
            } else if (number.get() < 1) {
                faults.add(field, words("zero." + field));
            } else if (number.get() > most) {
                faults.add(field, words("tooMany"));
            }
            return number.orElse(null);
        }

        private Integer year(String field) {
            String value = line(field, 10, true);
            if (value == null) {
                return null;
            }
            int now = calendar.today().getYear();
            if (!value.matches("\\d{4}") || Integer.parseInt(value) < EARLIEST_YEAR || Integer.parseInt(value) > now) {
                faults.add(field, texts.get("admission.fault.year", String.valueOf(EARLIEST_YEAR), String.valueOf(now)));
                return null;
            }
            return Integer.valueOf(value);
        }

        private String country() {
            String value = line("country", 60, true);
            if (value == null) {
                return null;
            }
            if (!value.matches("[A-Z]{3}") || countries.find(value).isEmpty()) {
                faults.add("country", words("country"));
                return null;
            }
            return value;
        }

        private String email(String field, boolean required) {
            String value = line(field, 254, required);
            if (value == null) {
                return null;
            }
            if (!MailAddress.isFit(value)) {
                faults.add(field, words("email"));
                return null;
            }
            return value;
        }

        private String phone() {
            String value = line("contact.phone", 40, false);
            if (value != null && !PHONE.matcher(value).matches()) {
                faults.add("contact.phone", words("phone"));
                return null;
            }
            return value;
        }

        private String website() {
            String value = line("website", 300, false);
            if (value == null) {
                return null;
            }
            String address = value.contains("://") ? value : "https://" + value;
            try {
                URI uri = new URI(address);
                if (("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null
                        && uri.getHost().contains(".") && uri.getUserInfo() == null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // said below
            }
            faults.add("website", words("website"));
            return null;
        }

        private ApplicationForm.Billing billing() {
            String name = line("billing.name", 150, false);
            String email = email("billing.email", false);
            String address = text("billing.address", 500, false);
            if (name == null && email == null && address == null) {
                return null;
            }
            faults.addIf(email == null && !faults.has("billing.email"), "billing.email", words("missing.billing.email"));
            return new ApplicationForm.Billing(name, email, address);
        }

        private String referredBy() {
            String value = line("referredBy", 20, false);
            if (value != null && !MEMBER_NUMBER.matcher(value).matches()) {
                faults.add("referredBy", words("memberNumber"));
                return null;
            }
            return value;
        }

        private String language() {
            String value = line("language", 10, false);
            if (value != null && !LANGUAGE.matcher(value).matches()) {
                faults.add("language", words("language"));
                return null;
            }
            return value == null ? "en" : value;
        }

        private String words(String key) {
            return texts.get("admission.fault." + key);
        }
    }

    /** Whether letters are in it that nobody sees, or that turn the others round. */
    static boolean hasInvisible(String value) {
        return value.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029) || !PlainText.isFit(value);
    }

    private static String names(Class<? extends Enum<?>> type) {
        return String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }
}
