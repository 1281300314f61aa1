package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Holidays;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.WorkingDays;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.site.Moments;

/** The Secretariat's review: its clock, its form, and what it may ask for. */
@HouseTest
class ReviewTest {

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    RequestedChanges requested;
    @Autowired
    AnswerClock answerClock;
    @Autowired
    WorkingDays days;
    @Autowired
    CaseNotes notes;
    @Autowired
    Decisions decisions;
    @Autowired
    SignedForms signed;
    @Autowired
    Corrections corrections;
    @Autowired
    Holidays holidays;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    Moments moments;
    @Autowired
    Clock clock;
    @Autowired
    ProcessEngine engine;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void knowTheEngine() {
        AbstractAssertions.init(engine);
    }

    @Test
    void theFirstAnswerIsDueInTenWorkingDaysThenRemindedThenEscalated() {
        String reference = ground.city("Waiting long");
        Instant due = days.plus(applications.get(reference).confirmedAt(), 10);
        Task review = ground.task(reference, "reviewApplication");
        assertThat(review.getDueDate().toInstant()).isEqualTo(due.truncatedTo(ChronoUnit.MILLIS));
        assertThat((String) ground.shown(reference, "reviewApplication", "clockWords")).contains("0 of 10 working days");

        until(days.plus(applications.get(reference).confirmedAt(), 8).minusSeconds(60));
        assertThat(ground.events(reference)).doesNotContain("reviewReminded");
        ground.clock.advance(Duration.ofMinutes(2));
        assertThat(ground.events(reference)).contains("reviewReminded").doesNotContain("reviewEscalated");
        assertThat(toStaff(reference, "REVIEW_DUE_SOON")).isOne();

        until(due.plusSeconds(60));
        assertThat(ground.events(reference)).contains("reviewEscalated");
        assertThat(toStaff(reference, "REVIEW_OVERDUE")).isOne();
        assertThat(engine.getTaskService().getIdentityLinksForTask(review.getId())).extracting(IdentityLink::getGroupId)
                .contains("secretariat", "secretariat-lead");
        assertThat(answerClock.overdue()).isPositive();
        ground.review(reference, Map.of("decision", "decline", "reason", "At last."));
        assertThat(answerClock.read(reference).running()).isFalse();
    }

