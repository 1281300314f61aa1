package org.wego.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

@HouseTest
class FeesTest {

    private static final long[] POPULATION = {500_000, 1_000_000, 3_000_000, 5_000_000};
    private static final long[] GDP = {5_000, 10_000, 20_000, 30_000};
    private static final long[] EMPLOYEES = {50, 250, 1_000, 10_000};
    private static final int[][] FULL = {{400, 600, 1_000, 1_500, 2_000}, {600, 1_000, 1_500, 2_500, 3_500}, {1_000, 1_500, 2_500, 3_500, 5_000},
            {1_500, 2_500, 3_500, 5_000, 7_500}, {2_000, 3_500, 5_000, 7_500, 10_000}};
    private static final int[] FRIENDSHIP = {500, 1_000, 1_500, 2_000, 3_000};
    private static final int[] CORPORATE = {1_000, 2_500, 5_000, 7_500, 10_000};

    @Autowired Fees fees;
    @Autowired FeeCharts charts;
    @Autowired GdpEditions editions;
    @Autowired Referrals referrals;
    @Autowired Members members;
    @Autowired DecisionTables tables;
    @Autowired ObjectMapper json;
    @Autowired JdbcClient jdbc;

    private static FeeQuestion city(String country, Long population, int year) {
        return new FeeQuestion(Category.FULL, country, population, 2025, "census", null, null, year, null);
    }

    @Test
    void suwonPays5000In2027() {
        FeeAssessment fee = (FeeAssessment) fees.assess(city("KOR", 1_190_964L, 2027));
        assertThat(fee.amount()).isEqualByComparingTo("5000");
        assertThat(fee.currency()).isEqualTo("USD");
        assertThat(fee.ruleId()).isEqualTo("full-p3-g5");
        assertThat(fee.gdp()).isEqualTo(new FeeAssessment.Gdp("KOR", "Korea", 2025, new BigDecimal("65080.293"), true, "2025-10",
                "IMF World Economic Outlook, October 2025"));
        assertThat(fee.bands()).isEqualTo(new FeeAssessment.Bands(new Band(1_000_000L, 3_000_000L), new Band(30_000L, null), null));
        assertThat(fee.sentence()).isEqualTo("USD 5,000: 1,190,964 inhabitants (1–3 million) and 65,080 international dollars a head (30,000 or more), "
                + "IMF October 2025, an estimate for 2025");
    }

    @Test
    void anAssessmentIsFrozenAsJson() throws Exception {
        Member friend = friend("TEST-FROZEN");
        for (int i = 0; i < 5; i++) {
            refer(friend, "TEST-FROZEN-" + i, LocalDate.of(2026, 1, 1), false, true);
        }
        for (FeeAnswer answer : List.of(fees.assess(city("KOR", 1_190_964L, 2027)), fees.assess(friend, 2027, null))) {
            String frozen = json.writeValueAsString(answer);
            assertThat(json.readValue(frozen, FeeAssessment.class)).isEqualTo(answer);
        }
    }

    @Test
    void theFigureOf2024IsActual() {
        FeeAssessment fee = (FeeAssessment) fees.assess(city("KOR", 1_190_964L, 2026));
        assertThat(fee.gdp().estimate()).isFalse();
        assertThat(fee.sentence()).endsWith("IMF October 2025, for 2024");
    }

    @Test
    void anotherEditionMayBeNamed() {
        FeeAnswer answer = fees.assess(new FeeQuestion(Category.FULL, "KOR", 1_190_964L, null, null, null, null, 2027, "2024-10"));
        assertThat(((FeeAssessment) answer).gdp().edition()).isEqualTo("2024-10");
        assertThat(((FeeUnknown) fees.assess(new FeeQuestion(Category.FULL, "KOR", 5L, null, null, null, null, 2027, "1999-01"))).reasonCode())
                .isEqualTo("EDITION_UNKNOWN");
    }

    /** Every band edge and its neighbours, over the whole space. */
    @Test
    void theChartAnswersEveryInputWithOneCell() {
        for (long population : edges(POPULATION, Long.MAX_VALUE / 4)) {
            for (long gdp : edges(GDP, 1_000_000)) {
                int[] row = FULL[band(POPULATION, population)];
                assertThat(amount("FULL", population, gdp, null)).as(population + "/" + gdp).isEqualTo(row[band(GDP, gdp)]);
            }
        }
        for (long gdp : edges(GDP, 1_000_000)) {
            assertThat(amount("FRIENDSHIP", null, gdp, null)).as("friend " + gdp).isEqualTo(FRIENDSHIP[band(GDP, gdp)]);
        }
        for (long employees : edges(EMPLOYEES, 5_000_000)) {
            assertThat(amount("CORPORATE", null, null, employees)).as("company " + employees).isEqualTo(CORPORATE[band(EMPLOYEES, employees)]);
        }
        assertThat(decide("FULL", 499_999L, 29_999.999, null).text("amount")).isEqualTo("1500");
        assertThat(decide("FULL", 499_999L, 30_000.0, null).text("amount")).isEqualTo("2000");
    }

