package org.wego.membership.fee.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.FeeQuestion;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.WholeNumbers;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/** Reads a question for a fee as page and API receive it. */
@Component
class FeeAsk {

    /** Before it WeGO had no fee of this kind; GDP figures begin in 2010. */
    private static final int FIRST_YEAR = 2012;
    private static final int LAST_YEAR = 2099;

    private final Countries countries;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    FeeAsk(Countries countries, OrganisationCalendar calendar, Texts texts) {
        this.countries = countries;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** Who joins now pays from next year on. */
    int usualYear() {
        return calendar.feeYear() + 1;
    }

    /** The question, or null when something is wrong with it; every fault is named by its field. */
    FeeQuestion read(Map<String, String> typed, Faults faults) {
        String wanted = text(typed, "category").toUpperCase(Locale.ROOT);
        Category category = Arrays.stream(Category.values()).filter(c -> c.name().equals(wanted)).findFirst().orElse(null);
        faults.addIf(category == null, "category", texts.get("fee.fault.category"));
        boolean byCountry = category == Category.FULL || category == Category.FRIENDSHIP;
        String countryText = text(typed, "country");
        Optional<Country> country = countryText.isEmpty() ? Optional.empty() : countries.read(countryText);
        faults.addIf(country.isEmpty() && (byCountry || !countryText.isEmpty()), "country",
                texts.get(countryText.isEmpty() ? "fee.fault.countryMissing" : "fee.fault.country"));
        Long population = number(typed, "population", category == Category.FULL, faults);
        Long employees = number(typed, "employees", category == Category.CORPORATE, faults);
        int year = year(text(typed, "year"), faults);
        return faults.isEmpty() ? new FeeQuestion(category, country.map(Country::alpha3).orElse(null), population, null, null, employees, null, year, null)
                : null;
    }

    private Long number(Map<String, String> typed, String field, boolean needed, Faults faults) {
        String text = text(typed, field);
        if (!needed) {
            // the fee doesn't go by it: whatever stands there is left alone
            return null;
        }
        Optional<Long> number = WholeNumbers.read(text).filter(n -> n > 0);
        faults.addIf(number.isEmpty(), field, texts.get("fee.fault." + field));
        return number.orElse(null);
    }

    private int year(String text, Faults faults) {
        if (text.isEmpty()) {
            return usualYear();
        }
        int year = text.matches("\\d{4}") ? Integer.parseInt(text) : 0;
        faults.addIf(year < FIRST_YEAR || year > LAST_YEAR, "year", texts.get("fee.fault.year"));
        return year;
    }

    private static String text(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "").replace('\u00a0', ' ').strip();
    }
}
