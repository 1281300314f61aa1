package org.wego.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;
import org.wego.membership.site.InvalidInput;

/** The notes of WeGO's membership page with the IMF's real figures, and what changes an amount: years, waivers, substitutes. */
@HouseTest
class FeeNotesTest {

    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    Fees fees;
    @Autowired
    Members members;
    @Autowired
    Referrals referrals;
    @Autowired
    Concessions concessions;
    @Autowired
    Substitutes substitutes;
    @Autowired
    OrganisationCalendar calendar;

    private Member admit(Category category, MemberDetails details) {
        return members.admit(new NewMember("notes-" + NEXT.incrementAndGet(), category, Standing.approved(category), details, LocalDate.of(2015, 1, 1),
                "Committee", false, null, null, "test"));
    }

    private Member city(String country, Long population, Integer year) {
        return admit(Category.FULL, MemberDetails.city("Notes " + NEXT.incrementAndGet(), null, country, null, null, population, year, "census"));
    }

    private Member friend(String country) {
        return admit(Category.FRIENDSHIP, MemberDetails.friend("Friends " + NEXT.incrementAndGet(), null, country, OrganisationType.AGENCY, null));
    }

    private FeeAssessment fee(Member member, int feeYear) {
        return (FeeAssessment) fees.assess(member, feeYear, "2025-10");
    }

    /** "The fee of a year goes by the GDP of the year before the previous one." */
    @ParameterizedTest
    @CsvSource({"2018, 2016, 41104.719, false", "2026, 2024, 62885.478, false", "2027, 2025, 65080.293, true"})
    void theFeeOfAYearGoesByTheYearBeforeThePreviousOne(int feeYear, int gdpYear, BigDecimal gdp, boolean estimate) {
        FeeAssessment.Gdp figure = fee(city("KOR", 1_190_964L, 2025), feeYear).gdp();
        assertThat(figure.year()).isEqualTo(gdpYear);
        assertThat(figure.value()).isEqualByComparingTo(gdp);
        assertThat(figure.estimate()).isEqualTo(estimate);
    }