    @Test
    void theClockStandsStillWhileTheApplicantHasTheBall() {
        Map<String, String> answers = Writing.city(Writing.name("Stopped clock"));
        String reference = ground.inReview(answers);
        Instant confirmed = applications.get(reference).confirmedAt();
        until(days.plus(confirmed, 3).minus(Duration.ofHours(6)));
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "Which year?"));
        assertThat(answerClock.read(reference).running()).isFalse();
        int used = answerClock.read(reference).used();
        assertThat(used).isBetween(2, 3);
        ground.clock.advance(Duration.ofDays(20));
        assertThat(answerClock.read(reference).used()).isEqualTo(used);
        applications.amend(reference, Writing.answers(answers), Map.of());
        ground.quiet.drain();
        assertThat(ground.task(reference, "reviewApplication").getDueDate().toInstant().truncatedTo(ChronoUnit.SECONDS))
                .isEqualTo(days.plus(clock.instant(), 10 - used).truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void theApplicantIsRemindedTwiceAndTheCaseLapsesAfterThirtyDays() {
        String reference = ground.city("Silent");
        ProcessInstance instance = ground.instance(reference);
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "Sign it.", "fields", List.of("signedForm")));
        ground.clock.advance(Duration.ofDays(7).minusMinutes(5));
        assertThat(ground.letter(reference, "CHANGES_REMINDER")).isNull();
        ground.clock.advance(Duration.ofMinutes(10));
        assertThat(ground.letters.words(ground.letter(reference, "CHANGES_REMINDER").id()).text()).contains("Sign it.", "Signed form");
        ground.clock.advance(Duration.ofDays(14));
        assertThat(ground.letters.about(reference).stream().filter(letter -> letter.kind().equals("CHANGES_REMINDER"))).hasSize(2);
        assertThat(instance).isWaitingAt("awaitAmendment");
        ground.clock.advance(Duration.ofDays(9));
        assertThat(instance).isEnded().hasPassed("amendmentLapsed", "applicationLapsed");
        assertThat(ground.letter(reference, "LAPSED_UNAMENDED").state()).isEqualTo(LetterDesk.State.SENT);
    }

    @Test
    void onlyWhatWasTickedIsTakenFromTheApplicant() {
        Map<String, String> answers = Writing.city(Writing.name("Ticked"));
        String reference = ground.inReview(answers);
        ground.refused(reference, "reviewApplication", Map.of("decision", "requestChanges", "reason", "x", "fields", List.of("employees.value")), "\"fields\"");
        ground.refused(reference, "reviewApplication", Map.of("decision", "requestChanges", "reason", "x", "fields", Spin.JSON("[\"secret\"]")), "secret");
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "Which year?",
                "fields", Spin.JSON("[\"population.year\",\"authorityLetter\"]")));
        assertThat(requested.open(reference).orElseThrow().fields()).containsExactly("population.year", "authorityLetter");
        assertThat(ground.letters.words(ground.letter(reference, "CHANGES_ASKED").id()).text())
                .contains("Year of the number of inhabitants; Letter of authority");

        answers.put("population.year", "2024");
        answers.put("population.value", "5");
        answers.put("contact.email", "thief@elsewhere.example");
        applications.amend(reference, Writing.answers(answers), Map.of(Part.SIGNED_FORM, new Upload("other.pdf", Writing.pdf()),
                Part.AUTHORITY_LETTER, new Upload("letter.pdf", Writing.pdf())));
        ApplicationForm form = applications.get(reference).form();
        assertThat(form.population().year()).isEqualTo(2024);
        assertThat(form.population().value()).isEqualTo(1_190_964);
        assertThat(applications.get(reference).email()).isNotEqualTo("thief@elsewhere.example");
        assertThat(applications.get(reference).authorityLetter()).isNotNull();
        assertThat(jdbc.sql("select count(distinct signed_form) from application_version where reference = ?").param(reference)
                .query(Integer.class).single()).as("the signed form wasn't asked for").isOne();
        assertThat(requested.open(reference)).isEmpty();
    }

    @Test
    void aDeclineNeedsAReasonFromTheListOrOneOfTheReviewersOwn() {
        String listed = ground.city("Listed");
        assertThat(ground.shown(listed, "reviewApplication", "declineReasons").toString()).contains("notEligible", "Not eligible in this category");
        ground.refused(listed, "reviewApplication", Map.of("decision", "decline", "declineReason", "ugly"), "\"declineReason\"");
        ground.refused(listed, "reviewApplication", Map.of("decision", "decline", "declineReason", "other"), "\"reason\"");
        ground.review(listed, Map.of("decision", "decline", "declineReason", "notEligible", "reason", "A band is no city."));
        assertThat(applications.get(listed).reason()).startsWith("By its kind").endsWith("\n\nA band is no city.");
        String alone = ground.city("Alone");
        ground.review(alone, Map.of("decision", "decline", "declineReason", "notVerified"));
        assertThat(applications.get(alone).reason()).startsWith("We could not verify").doesNotEndWith("\n");
    }

    @Test
    void aNoteStaysInTheHouse() {
        String reference = ground.city("Noted");
        ground.refused(reference, "reviewApplication", Map.of("decision", "accept", "internalNote", "x".repeat(2001)), "\"internalNote\"");
        ground.completeAs("secretariat", ground.task(reference, "reviewApplication"),
                Map.of("decision", "requestChanges", "reason", "Which year?", "internalNote", "The mayor's brother-in-law called."));
        assertThat(notes.of(reference)).extracting(CaseNotes.Note::words, CaseNotes.Note::by)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("The mayor's brother-in-law called.", "secretariat"));
        ground.letters.about(reference).forEach(letter -> assertThat(ground.letters.words(letter.id()).text()).doesNotContain("brother-in-law"));
        assertThat(decisions.last(reference).orElseThrow().by()).isEqualTo("secretariat");
    }

    @Test
    void anOpenReviewShowsWhatBecomesKnownMeanwhile() {
        Map<String, String> answers = Writing.city(Writing.name("Watched"));
        String reference = ground.inReview(answers);
        String verdict = (String) ground.shown(reference, "reviewApplication", "verdictWords");
        notes.add(reference, "The mayor called back.", "secretariat");
        assertThat(ground.shown(reference, "reviewApplication", "notes").toString()).as("by the names of the form's columns")
                .contains("\"words\":\"The mayor called back.\"");
        signed.sign(reference, Writing.answers(Map.of("signedName", "Lee Jae-jun", "signedTitle", "Mayor", "signedCapacity", "MAYOR")), "secretariat");
        assertThat(ground.shown(reference, "reviewApplication", "facts").toString()).contains("Lee Jae-jun, Mayor");
        applications.correctAddress(reference, "office@watched.example", "secretariat");
        assertThat(ground.shown(reference, "reviewApplication", "facts").toString()).contains("office@watched.example");

        answers.put("name", Writing.name("Respelt"));
        answers.put("contact.email", "office@watched.example");
        answers.put("signatory.capacity", "AUTHORISED_REPRESENTATIVE");
        corrections.correct(reference, 2, Writing.answers(answers), Map.of(), "As the form says", "secretariat");
        assertThat(ground.task(reference, "reviewApplication").getName()).isEqualTo("Review application: " + answers.get("name"));
        assertThat(ground.shown(reference, "reviewApplication", "facts").toString()).contains(answers.get("name"), "Lee Jae-jun, Mayor");
        assertThat(ground.shown(reference, "reviewApplication", "verdictWords")).as("nobody lets the representative sign").isNotEqualTo(verdict);
        assertThat(ground.shown(reference, "reviewApplication", "decision")).as("what is being typed").isNull();
    }

    @Test
    void theNextReviewGoesByTheNameThatTheApplicantCorrected() {
        Map<String, String> answers = Writing.city(Writing.name("Mispelt"));
        String reference = ground.inReview(answers);
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "Is it spelt so?", "fields", "name"));
        answers.put("name", Writing.name("Misspelt"));
        applications.amend(reference, Writing.answers(answers), Map.of());
        ground.quiet.drain();
        assertThat(ground.task(reference, "reviewApplication").getName()).isEqualTo("Review application: " + answers.get("name"));
    }

    @Test
    void aHolidayThatIsTakenInMovesTheDueDateTheReminderAndTheEscalation() {
        String reference = ground.city("Moved");
        Instant confirmed = applications.get(reference).confirmedAt();
        Instant due = days.plus(confirmed, 10);
        LocalDate off = days.plus(calendar.dayOf(confirmed), 3);
        holidays.take(List.of(new Holidays.Entry(off, "Day of mourning")), "Gazette", "secretariat");
        try {
            Instant later = days.plus(confirmed, 10);
            assertThat(later).isAfter(due);
            assertDue(reference, later);
            assertThat(timers(reference)).containsExactlyInAnyOrder(days.plus(confirmed, 8), later);
            assertThat((String) ground.shown(reference, "reviewApplication", "clockWords")).contains(moments.words(later));
            holidays.take(List.of(new Holidays.Entry(off, "Day of mourning")), "Gazette", "secretariat");
            ground.quiet.drain();
            assertDue(reference, later);
            assertThat(answerClock.moved()).isEmpty();
        } finally {
            holidays.remove(off, "secretariat");
        }
        assertDue(reference, due);
        assertThat(timers(reference)).containsExactlyInAnyOrder(days.plus(confirmed, 8), due);

        until(due.plusSeconds(60));
        assertThat(ground.events(reference)).contains("reviewReminded", "reviewEscalated");
        // What the lead has, the lead keeps
        holidays.take(List.of(new Holidays.Entry(off, "Day of mourning")), "Gazette", "secretariat");
        try {
            assertThat(answerClock.dueAt(reference)).isAfter(clock.instant());
            assertThat(engine.getTaskService().getIdentityLinksForTask(ground.task(reference, "reviewApplication").getId()))
                    .extracting(IdentityLink::getGroupId).contains("secretariat-lead");
        } finally {
            holidays.remove(off, "secretariat");
        }
    }

    @Test
    void aClockThatStandsIsLeftAloneByHolidays() {
        Map<String, String> answers = Writing.city(Writing.name("Left alone"));
        String reference = ground.inReview(answers);
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "Which year?"));
        LocalDate off = days.plus(calendar.today(), 2);
        holidays.take(List.of(new Holidays.Entry(off, "Day of mourning")), "Gazette", "secretariat");
        try {
            assertThat(answerClock.read(reference).running()).isFalse();
            applications.amend(reference, Writing.answers(answers), Map.of());
            ground.quiet.drain();
            assertDue(reference, days.plus(clock.instant(), 10));
        } finally {
            holidays.remove(off, "secretariat");
        }
    }

    private void assertDue(String reference, Instant due) {
        assertThat(answerClock.dueAt(reference)).isEqualTo(due);
        assertThat(ground.task(reference, "reviewApplication").getDueDate().toInstant()).isEqualTo(due);
    }

    private List<Instant> timers(String reference) {
        return engine.getManagementService().createJobQuery().processInstanceId(ground.instance(reference).getId()).timers().list().stream()
                .map(job -> job.getDuedate().toInstant()).toList();
    }

    private int toStaff(String reference, String kind) {
        return jdbc.sql("select count(*) from letter where starts_with(natural_key, ?)").param(reference + "/" + kind + "/").query(Integer.class).single();
    }

    private void until(Instant instant) {
        Duration span = Duration.between(clock.instant(), instant);
        if (span.compareTo(Duration.ZERO) > 0) {
            ground.clock.advance(span);
        }
    }
}