    @Test
    void withoutFigureNothingIsGuessed() {
        record Case(String country, int year, String reason) { }
        for (Case c : List.of(new Case("CUB", 2027, "COUNTRY_NOT_COVERED"), new Case("MCO", 2027, "COUNTRY_NOT_COVERED"),
                new Case("PRK", 2027, "COUNTRY_NOT_COVERED"), new Case("SYR", 2027, "YEAR_NOT_COVERED"), new Case("ERI", 2027, "YEAR_NOT_COVERED"),
                new Case("LKA", 2027, "YEAR_NOT_COVERED"), new Case("LBN", 2027, "YEAR_NOT_COVERED"), new Case("AFG", 2027, "YEAR_NOT_COVERED"),
                new Case("PSE", 2027, "YEAR_NOT_COVERED"), new Case("KOR", 2040, "YEAR_NOT_COVERED"), new Case(null, 2027, "COUNTRY_MISSING"))) {
            FeeUnknown unknown = (FeeUnknown) fees.assess(city(c.country(), 1_000_000L, c.year()));
            assertThat(unknown.reasonCode()).as(c.toString()).isEqualTo(c.reason());
            assertThat(unknown.words()).as(c.toString()).doesNotContain("{").isNotBlank();
        }
        assertThat(((FeeUnknown) fees.assess(city("KOR", null, 2027))).reasonCode()).isEqualTo("POPULATION_MISSING");
        assertThat(((FeeUnknown) fees.assess(city("KOR", 0L, 2027))).reasonCode()).isEqualTo("POPULATION_MISSING");
        assertThat(((FeeUnknown) fees.assess(new FeeQuestion(Category.CORPORATE, null, null, null, null, null, null, 2027, null))).reasonCode())
                .isEqualTo("EMPLOYEES_MISSING");
        assertThat(fees.assess(city("XKX", 200_000L, 2027))).isInstanceOf(FeeAssessment.class);
        assertThat(fees.assess(city("LKA", 700_000L, 2026))).isInstanceOf(FeeAssessment.class);
    }

    @Test
    void theOtherCategoriesExplainThemselves() {
        FeeAssessment friend = (FeeAssessment) fees.assess(new FeeQuestion(Category.FRIENDSHIP, "NGA", null, null, null, null, null, 2027, null));
        assertThat(friend.population()).isNull();
        assertThat(friend.sentence()).matches("USD [\\d,]+: the office is in Nigeria, with [\\d,]+ international dollars a head \\(.+\\), IMF October 2025.*");
        FeeAssessment company = (FeeAssessment) fees.assess(new FeeQuestion(Category.CORPORATE, "KOR", null, null, null, 120L, 2025, 2027, null));
        assertThat(company.gdp()).isNull();
        assertThat(company.sentence()).isEqualTo("USD 2,500: 120 employees worldwide (50–249)");
        assertThat(((FeeAssessment) fees.assess(new FeeQuestion(Category.CORPORATE, null, null, null, null, 10_000L, null, 2027, null))).sentence())
                .isEqualTo("USD 10,000: 10,000 employees worldwide (10,000 or more)");
        assertThat(((FeeAssessment) fees.assess(new FeeQuestion(Category.CORPORATE, null, null, null, null, 3L, null, 2027, null))).sentence())
                .isEqualTo("USD 1,000: 3 employees worldwide (1–49)");
    }

    @Test
    void bothEditionsAreIn() {
        assertThat(editions.latest().orElseThrow().id()).isEqualTo("2025-10");
        GdpEdition old = editions.find("2024-10").orElseThrow();
        assertThat(old.economies()).isEqualTo(196);
        assertThat(old.attribution()).isEqualTo("International Monetary Fund, World Economic Outlook Database, October 2024");
        assertThat(editions.find("2025-10").orElseThrow().lastYear()).isEqualTo(2030);
        assertThat(editions.figure("2025-10", "VEN", 2025).orElseThrow().estimate()).as("the IMF doesn't say").isTrue();
        assertThat(editions.figure("2025-10", "IND", 2024).orElseThrow().estimate()).as("fiscal year 2024/25").isFalse();
        assertThat(editions.figure("2025-10", "IND", 2025).orElseThrow().estimate()).isTrue();
        long before = editions.all().size();
        editions.afterPropertiesSet();
        assertThat(editions.all()).hasSize((int) before);
    }

    @Test
    void aChartIsConfirmedForOneYear() {
        assertThat(charts.inForce(2055).confirmed()).isFalse();
        charts.confirm(2055, "treasurer");
        charts.confirm(2055, "somebody else");
        FeeChart chart = charts.inForce(2055);
        assertThat(chart.confirmed()).isTrue();
        assertThat(chart.confirmedBy()).isEqualTo("treasurer");
        assertThat(charts.inForce(2056).confirmed()).isFalse();
        // the same chart deployed again under another version is still the one that was confirmed
        jdbc.sql("update chart_confirmation set version = 0 where fee_year = 2055").update();
        assertThat(charts.inForce(2055).confirmed()).isTrue();
        jdbc.sql("update chart_confirmation set fingerprint = 'another chart' where fee_year = 2055").update();
        assertThat(charts.inForce(2055).confirmed()).isFalse();
    }

