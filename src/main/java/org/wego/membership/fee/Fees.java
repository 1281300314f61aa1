package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.stereotype.Service;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
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
    private final Substitutes substitutes;
    private final Concessions concessions;
    private final Members members;
    private final Countries countries;
    private final Texts texts;

    Fees(DecisionTables tables, FeeCharts charts, GdpEditions editions, Referrals referrals, Substitutes substitutes,
            Concessions concessions, Members members, Countries countries, Texts texts) {
        this.tables = tables;
        this.charts = charts;
        this.editions = editions;
        this.referrals = referrals;
        this.substitutes = substitutes;
        this.concessions = concessions;
        this.members = members;
        this.countries = countries;
        this.texts = texts;
    }

    /** The year whose GDP figure a fee year goes by. */
    public static int gdpYear(int feeYear) {
        return feeYear - GDP_LAG;
    }

    /**
     * The fee of a member by what the register says of it for that year, or else by the Treasurer's substitute; with an exemption
     * where its referrals have earned one, or what the Committee took off.
     */
    public FeeAnswer assess(Member member, int feeYear, String edition) {
        Member counts = members.forFeeYear(member.number(), feeYear).orElse(member);
        return assess(counts, feeYear, edition, substitutes.of(member.number(), feeYear), concessions.of(member.number(), feeYear).orElse(null));
    }

    /**
     * The same for many members of one year, each with what counts for that year ({@link Members#payingMembers}): what was put down
     * for single members is read once.
     */
    public Function<Member, FeeAnswer> assessor(int feeYear, String edition) {
        Map<String, Map<Figure, Substitute>> given = substitutes.of(feeYear);
        Map<String, Concession> taken = concessions.of(feeYear);
        return member -> assess(member, feeYear, edition, given.getOrDefault(member.number(), Map.of()), taken.get(member.number()));
    }

    private FeeAnswer assess(Member member, int feeYear, String edition, Map<Figure, Substitute> given, Concession concession) {
        List<Substitute> used = new ArrayList<>();
        FeeQuestion question = filled(FeeQuestion.of(member, feeYear, edition), given, used);
        FeeAnswer answer = assess(question);
        Substitute gdp = given.get(Figure.GDP);
        boolean figuresThere = question.category() == Category.FRIENDSHIP || question.category() == Category.FULL && question.population() != null;
        if (answer instanceof FeeUnknown && gdp != null && figuresThere) {
            used.add(gdp);
            answer = answer(question, new FeeAssessment.Gdp(question.country(), countries.name(question.country()), gdp.year(), gdp.value(), false, null,
                    gdp.source()));
        }
        if (!(answer instanceof FeeAssessment fee)) {
            return answer;
        }
        FeeAssessment whole = used.isEmpty() ? fee : fee.with(List.copyOf(used));
        return referrals.exemptionFor(member, feeYear).map(whole::exempt).orElseGet(() -> concession == null ? whole : conceded(whole, concession));
    }

    private static FeeQuestion filled(FeeQuestion q, Map<Figure, Substitute> given, List<Substitute> used) {
        Substitute inhabitants = q.category() == Category.FULL && q.population() == null ? given.get(Figure.POPULATION) : null;
        Substitute staff = q.category() == Category.CORPORATE && q.employees() == null ? given.get(Figure.EMPLOYEES) : null;
        if (inhabitants != null) {
            used.add(inhabitants);
            return new FeeQuestion(q.category(), q.country(), inhabitants.value().longValueExact(), inhabitants.year(), inhabitants.source(), null, null,
                    q.feeYear(), q.edition());
        }
        if (staff != null) {
            used.add(staff);
            return new FeeQuestion(q.category(), q.country(), null, null, null, staff.value().longValueExact(), staff.year(), q.feeYear(), q.edition());
        }
        return q;
    }

    private FeeAssessment conceded(FeeAssessment fee, Concession concession) {
        BigDecimal reducedBy = concession.of(fee.amount());
        String years = concession.fromYear() == concession.toYear() ? String.valueOf(concession.fromYear()) : concession.fromYear() + "–" + concession.toYear();
        String less = concession.percent() == null ? Figures.usd(concession.off())
                : texts.get("fee.concession.percent", concession.percent().stripTrailingZeros().toPlainString());
        boolean waived = reducedBy.compareTo(fee.amount()) == 0;
        String words = texts.get(waived ? "fee.concession.waived" : "fee.concession.reduced", less, years, concession.resolution(), concession.reason());
        FeeAssessment.Granted granted = new FeeAssessment.Granted(concession.percent(), concession.off(), concession.fromYear(), concession.toYear(), reducedBy,
                concession.resolution(), concession.reason(), words);
        return fee.conceded(granted, texts.get("fee.sentence.conceded", Figures.usd(fee.amount().subtract(reducedBy)), fee.sentence(), less,
                concession.resolution()));
    }

    /**
     * A frozen assessment computed again from the stored versions: the same chart, the same edition, the same substitutes.
     *
     * @param differences what came out otherwise, in words; empty where everything is the same
     */
    public record Recomputed(BigDecimal due, List<String> differences) {

        /** Whether the assessment stands as it was frozen. */
        public boolean same() {
            return differences.isEmpty();
        }
    }

    /** Computes a frozen assessment again, years later too. */
    public Recomputed recompute(FeeAssessment frozen) {
        List<String> differences = new ArrayList<>();
        FeeAssessment.Gdp gdp = frozen.gdp();
        BigDecimal value = gdp == null ? null : gdp.value();
        if (gdp != null && gdp.edition() != null) {
            Optional<GdpFigure> figure = editions.figure(gdp.edition(), gdp.country(), gdp.year());
            compare(differences, "gdp", gdp.value().stripTrailingZeros().toPlainString(), figure.map(f -> f.value().stripTrailingZeros().toPlainString()).orElse("–"));
            compare(differences, "estimate", gdp.estimate(), figure.map(GdpFigure::estimate).orElse(null));
            value = figure.map(GdpFigure::value).orElse(value);
        }
        Decision decision = tables.decide(frozen.chart(), frozen.chartVersion(), inputs(frozen.category(), frozen.population(), value, frozen.employees()));
        BigDecimal amount = new BigDecimal(decision.text("amount"));
        compare(differences, "amount", Figures.usd(frozen.amount()), Figures.usd(amount));
        compare(differences, "rule", frozen.ruleId(), decision.rule());
        compare(differences, "bands", frozen.bands(), charts.bands(decision.version(), decision.rule()));
        if (frozen.exemption() != null) {
            Exemption exemption = frozen.exemption();
            compare(differences, "exemption", true, Boolean.parseBoolean(tables.decide(exemption.table(), exemption.version(),
                    Map.of("category", frozen.category().name(), "confirmedReferrals", exemption.referrals())).text("exempt")));
            return new Recomputed(BigDecimal.ZERO, List.copyOf(differences));
        }
        FeeAssessment.Granted granted = frozen.concession();
        BigDecimal due = granted == null ? amount : amount.subtract(Concession.reduction(amount, granted.percent(), granted.off()));
        compare(differences, "due", Figures.usd(frozen.due()), Figures.usd(due));
        return new Recomputed(due, List.copyOf(differences));
    }

    private void compare(List<String> differences, String what, Object frozen, Object now) {
        if (!Objects.equals(frozen, now)) {
            differences.add(texts.get("fee.recomputed.differs", texts.get("fee.recomputed." + what), String.valueOf(frozen), String.valueOf(now)));
        }
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
        FeeChart chart = charts.inForce(q.feeYear());
        Decision decision = tables.decide(FeeCharts.TABLE, chart.version(),
                inputs(q.category(), q.population(), gdp == null ? null : gdp.value(), q.employees()));
        BigDecimal amount = new BigDecimal(decision.text("amount"));
        FeeAssessment.Bands bands = charts.bands(decision.version(), decision.rule());
        boolean city = q.category() == Category.FULL;
        boolean company = q.category() == Category.CORPORATE;
        return new FeeAssessment(q.category(), q.feeYear(), amount, CURRENCY, decision.table(), decision.version(), chart.confirmed(), decision.rule(),
                gdp, city ? q.population() : null, city ? q.populationYear() : null, city ? q.populationSource() : null,
                company ? q.employees() : null, company ? q.employeesYear() : null, bands, null, sentence(q, amount, gdp, bands), null, null);
    }

    private static Map<String, Object> inputs(Category category, Long population, BigDecimal gdp, Long employees) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("category", category.name());
        inputs.put("population", category == Category.FULL ? population : null);
        inputs.put("gdpPerCapita", gdp == null ? null : gdp.doubleValue());
        inputs.put("employees", category == Category.CORPORATE ? employees : null);
        return inputs;
    }

    private String sentence(FeeQuestion q, BigDecimal amount, FeeAssessment.Gdp gdp, FeeAssessment.Bands bands) {
        String under = texts.get("fee.band.under");
        String orMore = texts.get("fee.band.orMore");
        String usd = Figures.usd(amount);
        if (q.category() == Category.CORPORATE) {
            return texts.get("fee.sentence.CORPORATE", usd, Figures.grouped(q.employees()), bands.employees().counted(under, orMore));
        }
        String source = gdp.edition() == null ? texts.get("fee.source.substitute", gdp.editionName(), String.valueOf(gdp.year())) : texts.get(gdp.estimate() ? "fee.source.estimate" : "fee.source.actual", GdpEditions.month(gdp.edition()), String.valueOf(gdp.year()));
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
