package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Suspensions;

/** Who owes the fee of a year: each rule of the table by name, and real members by it. */
@HouseTest
class LiabilityTest {

    @Autowired
    ApplicationContext house;
    @Autowired
    Liability liability;
    @Autowired
    DecisionTables tables;
    @Autowired
    Suspensions suspensions;

    Year year;

    @BeforeEach
    void begin() {
        year = new Year(house);
    }

    @Test
    void everyRuleByName() {
        record Case(String standing, String joined, String left, boolean suspended, boolean changed, boolean renamed, String rule, boolean liable, String reason) {
        }
        for (Case c : List.of(
                new Case("ASSOCIATE", "IN_OR_AFTER_YEAR", "NO", true, true, true, "associate-never", false, "ASSOCIATE"),
                new Case("ASSOCIATE", "BEFORE_YEAR", "IN_YEAR", false, false, false, "associate-never", false, "ASSOCIATE"),
                new Case("FULL", "BEFORE_YEAR", "BEFORE_YEAR", true, false, false, "left-before-the-year", false, "LEFT"),
                new Case("CORPORATE", "IN_OR_AFTER_YEAR", "NO", false, false, false, "joined-in-or-after-the-year", false, "JOINED"),
                new Case("FRIENDSHIP", "IN_OR_AFTER_YEAR", "IN_YEAR", false, false, true, "joined-in-or-after-the-year", false, "JOINED"),
                new Case("FULL", "BEFORE_YEAR", "IN_YEAR", true, true, true, "left-in-the-year", true, "LEFT_IN_YEAR"),
                new Case("FULL", "BEFORE_YEAR", "NO", true, true, true, "suspended-stays-liable", true, "SUSPENDED"),
                new Case("FRIENDSHIP", "BEFORE_YEAR", "NO", false, true, true, "category-changed", true, "CATEGORY_CHANGED"),
                new Case("CORPORATE", "BEFORE_YEAR", "NO", false, false, true, "renamed-member", true, "RENAMED"),
                new Case("FULL", "BEFORE_YEAR", "NO", false, false, false, "present-member", true, "PRESENT"))) {
            var decision = tables.decide("fee-liability", Map.of("standing", c.standing(), "joined", c.joined(), "left", c.left(), "suspended", c.suspended(),
                    "categoryChanged", c.changed(), "renamed", c.renamed()));
            assertThat(decision.rule()).as(c.toString()).isEqualTo(c.rule());
            assertThat(decision.text("liable")).as(c.toString()).isEqualTo(String.valueOf(c.liable()));
            assertThat(decision.text("reason")).as(c.toString()).isEqualTo(c.reason());
        }
    }

    @Test
    void realMembersByTheTable() {
        int now = year.calendar.feeYear();
        Member present = year.city("Present", "KOR", 600_000L, LocalDate.of(2016, 1, 1));
        Member left = year.city("Departed", "KOR", 600_000L, LocalDate.of(2016, 1, 1));
        year.members.end(left.number(), LocalDate.of(now, 3, 1), "left");
        Member suspended = year.city("Resting", "KOR", 600_000L, LocalDate.of(2016, 1, 1));
        assertThat(suspensions.suspend(suspended.number(), year.calendar.today().minusDays(40), "EC-X", "secretariat")).isTrue();
        assertThat(suspensions.suspend(suspended.number(), year.calendar.today().minusDays(10), "EC-Y", "secretariat")).as("once").isFalse();
        Member renamed = year.city("Formerly", "KOR", 600_000L, LocalDate.of(2016, 1, 1));
        year.members.revise(renamed.number(), MemberDetails.city(Year.unique("Newname"), null, "KOR", null, null, 600_000L, 2020, "census"), "test");
        Member changed = year.admit(Category.FRIENDSHIP, org.wego.membership.member.Standing.FRIENDSHIP, MemberDetails.friend(Year.unique("Turncoat"), null, "KOR",
                org.wego.membership.member.OrganisationType.AGENCY, null), LocalDate.of(2016, 1, 1), true);
        assertThat(year.members.changeCategory(changed.number(), Category.CORPORATE, LocalDate.of(now, 5, 1), "EC-Z", "secretariat")).isTrue();

        assertThat(says(present, now)).isEqualTo("present-member");
        assertThat(says(left, now)).isEqualTo("left-in-the-year");
        assertThat(says(left, now + 1)).isEqualTo("left-before-the-year");
        assertThat(says(suspended, now)).isEqualTo("suspended-stays-liable");
        assertThat(says(renamed, now)).isEqualTo("renamed-member");
        assertThat(says(changed, now)).isEqualTo("category-changed");
        assertThat(says(changed, now + 1)).isEqualTo("present-member");
        assertThat(asOf(changed, now).category()).isEqualTo(Category.FRIENDSHIP);
        assertThat(asOf(changed, now + 1).category()).isEqualTo(Category.CORPORATE);
        assertThat(suspensions.lift(suspended.number(), year.calendar.today().minusDays(1), "secretariat")).isTrue();
        assertThat(says(suspended, now)).isEqualTo("present-member");

        // the register's own query of who pays and the table never disagree
        for (int feeYear : new int[] {now, now + 1}) {
            Liability.OfYear asked = liability.of(feeYear);
            List<String> paying = year.members.payingMembers(feeYear).stream().map(Member::number).toList();
            for (Member member : year.members.register(null, null, null, true)) {
                assertThat(asked.of(member).liable()).as(member.number() + " in " + feeYear).isEqualTo(paying.contains(member.number()));
            }
        }
    }

    /** A round that closes at 15:30 UTC on 31 December closes on 1 January in Seoul: a whole fee year later. */
    @Test
    void theFirstFeeIsForTheYearAfterJoiningAsSeoulCountsYears() {
        Member before = year.associate("Eve");
        Member after = year.associate("Dawn");
        year.members.raiseToFull(before.number(), year.calendar.dayOf(Instant.parse("2025-12-31T14:59:59Z")), "EC-T");
        year.members.raiseToFull(after.number(), year.calendar.dayOf(Instant.parse("2025-12-31T15:00:00Z")), "EC-T");
        assertThat(year.members.find(after.number()).orElseThrow().joined()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(liability.of(2026).of(year.members.find(before.number()).orElseThrow()).liable()).isTrue();
        assertThat(liability.of(2026).of(year.members.find(after.number()).orElseThrow()).words()).contains("the first fee is for 2027");
        assertThat(liability.of(2027).of(year.members.find(after.number()).orElseThrow()).liable()).isTrue();
    }

    private Member asOf(Member member, int feeYear) {
        return year.members.payingMembers(feeYear).stream().filter(one -> one.number().equals(member.number())).findFirst()
                .orElseGet(() -> year.members.find(member.number()).orElseThrow());
    }

    private String says(Member member, int feeYear) {
        return liability.of(feeYear).of(asOf(member, feeYear)).rule();
    }
}