    /** A company by its employees worldwide, wherever it sits; an association by its office's country, not by where its members live. */
    @Test
    void companiesGoByEmployeesAndAssociationsByTheirOffice() {
        Member company = admit(Category.CORPORATE, MemberDetails.company("Notes Corp", null, "CUB", null, 250L, 2026));
        assertThat(fee(company, 2027)).extracting(FeeAssessment::ruleId, FeeAssessment::gdp).containsExactly("corporate-e3", null);
        Member league = friend("SGP");
        assertThat(fee(league, 2027).gdp().country()).isEqualTo("SGP");
        members.revise(league.number(), MemberDetails.friend(league.name(), null, "NGA", OrganisationType.AGENCY, null), "test");
        int year = calendar.feeYear();
        assertThat(counting(league, year).country()).as("its office moved in the year").isEqualTo("SGP");
        assertThat(counting(league, year + 1).country()).isEqualTo("NGA");
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "6, true"})
    void fiveReferralsExempt(int count, boolean exempt) {
        Member friend = friend("KOR");
        for (int i = 0; i < count; i++) {
            String reference = "NOTES-" + friend.number() + "-" + i;
            referrals.claim(friend.number(), reference, "City " + i, "KOR");
            referrals.confirm(reference);
            referrals.cityBecameFull(reference, LocalDate.of(2026, 6, 1), false);
            // told twice, counted once
            referrals.confirm(reference);
            referrals.cityBecameFull(reference, LocalDate.of(2026, 7, 1), false);
        }
        referrals.claim(friend.number(), "NOTES-" + friend.number() + "-back", "Back Again", "KOR");
        referrals.confirm("NOTES-" + friend.number() + "-back");
        referrals.cityBecameFull("NOTES-" + friend.number() + "-back", LocalDate.of(2026, 6, 1), true);
        FeeAssessment fee = fee(friend, 2027);
        assertThat(fee.exemption() != null).isEqualTo(exempt);
        assertThat(fee.due()).isEqualByComparingTo(exempt ? "0" : "3000");
        assertThat(fee(friend, 2028).exemption()).isNull();
        assertThat(fees.recompute(fee).differences()).isEmpty();
    }

    private Member counting(Member member, int feeYear) {
        return members.payingMembers(feeYear).stream().filter(one -> one.number().equals(member.number())).findFirst().orElseThrow();
    }

    @Test
    void aChangedPopulationCountsFromTheNextFeeYearAndACorrectionAtOnce() {
        int year = calendar.feeYear();
        Member grown = city("KOR", 600_000L, 2020);
        members.revise(grown.number(), MemberDetails.city(grown.name(), null, "KOR", null, null, 1_200_000L, 2026, "census"), "test");
        members.revise(grown.number(), MemberDetails.city(grown.name(), null, "KOR", null, null, 1_300_000L, 2026, "census"), "test");
        assertThat(counting(grown, year)).extracting(Member::population, Member::populationYear).containsExactly(600_000L, 2020);
        assertThat(counting(grown, year - 1).population()).as("a run for a year before, made late").isEqualTo(600_000L);
        assertThat(counting(grown, year + 1)).extracting(Member::population, Member::populationYear).containsExactly(1_300_000L, 2026);
        members.revise(grown.number(), MemberDetails.city(grown.name(), null, "KOR", null, null, 700_000L, 2026, "census"), "test", true);
        assertThat(counting(grown, year).population()).as("what was said was wrong").isEqualTo(700_000L);

        Member unknown = city("KOR", null, null);
        members.revise(unknown.number(), MemberDetails.city(unknown.name(), null, "KOR", null, null, 800_000L, 2026, "census"), "test");
        assertThat(counting(unknown, year).population()).as("what wasn't known counts at once").isEqualTo(800_000L);
        members.revise(unknown.number(), MemberDetails.city(unknown.name(), null, "KOR", null, null, 900_000L, 2026, "census"), "test");
        assertThat(counting(unknown, year).population()).isEqualTo(800_000L);
        assertThat(counting(unknown, year + 1).population()).isEqualTo(900_000L);
    }

    @Test
    void figuresOlderThanFiveYearsAreFlaggedAndNotRefused() {
        assertThat(fee(city("KOR", 600_000L, 2021), 2027).oldFigures()).containsExactly(Figure.POPULATION);
        assertThat(fee(city("KOR", 600_000L, 2022), 2027).oldFigures()).isEmpty();
        assertThat(fee(city("KOR", 600_000L, null), 2027).oldFigures()).isEmpty();
        assertThat(fee(admit(Category.CORPORATE, MemberDetails.company("Notes Old", null, "KOR", null, 40L, 2015)), 2027).oldFigures())
                .containsExactly(Figure.EMPLOYEES);
    }

    private static Map<String, String> decision(Member member, String... changes) {
        Map<String, String> typed = new HashMap<>(Map.of("member", member.number(), "fromYear", "2027", "toYear", "2028", "percent", "33.33", "off", "",
                "reason", "The flood of 2026", "resolution", "EC-2026-007"));
        for (int i = 0; i < changes.length; i += 2) {
            typed.put(changes[i], changes[i + 1]);
        }
        return typed;
    }

    @Test
    void whatTheCommitteeTakesOffIsExactToTheCent() {
        Member third = city("KOR", 1_190_964L, 2025);
        concessions.enter(decision(third), "treasurer");
        FeeAssessment fee = fee(third, 2027);
        assertThat(fee.amount()).isEqualByComparingTo("5000");
        assertThat(fee.concession().reducedBy()).isEqualTo("1666.50");
        assertThat(fee.due()).isEqualTo("3333.50");
        assertThat(fee.sentence()).startsWith("USD 3,333.50: 33.33 % off by EC-2026-007. The whole fee is USD 5,000: 1,190,964 inhabitants");
        assertThat(fee.concession().words()).isEqualTo("Reduced by 33.33 % for 2027–2028 by decision EC-2026-007: The flood of 2026");
        assertThat(fee(third, 2029).due()).isEqualByComparingTo("5000");
        assertThat(fees.recompute(fee).due()).isEqualTo("3333.50");
        assertThat(fees.recompute(fee).same()).isTrue();
        assertThat(((FeeAssessment) fees.assessor(2027, "2025-10").apply(third)).due()).isEqualTo("3333.50");

        Member some = city("KOR", 77_000L, 2025);
        concessions.enter(decision(some, "percent", "", "off", "USD 750".substring(4), "toYear", ""), "treasurer");
        assertThat(fee(some, 2027).due()).isEqualByComparingTo("1250");
        Member more = city("KOR", 77_000L, 2025);
        concessions.enter(decision(more, "percent", "", "off", "9,000"), "treasurer");
        assertThat(fee(more, 2027).due()).as("never less than nothing").isEqualByComparingTo("0");
        Member waived = city("KOR", 77_000L, 2025);
        concessions.enter(decision(waived, "percent", "100 %"), "treasurer");
        assertThat(fee(waived, 2028).due()).isEqualByComparingTo("0");
        assertThat(fee(waived, 2028).concession().words()).startsWith("Waived for 2027–2028");

        assertThatThrownBy(() -> concessions.enter(decision(waived, "fromYear", "2028", "toYear", "2030"), "treasurer")).isInstanceOf(InvalidInput.class);
        concessions.revoke(concessions.of(waived.number(), 2028).orElseThrow().id(), "treasurer");
        assertThat(fee(waived, 2028).concession()).isNull();
        concessions.enter(decision(waived, "fromYear", "2028", "toYear", "2030"), "treasurer");
    }

    @Test
    void aDecisionThatCantBeReadIsRefusedFieldByField() {
        Member member = city("KOR", 77_000L, 2025);
        record Refused(String field, String value) {
        }
        for (Refused refused : List.of(new Refused("member", "M-none"), new Refused("member", ""), new Refused("fromYear", "soon"), new Refused("fromYear", "1999"),
                new Refused("toYear", "2026"), new Refused("percent", "0"), new Refused("percent", "100.01"), new Refused("percent", "5.005"),
                new Refused("percent", "half"), new Refused("percent", ""), new Refused("reason", " "), new Refused("reason", "x".repeat(501)),
                new Refused("resolution", ""))) {
            assertThatThrownBy(() -> concessions.enter(decision(member, refused.field(), refused.value()), "treasurer")).as(refused.toString())
                    .isInstanceOfSatisfying(InvalidInput.class, invalid -> assertThat(invalid.faults()).extracting("field").contains(refused.field()));
        }
        assertThatThrownBy(() -> concessions.enter(decision(member, "off", "5"), "treasurer")).as("one of the two").isInstanceOf(InvalidInput.class);
        assertThat(concessions.of(member.number(), 2027)).isEmpty();
    }

    @Test
    void aSubstituteStandsOnlyInTheGapAndForItsYear() {
        Member cuban = city("CUB", 2_100_000L, 2025);
        assertThat(fees.assess(cuban, 2027, "2025-10")).isInstanceOf(FeeUnknown.class);
        substitutes.enter(cuban.number(), 2027, new Substitute(Figure.GDP, new BigDecimal("22000"), 2021, "World Bank", "none else", "treasurer", null));
        substitutes.enter(cuban.number(), 2027, new Substitute(Figure.GDP, new BigDecimal("12000"), 2021, "World Bank, revised", "better", "treasurer", null));
        FeeAssessment fee = fee(cuban, 2027);
        assertThat(fee.ruleId()).as("1–3 million, 10,000–20,000: the later figure").isEqualTo("full-p3-g3");
        assertThat(fee.due()).isEqualByComparingTo("2500");
        assertThat(fee.substitute(Figure.GDP).orElseThrow()).extracting(Substitute::by, Substitute::source, Substitute::year)
                .containsExactly("treasurer", "World Bank, revised", 2021);
        assertThat(fee.oldFigures()).containsExactly(Figure.GDP);
        assertThat(fee.gdp().edition()).isNull();
        assertThat(fees.recompute(fee).differences()).isEmpty();
        assertThat(fees.assess(cuban, 2028, "2025-10")).isInstanceOf(FeeUnknown.class);

        Member korean = city("KOR", 1_190_964L, 2025);
        substitutes.enter(korean.number(), 2027, new Substitute(Figure.GDP, new BigDecimal("1000"), 2021, "nobody", "no gap", "treasurer", null));
        substitutes.enter(korean.number(), 2027, new Substitute(Figure.POPULATION, new BigDecimal("1000"), 2021, "nobody", "no gap", "treasurer", null));
        assertThat(fee(korean, 2027)).extracting(FeeAssessment::ruleId, FeeAssessment::substitutes).containsExactly("full-p3-g5", null);
    }

    @Test
    void whatWasFrozenOtherwiseIsFound() {
        FeeAssessment fee = fee(city("KOR", 1_190_964L, 2025), 2027);
        FeeAssessment tampered = new FeeAssessment(fee.category(), fee.feeYear(), new BigDecimal("400"), fee.currency(), fee.chart(), fee.chartVersion(),
                fee.chartConfirmed(), fee.ruleId(), fee.gdp(), fee.population(), fee.populationYear(), fee.populationSource(), null, null, fee.bands(), null,
                fee.sentence(), null, null);
        assertThat(fees.recompute(tampered)).extracting(Fees.Recomputed::same, Fees.Recomputed::due).containsExactly(false, new BigDecimal("5000"));
        assertThat(fees.recompute(tampered).differences()).contains("Amount by the chart: USD 400 then, USD 5,000 now");
    }
}
