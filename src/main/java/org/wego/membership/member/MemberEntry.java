package org.wego.membership.member;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.wego.membership.engine.PlainText;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/**
 * A member as somebody types it, in the office's form or in a row of a file: read and checked the same way in both.
 *
 * @param standing null where the form doesn't ask for it
 * @param since    null where the form doesn't ask for it
 */
public record MemberEntry(Category category, Standing standing, LocalDate since, String basis, MemberDetails details, Contact working, Contact billing) {

    /** Every field, in the order of the template file. */
    public static final List<String> FIELDS = List.of("name", "localName", "category", "country", "standing", "since", "basis", "level",
            "organisationType", "website", "population", "populationYear", "populationSource", "employees", "employeesYear", "contactName",
            "contactTitle", "contactEmail", "contactPhone", "billingName", "billingEmail", "billingAddress", "billingOrderReference");

    /** By whose decision a standing can hold, as the register writes it. */
    public static final List<String> BASES = List.of("Inaugural Assembly", "Committee", "Secretariat");

    private static final Pattern WEBSITE = Pattern.compile("https?://[^\\s<>\"'\\p{Cntrl}]{3,300}");
    private static final int LONGEST = 300;
    private static final int LONGEST_REFERENCE = 60;

    /** What is typed for a member that exists, field by field; empty where nothing is known. */
    static Map<String, String> typed(Member m, Contact working, Contact billing) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", text(m.name()));
        typed.put("localName", text(m.localName()));
        typed.put("category", m.category().name());
        typed.put("country", m.country());
        typed.put("standing", m.standing().name());
        typed.put("since", text(m.standingSince()));
        typed.put("basis", text(m.basis()));
        typed.put("level", text(m.level()));
        typed.put("organisationType", text(m.organisationType()));
        typed.put("website", text(m.website()));
        typed.put("population", text(m.population()));
        typed.put("populationYear", text(m.populationYear()));
        typed.put("populationSource", text(m.populationSource()));
        typed.put("employees", text(m.employees()));
        typed.put("employeesYear", text(m.employeesYear()));
        typed.put("contactName", working == null ? "" : text(working.name()));
        typed.put("contactTitle", working == null ? "" : text(working.title()));
        typed.put("contactEmail", working == null ? "" : text(working.email()));
        typed.put("contactPhone", working == null ? "" : text(working.phone()));
        typed.put("billingName", billing == null ? "" : text(billing.name()));
        typed.put("billingEmail", billing == null ? "" : text(billing.email()));
        typed.put("billingAddress", billing == null ? "" : text(billing.address()));
        typed.put("billingOrderReference", billing == null ? "" : text(billing.orderReference()));
        return typed;
    }

    /**
     * Reads what was typed and names every fault beside its field.
     *
     * @param today the organisation's day
     */
    static MemberEntry read(Map<String, String> typed, Function<String, Optional<Country>> countries, LocalDate today, Texts texts, Faults faults) {
        Reading in = new Reading(typed, today, texts, faults);
        String name = in.required("name");
        Standing standing = in.choice("standing", Standing.class);
        Category category = in.choice("category", Category.class);
        if (category == null && standing != null && in.blank("category")) {
            category = standing == Standing.ASSOCIATE || standing == Standing.FULL ? Category.FULL : Category.valueOf(standing.name());
        }
        faults.addIf(category == null && in.blank("category"), "category", texts.get("member.fault.required"));
        faults.addIf(standing == null && in.blank("standing"), "standing", texts.get("member.fault.required"));
        faults.addIf(category != null && standing != null
                && (category == Category.FULL) != (standing == Standing.ASSOCIATE || standing == Standing.FULL)
                || category != null && standing != null && category != Category.FULL && !category.name().equals(standing.name()),
                "standing", texts.get("member.fault.standingOfCategory"));
        String countryText = in.required("country");
        Optional<Country> country = countryText == null ? Optional.empty() : countries.apply(countryText);
        faults.addIf(countryText != null && country.isEmpty(), "country", texts.get("member.fault.country", String.valueOf(countryText)));
        LocalDate since = in.day("since");
        String basis = basis(in, standing, faults, texts);
        Level level = category == Category.FULL || category == null ? in.choice("level", Level.class) : null;
        OrganisationType type = category == Category.FRIENDSHIP || category == null ? in.choice("organisationType", OrganisationType.class) : null;
        Long population = in.number("population");
        Integer populationYear = in.year("populationYear");
        String populationSource = in.text("populationSource");
        faults.addIf(population != null && populationYear == null && in.blank("populationYear"), "populationYear", texts.get("member.fault.figureYear"));
        faults.addIf(population != null && populationSource == null, "populationSource", texts.get("member.fault.figureSource"));
        Long employees = in.number("employees");
        Integer employeesYear = in.year("employeesYear");
        faults.addIf(employees != null && employeesYear == null && in.blank("employeesYear"), "employeesYear", texts.get("member.fault.figureYear"));
        Contact working = new Contact(in.text("contactName"), in.text("contactTitle"), in.email("contactEmail"), in.text("contactPhone"), null);
        Contact billing = new Contact(in.text("billingName"), null, in.email("billingEmail"), null, in.lines("billingAddress"),
                in.text("billingOrderReference"));
        faults.addIf(billing.orderReference() != null && billing.orderReference().length() > LONGEST_REFERENCE, "billingOrderReference",
                texts.get("member.fault.long", LONGEST_REFERENCE));
        MemberDetails details = new MemberDetails(name, in.text("localName"), country.map(Country::alpha3).orElse(null), level, type, in.website(),
                population, populationYear, populationSource, employees, employeesYear);
        return new MemberEntry(category, standing, since, basis, details, working, billing);
    }

    private static String basis(Reading in, Standing standing, Faults faults, Texts texts) {
        String text = in.text("basis");
        if (text == null) {
            if (standing == Standing.ASSOCIATE) {
                return "Secretariat";
            }
            faults.add("basis", texts.get("member.fault.basis"));
            return null;
        }
        Optional<String> known = BASES.stream().filter(b -> Words.folded(b).equals(Words.folded(text))).findFirst()
                // the register's own words for a decision of today, such as a round's reference, stay as they are
                .or(() -> text.matches("EC-\\d{4}-\\d{3,}") ? Optional.of(text) : Optional.empty());
        faults.addIf(known.isEmpty(), "basis", texts.get("member.fault.basis"));
        return known.orElse(null);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** One input being read. */
    private record Reading(Map<String, String> typed, LocalDate today, Texts texts, Faults faults) {

        boolean blank(String field) {
            return Words.orNull(typed.get(field)) == null;
        }

        String text(String field) {
            String text = lines(field);
            if (text != null && text.codePoints().anyMatch(Character::isISOControl)) {
                faults.add(field, texts.get("member.fault.control"));
                return null;
            }
            return text;
        }

        String lines(String field) {
            String text = Words.orNull(typed.get(field));
            if (text == null) {
                return null;
            }
            text = text.replace("\r\n", "\n").replace('\r', '\n');
            if (text.length() > LONGEST || !PlainText.isFit(text)) {
                faults.add(field, texts.get(text.length() > LONGEST ? "member.fault.long" : "member.fault.control", LONGEST));
                return null;
            }
            return text;
        }

        String required(String field) {
            String text = text(field);
            faults.addIf(text == null && !faults.has(field), field, texts.get("member.fault.required"));
            return text;
        }

        <E extends Enum<E>> E choice(String field, Class<E> type) {
            String text = Words.orNull(typed.get(field));
            if (text == null) {
                return null;
            }
            String wanted = text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_").replaceAll("_MEMBER$", "");
            Optional<E> found = Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equals(wanted)).findFirst();
            faults.addIf(found.isEmpty(), field, texts.get("member.fault.choice", String.join(", ",
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())));
            return found.orElse(null);
        }

        LocalDate day(String field) {
            String text = Words.orNull(typed.get(field));
            if (text == null) {
                faults.add(field, texts.get("member.fault.required"));
                return null;
            }
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.isAfter(today) || day.getYear() < 2000) {
                    faults.add(field, texts.get("member.fault.dayRange"));
                    return null;
                }
                return day;
            } catch (DateTimeParseException e) {
                faults.add(field, texts.get("member.fault.day"));
                return null;
            }
        }

        Long number(String field) {
            String text = Words.orNull(typed.get(field));
            if (text == null) {
                return null;
            }
            Optional<Long> number = WholeNumbers.read(text).filter(n -> n > 0);
            faults.addIf(number.isEmpty(), field, texts.get("member.fault.number"));
            return number.orElse(null);
        }

        Integer year(String field) {
            String text = Words.orNull(typed.get(field));
            if (text == null) {
                return null;
            }
            if (text.matches("\\d{4}") && Integer.parseInt(text) >= 1950 && Integer.parseInt(text) <= today.getYear()) {
                return Integer.valueOf(text);
            }
            faults.add(field, texts.get("member.fault.year", String.valueOf(today.getYear())));
            return null;
        }

        String email(String field) {
            String text = Words.orNull(typed.get(field));
            if (text == null || MailAddress.isFit(text)) {
                return text;
            }
            faults.add(field, texts.get("member.fault.email"));
            return null;
        }

        String website() {
            String text = text("website");
            if (text == null) {
                return null;
            }
            String address = text.matches("(?i)[a-z][a-z0-9+.-]*:.*") ? text : "https://" + text;
            if (WEBSITE.matcher(address).matches()) {
                return address;
            }
            faults.add("website", texts.get("member.fault.website"));
            return null;
        }
    }
}