    @Test
    void gridsShowWhatComputes() {
        List<FeeCharts.Grid> grids = charts.grids(charts.inForce(2027).version());
        FeeCharts.Grid full = grids.get(0);
        assertThat(full.rows()).hasSize(5);
        assertThat(full.columns()).hasSize(5);
        for (int r = 0; r < 5; r++) {
            for (int c = 0; c < 5; c++) {
                assertThat(full.cells().get(full.rows().get(r)).get(full.columns().get(c)).amount().intValueExact()).isEqualTo(FULL[r][c]);
            }
        }
    }

    @Test
    void fiveNewCitiesExemptForTheYearAfter() {
        for (int count : new int[] {4, 5, 6}) {
            Member friend = friend("TEST-FRIEND-" + count);
            for (int i = 0; i < count; i++) {
                refer(friend, "TEST-REF-" + count + "-" + i, LocalDate.of(2026, 12, 31), false, true);
            }
            assertThat(referrals.countFor(friend.number(), 2026)).isEqualTo(count);
            assertThat(referrals.exemptionFor(friend.number(), 2027).isPresent()).as(count + " referrals").isEqualTo(count >= 5);
            assertThat(referrals.exemptionFor(friend.number(), 2028)).isEmpty();
            FeeAssessment fee = (FeeAssessment) fees.assess(friend, 2027, null);
            assertThat(fee.amount().signum()).isPositive();
            assertThat(fee.due().signum()).isEqualTo(count >= 5 ? 0 : 1);
            if (count >= 5) {
                assertThat(fee.exemption().words()).contains(count + " cities").contains("2026").contains("2027");
            }
        }
    }

    @Test
    void returningUnconfirmedAndOtherYearsDontCount() {
        Member friend = friend("TEST-FRIEND-R");
        for (int i = 0; i < 4; i++) {
            refer(friend, "TEST-RET-" + i, LocalDate.of(2026, 6, 1), false, true);
        }
        refer(friend, "TEST-RET-returning", LocalDate.of(2026, 6, 1), true, true);
        refer(friend, "TEST-RET-unconfirmed", LocalDate.of(2026, 6, 1), false, false);
        refer(friend, "TEST-RET-earlier", LocalDate.of(2025, 12, 31), false, true);
        refer(friend, "TEST-RET-later", LocalDate.of(2027, 1, 1), false, true);
        referrals.claim(friend.number(), "TEST-RET-associate", "Waitby", "KOR");
        referrals.confirm("TEST-RET-associate");
        assertThat(referrals.countFor(friend.number(), 2026)).isEqualTo(4);
        assertThat(referrals.exemptionFor(friend.number(), 2027)).isEmpty();
        referrals.cityBecameFull("TEST-RET-associate", LocalDate.of(2026, 12, 31), false);
        referrals.cityBecameFull("TEST-RET-associate", LocalDate.of(2027, 12, 31), true);
        assertThat(referrals.exemptionFor(friend.number(), 2027)).isPresent();
        assertThat(referrals.canRefer(friend.number())).isTrue();
        assertThat(referrals.canRefer("M-none")).isFalse();
    }

    private Member friend(String origin) {
        return members.admit(new NewMember(origin, Category.FRIENDSHIP, Standing.FRIENDSHIP,
                MemberDetails.friend("Association " + origin, null, "KOR", OrganisationType.ASSOCIATION, null), LocalDate.of(2020, 1, 1), "Committee", false, null,
                null, "test"));
    }

    private void refer(Member friend, String reference, LocalDate full, boolean returning, boolean confirmed) {
        referrals.claim(friend.number(), reference, "City " + reference, "KOR");
        if (confirmed) {
            referrals.confirm(reference);
        }
        referrals.cityBecameFull(reference, full, returning);
    }

    private int amount(String category, Long population, Long gdp, Long employees) {
        return Integer.parseInt(decide(category, population, gdp == null ? null : gdp.doubleValue(), employees).text("amount"));
    }

    private Decision decide(String category, Long population, Double gdp, Long employees) {
        java.util.Map<String, Object> in = new java.util.HashMap<>();
        in.put("category", category);
        in.put("population", population);
        in.put("gdpPerCapita", gdp);
        in.put("employees", employees);
        return tables.decide("membership-fee", charts.inForce(2027).version(), in);
    }

    private static List<Long> edges(long[] bounds, long most) {
        List<Long> all = new java.util.ArrayList<>(List.of(1L, most));
        for (long bound : bounds) {
            all.addAll(List.of(bound - 1, bound, bound + 1));
        }
        return all;
    }

    private static int band(long[] bounds, long value) {
        int band = 0;
        while (band < bounds.length && value >= bounds[band]) {
            band++;
        }
        return band;
    }
}
