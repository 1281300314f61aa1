package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

/** What the radar says of an application before the Secretariat reads it. */
@HouseTest
class IntakeRadarTest {

    @Autowired
    IntakeRadar radar;
    @Autowired
    Applications applications;
    @Autowired
    TaskService tasks;
    @Autowired
    Members members;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    Quiet quiet;

    /** A name of letters only, nobody else's: figures are never taken for slips of the pen. */
    private static String place() {
        StringBuilder name = new StringBuilder("R");
        new Random().ints(14, 'a', 'z' + 1).forEach(name::appendCodePoint);
        // No word of the list at its end, and no "ae" that a name may lose
        return name.toString().replace("ae", "ab").replace("oe", "ob").replace("ue", "ub") + "polis";
    }

    private Map<String, String> city(String name) {
        Map<String, String> answers = Writing.city(name);
        answers.put("population.year", String.valueOf(calendar.today().getYear() - 1));
        String host = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "");
        answers.put("localName", "");
        answers.put("website", "https://www." + host + ".go.kr");
        answers.put("contact.email", "kim@" + host + ".go.kr");
        answers.put("signatory.email", "mayor@" + host + ".go.kr");
        return answers;
    }

    @Test
    void anotherOpenCaseIsFoundHoweverItsNameIsWritten() {
        String place = place();
        String first = submit(city(place));
        String second = submit(city("Município do " + place.replace("o", "ó").toUpperCase(java.util.Locale.ROOT)));
        assertThat(of(radar.scan(second), Finding.Kind.OPEN_CASE)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.SERIOUS);
            assertThat(finding.words()).contains(place, first, "another open case");
            assertThat(finding.link()).isEqualTo("/office/cases/" + first);
        });
        assertThat(of(radar.findings(second), Finding.Kind.ELIGIBILITY)).singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains("in the directory already"));
        // The first hears of the second when it is looked at again; elsewhere the name is only noted
        assertThat(of(radar.scan(first), Finding.Kind.OPEN_CASE)).hasSize(1);
        Map<String, String> abroad = city(place);
        abroad.put("country", "FRA");
        assertThat(radar.scan(submit(abroad))).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.ELSEWHERE);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
            assertThat(finding.words()).contains("in Korea");
        }).noneMatch(finding -> finding.kind() == Finding.Kind.OPEN_CASE);
    }

    @Test
    void aCaseThatEndedAndASlipOfThePenAreFound() {
        String place = place();
        String first = submit(city(place));
        applications.withdraw(first);
        quiet.drain();
        String slip = place.substring(0, 5) + (place.charAt(5) == 'x' ? 'y' : 'x') + place.substring(6);
        String second = submit(city(place));
        String third = submit(city(slip));
        assertThat(of(radar.scan(second), Finding.Kind.ENDED_CASE)).singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains(first, "Withdrawn"));
        assertThat(of(radar.scan(third), Finding.Kind.ALMOST)).hasSize(2)
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.CHECK));
    }

    @Test
    void membersOfAllCategoriesAndFormerOnesAreFound() {
        String place = place();
        Member city = members.admit(new NewMember(null, Category.FULL, Standing.FULL, MemberDetails.city(place, "레이더시", "KOR", Level.CITY,
                "https://" + place.toLowerCase(java.util.Locale.ROOT) + ".example", 50_000L, 2025, "census"), LocalDate.of(2015, 1, 1), "Committee",
                false, new Contact("Clerk", null, "clerk@" + place + ".example", null, null), null, "test"));
        Map<String, String> friend = Writing.association("Metropolitan Government of " + place);
        friend.put("country", "KOR");
        friend.put("website", "http://www." + place.toLowerCase(java.util.Locale.ROOT) + ".example/about");
        friend.put("contact.email", "CLERK@" + place + ".example");
        List<Finding> findings = radar.scan(submit(friend));
        assertThat(of(findings, Finding.Kind.MEMBER)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.SERIOUS);
            assertThat(finding.link()).isEqualTo("/office/members/" + city.number());
        });
        assertThat(of(findings, Finding.Kind.SAME_ADDRESS)).singleElement().satisfies(finding -> assertThat(finding.words()).contains(city.number()));
        assertThat(of(findings, Finding.Kind.SAME_WEBSITE)).singleElement().satisfies(finding -> assertThat(finding.words()).contains(city.number()));
        // "Metropolitan Government" is a city's name
        assertThat(of(findings, Finding.Kind.CATEGORY)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.CHECK);
            assertThat(finding.words()).contains("Full Member", "city or local government itself");
        });

        members.end(city.number(), calendar.today().minusDays(1), "left");
        assertThat(of(radar.scan(submit(city(place))), Finding.Kind.FORMER_MEMBER)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.CHECK);
            assertThat(finding.words()).contains("The register takes it as a returning city");
        });
        // Written otherwise, only a clerk can tell, and where nobody referred it, it makes no difference
        assertThat(of(radar.scan(submit(city(place + " City"))), Finding.Kind.FORMER_MEMBER)).singleElement()
                .satisfies(finding -> assertThat(finding.words()).endsWith("was a member."));
        Member referrer = members.admit(new NewMember(null, Category.FRIENDSHIP, Standing.FRIENDSHIP, MemberDetails.friend("Friends of " + place, null, "FRA",
                OrganisationType.ASSOCIATION, null), LocalDate.of(2015, 1, 1), "Committee", false, null, null, "test"));
        Map<String, String> referred = city("City of " + place);
        referred.put("referredBy", referrer.number());
        assertThat(of(radar.scan(submit(referred)), Finding.Kind.FORMER_MEMBER)).singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains("do not confirm the referral if it is the same city"));
    }

    /** Who looks at such a case again must not read that it was a member and writes from a member's address. */
    @Test
    void anAcceptanceThatWasTakenBackMadeNobodyAMember() {
        String reference = inReview(city(place()));
        review(reference, Map.of("decision", "accept"));
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("lookAtDecision").singleResult().getId(),
                Map.of("decision", "stop", "reason", "The wrong one."));
        quiet.drain();
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(radar.scan(reference)).extracting(Finding::kind).containsExactlyInAnyOrder(Finding.Kind.ELIGIBILITY, Finding.Kind.CATEGORY);
    }

    @Test
    void aNameInItsOwnScriptIsReadBesideTheLatinOne() {
        Map<String, String> korean = city("구로마사 " + place());
        korean.put("name", "새벽마을나루시");
        String first = submit(korean);
        Map<String, String> latin = city("Saebyeongmaeullaru");
        assertThat(of(radar.scan(submit(latin)), Finding.Kind.OPEN_CASE)).anySatisfy(finding -> assertThat(finding.words()).contains(first));
    }

    @Test
    void deviationsAreNamedEach() {
        String place = place();
        Map<String, String> answers = city(place);
        answers.put("population.year", "2012");
        answers.put("website", "https://" + place.toLowerCase(java.util.Locale.ROOT) + ".fr");
        answers.put("contact.email", place + "@gmail.com");
        answers.put("signatory.email", "mayor@elsewhere.go.kr");
        List<Finding> findings = radar.scan(submit(answers));
        assertThat(findings).extracting(Finding::kind).contains(Finding.Kind.OLD_FIGURE, Finding.Kind.WEBSITE_ELSEWHERE, Finding.Kind.FREE_MAIL)
                .doesNotContain(Finding.Kind.SIGNATORY_DOMAIN);
        assertThat(of(findings, Finding.Kind.WEBSITE_ELSEWHERE).get(0).words()).contains("France", "Korea");
        assertThat(of(findings, Finding.Kind.FREE_MAIL).get(0).words()).contains("contact", "gmail.com");

        Map<String, String> domains = city(place());
        domains.put("signatory.email", "mayor@elsewhere.go.kr");
        assertThat(of(radar.scan(submit(domains)), Finding.Kind.SIGNATORY_DOMAIN)).singleElement()
                .satisfies(finding -> assertThat(finding.words()).contains("elsewhere.go.kr"));
    }

    @Test
    void whoHasNothingOddIsOnlyToldEligibleAndWhy() {
        String reference = submit(city(place()));
        List<Finding> findings = radar.scan(reference);
        assertThat(findings).extracting(Finding::kind).containsExactlyInAnyOrder(Finding.Kind.ELIGIBILITY, Finding.Kind.CATEGORY);
        assertThat(findings).allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE));
        assertThat(of(findings, Finding.Kind.ELIGIBILITY).get(0).words()).contains("signed by its mayor");
    }

    @Test
    void theMostSeriousComesFirstAndManyOfAKindAreCounted() {
        String place = place();
        for (int i = 0; i < 8; i++) {
            submit(city((i % 2 == 0 ? "City of " : "") + place + " ".repeat(i)));
        }
        List<Finding> findings = radar.scan(submit(city(place + " (new)")));
        assertThat(of(findings, Finding.Kind.OPEN_CASE)).hasSize(6).last().satisfies(finding -> assertThat(finding.words()).startsWith("3 more open cases"));
        assertThat(findings.get(0).severity()).isEqualTo(Finding.Severity.SERIOUS);
    }

    @Test
    void lookingAgainReplacesWhatWasFoundAndAVersionHasItsOwn() {
        String place = place();
        Map<String, String> answers = city(place);
        answers.put("population.year", "2001");
        String reference = inReview(answers);
        radar.scan(reference);
        List<Finding> before = radar.scan(reference);
        assertThat(radar.findings(reference)).isEqualTo(before).extracting(Finding::kind).contains(Finding.Kind.OLD_FIGURE);

        review(reference, Map.of("decision", "requestChanges", "reason", "A newer figure, please."));
        answers.put("population.year", String.valueOf(calendar.today().getYear()));
        applications.amend(reference, Writing.answers(answers), Map.of());
        assertThat(radar.scan(reference)).extracting(Finding::kind).doesNotContain(Finding.Kind.OLD_FIGURE);
        assertThat(radar.findings(reference)).extracting(Finding::kind).doesNotContain(Finding.Kind.OLD_FIGURE);
        assertThat(radar.findings("WEGO-1999-0001")).isEmpty();
    }

    @Test
    void aCategoryThatWasChangedAndIsNotFilledInYetIsNoFault() {
        String reference = inReview(city(place()));
        review(reference, Map.of("decision", "changeCategory", "newCategory", "FRIENDSHIP", "reason", "You are an agency."));
        assertThat(radar.scan(reference)).extracting(Finding::kind).doesNotContain(Finding.Kind.ELIGIBILITY, Finding.Kind.CATEGORY);
    }

    /** What applicants wrote goes through unread: no message format, no expression, no link of theirs. */
    @Test
    void namesInFindingsStayText() {
        for (String name : List.of("{0} ${7*7} '{1}'", "<script>alert(1)</script>", "=1+1", "{{constructor}}", "|a|b|")) {
            String odd = name + " " + place();
            submit(city(odd));
            assertThat(of(radar.scan(submit(city(odd + "."))), Finding.Kind.OPEN_CASE)).singleElement()
                    .satisfies(finding -> assertThat(finding.words()).startsWith(odd));
        }
    }

    private String submit(Map<String, String> answers) {
        return applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
    }

    private String inReview(Map<String, String> answers) {
        String reference = submit(answers);
        applications.confirm(reference);
        quiet.drain();
        return reference;
    }

    private void review(String reference, Map<String, Object> values) {
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").singleResult().getId(),
                new HashMap<>(values));
        quiet.drain();
    }

    private static List<Finding> of(List<Finding> findings, Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
}
