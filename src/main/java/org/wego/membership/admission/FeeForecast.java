package org.wego.membership.admission;

import java.util.Arrays;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.fee.FeeQuestion;
import org.wego.membership.fee.FeeUnknown;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.WholeNumbers;

/** What membership will cost, told before one applies: by the chart and the figures that the annual run computes with. */
@Component
public class FeeForecast {

    /**
     * The fee of the first year that can be asked for.
     *
     * @param sum         such as "USD 5,000"; null where no fee can be told
     * @param reason      how it is computed, in one sentence; null likewise
     * @param confirmed   whether the Secretariat has confirmed the chart for that year
     * @param attribution whose GDP figure it goes by; null where it goes by none
     * @param unknown     why no fee can be told; null where it can
     */
    public record Forecast(int year, String sum, String reason, boolean confirmed, String attribution, String unknown) {
    }

    private final Fees fees;
    private final FeeCharts charts;
    private final GdpEditions editions;
    private final Countries countries;
    private final OrganisationCalendar calendar;

    FeeForecast(Fees fees, FeeCharts charts, GdpEditions editions, Countries countries, OrganisationCalendar calendar) {
        this.fees = fees;
        this.charts = charts;
        this.editions = editions;
        this.countries = countries;
        this.calendar = calendar;
    }

    /** The first year whose fee somebody pays who is admitted this year. */
    public int firstYear() {
        return calendar.feeYear() + 1;
    }

    /** The fee by what is typed so far; empty while something is missing that it goes by. */
    public Optional<Forecast> of(Answers answers) {
        Category category = Arrays.stream(Category.values()).filter(one -> one.name().equals(answers.get("category"))).findFirst().orElse(null);
        String typed = answers.get("country");
        String country = typed.matches("[A-Z]{3}") && countries.find(typed).isPresent() ? typed : null;
        Long population = number(answers, "population.value");
        Long employees = number(answers, "employees.value");
        boolean enough = category != null && switch (category) {
            case FULL -> country != null && population != null;
            case FRIENDSHIP -> country != null;
            case CORPORATE -> employees != null;
        };
        if (!enough) {
            return Optional.empty();
        }
        int year = firstYear();
        FeeAnswer answer = fees.assess(new FeeQuestion(category, country, category == Category.FULL ? population : null, null, null,
                category == Category.CORPORATE ? employees : null, null, year, null));
        if (answer instanceof FeeUnknown unknown) {
            return Optional.of(new Forecast(year, null, null, true, null, unknown.words()));
        }
        FeeAssessment fee = (FeeAssessment) answer;
        int end = fee.sentence().indexOf(": ");
        String attribution = fee.gdp() == null ? null : editions.find(fee.gdp().edition()).map(GdpEdition::attribution).orElse(null);
        return Optional.of(new Forecast(year, fee.sentence().substring(0, end), fee.sentence().substring(end + 2), charts.inForce(year).confirmed(), attribution, null));
    }

    private static Long number(Answers answers, String field) {
        return WholeNumbers.read(answers.get(field)).filter(number -> number > 0).orElse(null);
    }
}
