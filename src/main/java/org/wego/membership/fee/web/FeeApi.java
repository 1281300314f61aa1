package org.wego.membership.fee.web;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wego.membership.fee.Band;
import org.wego.membership.fee.Exemption;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeUnknown;
import org.wego.membership.fee.Fees;
import org.wego.membership.member.Category;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Unprocessable;

/** What would an organisation pay, and why: for programs. */
@RestController
class FeeApi {

    /** GDP per capita, current international dollars at purchasing power parity; IMF World Economic Outlook. */
    record Gdp(String country, int year, BigDecimal value, boolean estimate, String edition) {
    }

    /** The bands of the chart that were met, lower bound included, upper not; null where the category doesn't go by it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Bands(BandView population, BandView gdp, BandView employees) {
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BandView(Long from, Long to) {

        static BandView of(Band band) {
            return band == null ? null : new BandView(band.from(), band.to());
        }
    }

    /** The fee in whole or decimal USD, with everything it was computed from. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FeeView(int year, Category category, BigDecimal amount, String currency, String chart, boolean chartConfirmed, String rule, Gdp gdp, Bands bands,
            Long population, Long employees, Exemption exemption, String sentence) {
    }

    private final FeeAsk ask;
    private final Fees fees;

    FeeApi(FeeAsk ask, Fees fees) {
        this.ask = ask;
        this.fees = fees;
    }

    /**
     * The fee by the chart in force. 400 names every bad field; 422 says why no fee can be told.
     *
     * @param category   FULL, FRIENDSHIP or CORPORATE
     * @param country    ISO 3166-1 alpha-3; of the office, for FRIENDSHIP
     * @param population inhabitants, for FULL
     * @param employees  worldwide, for CORPORATE
     * @param year       the fee year, by default the next
     */
    @GetMapping("/api/fees")
    FeeView fee(@RequestParam(required = false) String category, @RequestParam(required = false) String country,
            @RequestParam(required = false) String population, @RequestParam(required = false) String employees,
            @RequestParam(required = false) String year) {
        Map<String, String> typed = new HashMap<>();
        typed.put("category", category == null ? "" : category);
        typed.put("country", country == null ? "" : country);
        typed.put("population", population == null ? "" : population);
        typed.put("employees", employees == null ? "" : employees);
        typed.put("year", year == null ? "" : year);
        Faults faults = new Faults();
        var question = ask.read(typed, faults);
        faults.throwIfAny();
        FeeAnswer answer = fees.assess(question);
        if (answer instanceof FeeUnknown unknown) {
            throw new Unprocessable(unknown.words());
        }
        FeeAssessment fee = (FeeAssessment) answer;
        FeeAssessment.Gdp gdp = fee.gdp();
        return new FeeView(fee.feeYear(), fee.category(), fee.amount(), fee.currency(), fee.chart() + " v" + fee.chartVersion(), fee.chartConfirmed(),
                fee.ruleId(), gdp == null ? null : new Gdp(gdp.country(), gdp.year(), gdp.value(), gdp.estimate(), gdp.edition()),
                new Bands(BandView.of(fee.bands().population()), BandView.of(fee.bands().gdp()), BandView.of(fee.bands().employees())),
                fee.population(), fee.employees(), fee.exemption(), fee.sentence());
    }
}
