package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Member;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/**
 * What a member pays for a year, and why. Cities pay by population and by their country's GDP per capita, associations and
 * agencies by the GDP of their office's country, companies by employees; the GDP year is the fee year less two. Source: WeGO's
 * membership page of 2018; the amounts are those of the chart in force.
 */
@Service
public class Fees {

    /** Fees are asked in this currency only. */
    public static final String CURRENCY = "USD";

    /** The GDP figure of a fee year is that of so many years before. */
    private static final int GDP_LAG = 2;

    private final DecisionTables tables;
    private final FeeCharts charts;
    private final GdpEditions editions;
    private final Referrals referrals;
    private final Countries countries;
    private final Texts texts;

    Fees(DecisionTables tables, FeeCharts charts, GdpEditions editions, Referrals referrals, Countries countries, Texts texts) {
        this.tables = tables;
        this.charts = charts;
        this.editions = editions;
        this.referrals = referrals;
        this.countries = countries;
        this.texts = texts;
    }

    /** The year whose GDP figure a fee year goes by. */
    public static int gdpYear(int feeYear) {
        return feeYear - GDP_LAG;
    }

    /** The fee of a member by what the register knows of it, with an exemption where its referrals have earned one. */
    public FeeAnswer assess(Member member, int feeYear, String edition) {
        FeeAnswer answer = assess(FeeQuestion.of(member, feeYear, edition));
        Optional<Exemption> exemption = referrals.exemptionFor(member, feeYear);
        return answer instanceof FeeAssessment fee && exemption.isPresent() ? fee.exempt(exemption.get()) : answer;
    }

    /** The fee by the chart in force, without regard to exemptions. */
    public FeeAnswer assess(FeeQuestion question) {
        return assess(question, null);
    }

    /** The same by figures that needn't be imported yet: what an edition would make of it. */
    FeeAnswer assess(FeeQuestion question, EditionFigures figures) {
        return switch (question.category()) {
            case FULL -> question.population() == null || question.population() <= 0 ? unknown("POPULATION_MISSING") : byGdp(question, figures);
            case FRIENDSHIP -> byGdp(question, figures);
            case CORPORATE -> question.employees() == null || question.employees() <= 0 ? unknown("EMPLOYEES_MISSING") : answer(question, null);
        };
    }

    private FeeAnswer byGdp(FeeQuestion question, EditionFigures given) {
        if (question.country() == null) {
            return unknown("COUNTRY_MISSING");
        }
        Optional<EditionFigures> served = given != null ? Optional.of(given)
                : (question.edition() == null ? editions.latest().map(GdpEdition::id) : Optional.of(question.edition())).flatMap(editions::figures);
        if (served.isEmpty()) {
            return unknown("EDITION_UNKNOWN", String.valueOf(question.edition()));
        }
        EditionFigures edition = served.get();
        String country = countries.name(question.country());
        int year = gdpYear(question.feeYear());
        Optional<GdpEditions.Coverage> coverage = edition.coverage(question.country());
        if (coverage.isEmpty()) {
            return unknown("COUNTRY_NOT_COVERED", country, edition.name());
        }
        return edition.figure(question.country(), year)
                .map(figure -> answer(question, new FeeAssessment.Gdp(figure.country(), country, year, figure.value(), figure.estimate(), edition.edition(),
                        edition.name())))
                .orElseGet(() -> unknown("YEAR_NOT_COVERED", country, String.valueOf(year), edition.name(),
                        String.valueOf(coverage.get().firstYear()), String.valueOf(coverage.get().lastYear())));
    }

    private FeeAnswer answer(FeeQuestion q, FeeAssessment.Gdp gdp) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("category", q.category().name());
        inputs.put("population", q.category() == Category.FULL ? q.population() : null);
        inputs.put("gdpPerCapita", gdp == null ? null : gdp.value().doubleValue());
        inputs.put("employees", q.category() == Category.CORPORATE ? q.employees() : null);
        FeeChart chart = charts.inForce(q.feeYear());
        Decision decision = tables.decide(FeeCharts.TABLE, chart.version(), inputs);
        BigDecimal amount = new BigDecimal(decision.text("amount"));
        FeeAssessment.Bands bands = charts.bands(decision.version(), decision.rule());
        boolean city = q.category() == Category.FULL;
        boolean company = q.category() == Category.CORPORATE;
        return new FeeAssessment(q.category(), q.feeYear(), amount, CURRENCY, decision.table(), decision.version(), chart.confirmed(), decision.rule(),
                gdp, city ? q.population() : null, city ? q.populationYear() : null, city ? q.populationSource() : null,
                company ? q.employees() : null, company ? q.employeesYear() : null, bands, null, sentence(q, amount, gdp, bands));
    }

    private String sentence(FeeQuestion q, BigDecimal amount, FeeAssessment.Gdp gdp, FeeAssessment.Bands bands) {
        String under = texts.get("fee.band.under");
        String orMore = texts.get("fee.band.orMore");
        String usd = Figures.usd(amount);
        if (q.category() == Category.CORPORATE) {
            return texts.get("fee.sentence.CORPORATE", usd, Figures.grouped(q.employees()), bands.employees().counted(under, orMore));
        }
        String source = texts.get(gdp.estimate() ? "fee.source.estimate" : "fee.source.actual", GdpEditions.month(gdp.edition()), String.valueOf(gdp.year()));
        String dollars = Figures.whole(gdp.value());
        return q.category() == Category.FULL
                ? texts.get("fee.sentence.FULL", usd, Figures.grouped(q.population()), bands.population().words(under, orMore), dollars,
                        bands.gdp().words(under, orMore), source)
                : texts.get("fee.sentence.FRIENDSHIP", usd, gdp.countryName(), dollars, bands.gdp().words(under, orMore), source);
    }

    private FeeUnknown unknown(String reason, Object... words) {
        return new FeeUnknown(reason, texts.get("fee.unknown." + reason, words));
    }
}
