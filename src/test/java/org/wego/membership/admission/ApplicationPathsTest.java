package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.context.ApplicationEventPublisher;
import org.wego.membership.HouseTest;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Processes;
import org.wego.membership.fee.Referrals;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;

/** Every way through the model, by the real engine. */
@HouseTest
class ApplicationPathsTest {

    @Autowired
    Applications applications;
    @Autowired
    CommitteeCases cases;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    HistoryService history;
    @Autowired
    Processes processes;
    @Autowired
    Members members;
    @Autowired
    Referrals referrals;
    @Autowired
    LetterDesk letters;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void knowTheEngine() {
        AbstractAssertions.init(engine);
    }

    @Test
    void aCityBecomesAssociateAndFull() {
        String name = Writing.name("Suwon");
        String reference = submit(Writing.city(name));
        assertThat(reference).matches("WEGO-\\d{4}-\\d{4,}");
        ProcessInstance instance = instance(reference);
        assertThat(instance).isWaitingAt("awaitConfirmation");
        assertThat(kinds(reference)).containsExactly("CONFIRM_ADDRESS");

        assertThat(applications.confirm(reference)).isEqualTo(Applications.Confirmation.CONFIRMED);
        assertThat(applications.confirm(reference)).isEqualTo(Applications.Confirmation.ALREADY);
        quiet.drain();
        Task review = task(reference, "reviewApplication");
        assertThat(review.getName()).isEqualTo("Review application: " + name);
        assertThat(review.getDueDate()).isNotNull();
        assertThat(tasks.getVariable(review.getId(), "verdict")).isEqualTo("ELIGIBLE");
        assertThat(tasks.getVariable(review.getId(), "facts").toString()).contains("1,190,964", "census, 2025", "수원시");
        assertThat((String) tasks.getVariable(review.getId(), "formLink")).endsWith("/office/cases/" + reference + "/documents/signedForm");

        complete(review, Map.of("decision", "accept"));
        Application application = applications.get(reference);
        assertThat(application.state()).isEqualTo(CaseState.WITH_COMMITTEE);
        Member associate = members.find(application.memberNumber()).orElseThrow();
        assertThat(associate.standing()).isEqualTo(Standing.ASSOCIATE);
        assertThat(associate.joined()).isNull();
        assertThat(kinds(reference)).contains("ASSOCIATE_ADMITTED").doesNotContain("MEMBER_ADMITTED");
        assertThat(instance).isWaitingAt("committeeDecided");
        AgendaCase before = waiting(reference);
        assertThat(before.documents()).extracting(AgendaCase.Paper::title).containsExactly("Application form, signed");
        // Years ahead of the figures that are shipped no fee can be computed: then its sentence says why
        assertThat(before.fee().firstYear()).isEqualTo(calendar.feeYear() + 1);
        assertThat(before.fee().sentence()).startsWith(before.fee().amount() == null ? "The IMF" : "USD");

        decided(reference, "APPROVED");
        assertThat(instance).isEnded().hasPassed("admitMember", "memberAdmitted");
        Member full = members.find(application.memberNumber()).orElseThrow();
        assertThat(full.standing()).isEqualTo(Standing.FULL);
        assertThat(full.joined()).isEqualTo(calendar.today());
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.ADMITTED);
        assertThat(kinds(reference)).contains("MEMBER_ADMITTED");
    }

    @Test
    void othersBecomeMembersWithoutTheAssociateStep() {
        for (Map<String, String> answers : List.of(Writing.association(Writing.name("Association")), Writing.company(Writing.name("Company")))) {
            String reference = inReview(answers);
            ProcessInstance instance = instance(reference);
            complete(task(reference, "reviewApplication"), Map.of("decision", "accept", "committee", "nextRound"));
            assertThat(instance).hasNotPassed("admitAssociate").isWaitingAt("committeeDecided");
            assertThat(members.byOrigin(reference)).isEmpty();
            assertThat(kinds(reference)).contains("GOES_TO_COMMITTEE");
            AgendaCase.Fee fee = waiting(reference).fee();
            if (answers.get("category").equals("CORPORATE")) {
                assertThat(fee.amount()).isPositive();
                assertThat(fee.sentence()).contains("420 employees");
            } else {
                assertThat(fee.sentence()).contains("France");
            }
            decided(reference, "APPROVED");
            assertThat(instance).isEnded();
            assertThat(members.byOrigin(reference).orElseThrow().standing().name()).isEqualTo(answers.get("category"));
        }
    }

    @Test
    void declinedWithAReason() {
        String reference = inReview(Writing.city(Writing.name("Declined")));
        ProcessInstance instance = instance(reference);
        complete(task(reference, "reviewApplication"), Map.of("decision", "decline", "reason", "The form is not signed."));
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.DECLINED);
        assertThat(instance).isWaitingAt("declineHeld");
        clock.advance(Duration.ofMinutes(11));
        assertThat(instance).isEnded().hasPassed("applicationDeclined");
        assertThat(applications.get(reference).reason()).isEqualTo("The form is not signed.");
        assertThat(kinds(reference)).contains("APPLICATION_DECLINED");
    }

    @Test
    void sentBackAmendedAndAccepted() {
        Map<String, String> answers = Writing.city(Writing.name("Amended"));
        String reference = inReview(answers);
        ProcessInstance instance = instance(reference);
        complete(task(reference, "reviewApplication"), Map.of("decision", "requestChanges", "reason", "Which year is the figure of?"));
        assertThat(instance).isWaitingAt("awaitAmendment");
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.CHANGES_ASKED);
        assertThat(kinds(reference)).contains("CHANGES_ASKED");
        answers.put("population.year", "2024");
        applications.amend(reference, Writing.answers(answers), Map.of());
        quiet.drain();
        assertThat(instance).isWaitingAt("reviewApplication");
        Task review = task(reference, "reviewApplication");
        assertThat(tasks.getVariable(review.getId(), "facts").toString()).contains("census, 2024", "version 2");
        assertThat(tasks.getVariable(review.getId(), "decision")).isNull();
        complete(review, Map.of("decision", "accept"));
        assertThat(members.byOrigin(reference).orElseThrow().populationYear()).isEqualTo(2024);
        assertThatThrownBy(() -> applications.amend(reference, Writing.answers(answers), Map.of()))
                .hasMessageContaining("No changes are awaited");
    }

    @Test
    void theClerkChangesTheCategory() {
        Map<String, String> answers = Writing.city(Writing.name("Agency"));
        String reference = inReview(answers);
        refused(reference, "reviewApplication", Map.of("decision", "changeCategory", "reason", "x", "newCategory", "FULL"), "newCategory");
        refused(reference, "reviewApplication", Map.of("decision", "changeCategory", "reason", "x"), "newCategory");
        complete(task(reference, "reviewApplication"), Map.of("decision", "changeCategory", "reason", "You are an agency.", "newCategory", "FRIENDSHIP"));
        assertThat(applications.get(reference).category()).isEqualTo(Category.FRIENDSHIP);
        assertThat(runtime.getVariable(instance(reference).getId(), "category")).isEqualTo("FRIENDSHIP");
        assertThat(kinds(reference)).contains("CATEGORY_CHANGED");
        answers.putAll(Map.of("organisationType", "AGENCY", "localEGovernment", "We host services."));
        applications.amend(reference, Writing.answers(answers), Map.of());
        quiet.drain();
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
        decided(reference, "APPROVED");
        assertThat(members.byOrigin(reference).orElseThrow().standing()).isEqualTo(Standing.FRIENDSHIP);
    }

    @Test
    void notApprovedThenTheNextRoundThenClosed() {
        String reference = inReview(Writing.city(Writing.name("Rejected")));
        ProcessInstance instance = instance(reference);
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
        decided(reference, "NO_QUORUM");
        assertThat(instance).isWaitingAt("decideAfterVote");
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.AFTER_VOTE);
        assertThat(task(reference, "decideAfterVote").getName()).startsWith("Decide after vote: Rejected");
        complete(task(reference, "decideAfterVote"), Map.of("decision", "nextRound"));
        assertThat(instance).isWaitingAt("committeeDecided");
        assertThat(kinds(reference)).contains("GOES_TO_NEXT_ROUND");
        decided(reference, "REJECTED");
        refused(reference, "decideAfterVote", Map.of("decision", "close"), "reason");
        refused(reference, "decideAfterVote", Map.of("decision", "perhaps", "reason", "x"), "decision");
        complete(task(reference, "decideAfterVote"), Map.of("decision", "close", "reason", "The Committee asked for a national association first."));
        assertThat(instance).isEnded().hasPassed("caseClosed");
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.CLOSED);
        assertThat(members.byOrigin(reference).orElseThrow().endedOn()).isEqualTo(calendar.today());
        assertThat(kinds(reference)).contains("CASE_CLOSED");
    }

    @Test
    void aRoundOfItsOwnIsAskedFor() {
        String reference = inReview(Writing.company(Writing.name("At once")));
        ProcessInstance instance = instance(reference);
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept", "committee", "now"));
        assertThat(instance).hasPassed("openRoundNow").hasNotPassed("queueForCommittee");
    }

    @Test
    void unconfirmedItLapses() {
        String reference = submit(Writing.city(Writing.name("Silent")));
        ProcessInstance instance = instance(reference);
        clock.advance(Duration.ofDays(13));
        assertThat(instance).isWaitingAt("awaitConfirmation");
        clock.advance(Duration.ofDays(1).plusMinutes(5));
        assertThat(instance).isEnded().hasPassed("applicationLapsed");
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.LAPSED);
        assertThat(kinds(reference)).contains("LAPSED_UNCONFIRMED");
        assertThat(applications.confirm(reference)).isEqualTo(Applications.Confirmation.TOO_LATE);
    }

    @Test
    void unamendedItLapses() {
        String reference = inReview(Writing.city(Writing.name("Slow")));
        ProcessInstance instance = instance(reference);
        complete(task(reference, "reviewApplication"), Map.of("decision", "requestChanges", "reason", "Sign it."));
        clock.advance(Duration.ofDays(31));
        assertThat(instance).isEnded().hasPassed("amendmentLapsed", "applicationLapsed");
        assertThat(kinds(reference)).contains("LAPSED_UNAMENDED");
    }

    @Test
    void withdrawnWhileWaitingAnywhere() {
        List<String> stages = List.of("awaitConfirmation", "reviewApplication", "awaitAmendment", "committeeDecided", "decideAfterVote");
        for (String stage : stages) {
            Map<String, String> answers = Writing.city(Writing.name("Leaving " + stage));
            String reference = stage.equals("awaitConfirmation") ? submit(answers) : inReview(answers);
            ProcessInstance instance = instance(reference);
            switch (stage) {
                case "awaitAmendment" -> complete(task(reference, "reviewApplication"), Map.of("decision", "requestChanges", "reason", "x"));
                case "committeeDecided" -> complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
                case "decideAfterVote" -> {
                    complete(task(reference, "reviewApplication"), Map.of("decision", "accept"));
                    decided(reference, "TIE");
                }
                default -> { }
            }
            assertThat(instance).isWaitingAt(stage);
            assertThat(applications.withdraw(reference)).isTrue();
            quiet.drain();
            assertThat(instance).isEnded().hasPassed("applicationWithdrawnEnd");
            assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITHDRAWN);
            assertThat(kinds(reference)).contains("APPLICATION_WITHDRAWN");
            assertThat(applications.withdraw(reference)).isFalse();
            members.byOrigin(reference).ifPresent(member -> assertThat(member.endedOn()).isNotNull());
        }
    }

    @Test
    void withdrawnWhileAStepIsUnderWay() {
        String reference = inReview(Writing.city(Writing.name("Quick")));
        ProcessInstance instance = instance(reference);
        tasks.complete(task(reference, "reviewApplication").getId(), Map.of("decision", "accept"));
        applications.withdraw(reference);
        quiet.drain();
        assertThat(instance).isEnded().hasPassed("applicationWithdrawnEnd");
        assertThat(members.byOrigin(reference)).isEmpty();
    }

    @Test
    void aConfirmationThatTheProcessMissedIsFoundBySweeping() {
        String reference = submit(Writing.city(Writing.name("Missed")));
        // The fact without its telling, as after a crash between the two
        jdbc.sql("update application set confirmed_at = submitted_at, confirmed_by = 'applicant', state = 'IN_REVIEW' where reference = ?").param(reference).update();
        jdbc.sql("insert into application_news (reference, message, written_at) select reference, 'AddressConfirmed', submitted_at from application where reference = ?")
                .param(reference).update();
        quiet.drain();
        assertThat(instance(reference)).isWaitingAt("reviewApplication");
        assertThat(applications.untold(reference)).isEmpty();
    }

    @Test
    void theReviewTakesOnlyWhatItCanRead() {
        String reference = inReview(Writing.city(Writing.name("Checked")));
        refused(reference, "reviewApplication", Map.of(), "decision");
        refused(reference, "reviewApplication", Map.of("decision", "approve"), "decision");
        refused(reference, "reviewApplication", Map.of("decision", "decline"), "reason");
        refused(reference, "reviewApplication", Map.of("decision", "decline", "reason", "   "), "reason");
        refused(reference, "reviewApplication", Map.of("decision", "requestChanges"), "reason");
        refused(reference, "reviewApplication", Map.of("decision", "accept", "committee", "tomorrow"), "committee");
        refused(reference, "reviewApplication", Map.of("decision", "accept", "referralConfirmed", "maybe"), "referralConfirmed");
        refused(reference, "reviewApplication", Map.of("decision", "accept", "referralConfirmed", true), "referralConfirmed");
        assertThat(task(reference, "reviewApplication")).isNotNull();
    }

    @Test
    void aReferralCountsWhenTheCityBecomesFull() {
        Member friend = members.admit(new NewMember(null, Category.FRIENDSHIP, Standing.FRIENDSHIP,
                MemberDetails.friend(Writing.name("Friend"), null, "FRA", OrganisationType.ASSOCIATION, null), calendar.today(), "Committee", false,
                null, null, "test"));
        Map<String, String> answers = Writing.city(Writing.name("Brought"));
        answers.put("referredBy", friend.number());
        String reference = inReview(answers);
        complete(task(reference, "reviewApplication"), Map.of("decision", "accept", "referralConfirmed", true));
        assertThat(referrals.of(reference).orElseThrow().confirmedAt()).isNotNull();
        assertThat(referrals.countFor(friend.number(), calendar.today().getYear())).isZero();
        decided(reference, "APPROVED");
        assertThat(referrals.countFor(friend.number(), calendar.today().getYear())).isEqualTo(1);
    }

    @Test
    void aRefusedLetterBecomesATask() {
        String reference = submit(Writing.city(Writing.name("Bounced")));
        LetterDesk.Line letter = letters.about(reference).get(0);
        for (int twice = 0; twice < 2; twice++) {
            events.publishEvent(new LetterRefused(letter.id(), reference, letter.kind(), letter.to().get(0), "550 No such user"));
        }
        Task task = task(reference, "correctAddress");
        assertThat(tasks.getVariable(task.getId(), "facts").toString()).contains("550 No such user", letter.to().get(0));
        refused(reference, "correctAddress", Map.of("decision", "resend"), "email");
        refused(reference, "correctAddress", Map.of("decision", "resend", "email", "a@b\r\nBcc: c@d.example"), "email");
        complete(task, Map.of("decision", "resend", "email", "right@suwon.example"));
        assertThat(applications.get(reference).email()).isEqualTo("right@suwon.example");
        assertThat(letters.about(reference)).anyMatch(line -> line.to().contains("right@suwon.example"));
        assertThat(instance(reference)).isWaitingAt("awaitConfirmation");

        events.publishEvent(new LetterRefused(letters.about(reference).get(1).id(), reference, letter.kind(), "right@suwon.example", "552"));
        complete(task(reference, "correctAddress"), Map.of("decision", "setAside"));
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(reference).count()).isZero();
    }

    @Test
    void namesStayText() {
        for (String name : List.of("${7*7}", "#{7*7}", "{{7*7}}", "<script>alert(1)</script>", "'; drop table application; --", "[facts]", "{reason}",
                "=7*7", "**bold**")) {
            Map<String, String> answers = Writing.city(Writing.name(name));
            String reference = inReview(answers);
            assertThat(task(reference, "reviewApplication").getName()).isEqualTo("Review application: " + answers.get("name"));
            complete(task(reference, "reviewApplication"), Map.of("decision", "decline", "reason", name));
            assertThat(applications.get(reference).name()).isEqualTo(answers.get("name"));
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

    private void decided(String reference, String outcome) {
        assertThat(processes.correlate("CommitteeDecided", reference, Map.of("outcome", outcome, "round", "EC-TEST-" + outcome))).isTrue();
        quiet.drain();
    }

    private AgendaCase waiting(String reference) {
        return cases.waiting().stream().map(CommitteeCases.Waiting::agendaCase).filter(item -> item.reference().equals(reference)).findFirst()
                .orElseThrow();
    }

    private ProcessInstance instance(String reference) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(reference, "membership-application").singleResult();
    }

    private Task task(String reference, String id) {
        return tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey(id).initializeFormKeys().singleResult();
    }

    private void complete(Task task, Map<String, Object> values) {
        tasks.complete(task.getId(), new HashMap<>(values));
        quiet.drain();
    }

    private void refused(String reference, String id, Map<String, Object> values, String field) {
        assertThatThrownBy(() -> tasks.complete(task(reference, id).getId(), new HashMap<>(values)))
                .isInstanceOf(FormFieldValidationException.class).hasMessageContaining("\"" + field + "\"");
        assertThat(task(reference, id)).isNotNull();
    }

    private List<String> kinds(String reference) {
        return letters.about(reference).stream().map(LetterDesk.Line::kind).toList();
    }
}
