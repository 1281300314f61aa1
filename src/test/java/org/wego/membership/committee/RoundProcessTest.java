package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** A round from its opening to its resolution, on the process. */
@HouseTest
class RoundProcessTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    Tallies tallies;
    @Autowired
    CommitteeRounds committeeRounds;
    @Autowired
    RoundLog log;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    ManagementService management;
    @Autowired
    RepositoryService repository;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    LetterDesk letters;
    @Autowired
    Members members;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    TestRestTemplate http;

    @Test
    void aBallotIsOpenedAnsweredClosedAndPublished() {
        List<Seat> seats = ground.committee(5);
        String yes = ground.waits("Yes-City");
        String no = ground.waits("No-City");
        String round = ground.startRound(Map.of());
        assertThat(round).matches("EC-\\d{4}-\\d{3}");
        Round opened = ground.round(round);
        assertThat(opened.closesAt()).isBetween(opened.openedAt().plus(Duration.ofDays(14)).minusSeconds(60), opened.openedAt().plus(Duration.ofDays(14)));
        assertThat(Sha256.hex(ground.rounds.frozen(round))).isEqualTo(opened.frozenHash());
        assertThat(ground.letters(round, CommitteeLetter.VOTE_INVITATION)).isEqualTo(5);
        assertThat(ground.cases.waiting()).isEmpty();

        // One token a seat, gone once it has answered
        assertThat(ground.awaited(round)).hasSize(5);
        ballots.cast(round, seats.get(0).number(), Map.of(yes, Answer.APPROVE, no, Answer.REJECT), voter("One"));
        quiet.drain();
        assertThat(ground.awaited(round)).hasSize(4);
        assertThat(ground.rounds.rollSeat(round, seats.get(0).number()).orElseThrow().heardAt()).isNotNull();
        ballots.cast(round, seats.get(1).number(), Map.of(yes, Answer.APPROVE, no, Answer.ABSTAIN), voter("Two"));
        ballots.cast(round, seats.get(2).number(), Map.of(yes, Answer.REJECT, no, Answer.APPROVE), voter("Three"));
        // A changed mind, and the same once more
        ballots.cast(round, seats.get(2).number(), Map.of(yes, Answer.REJECT, no, Answer.REJECT), voter("Three B"));
        ballots.cast(round, seats.get(2).number(), Map.of(yes, Answer.REJECT, no, Answer.REJECT), voter("Three B"));
        assertThat(ground.letters(round, CommitteeLetter.VOTE_RECEIPT)).isEqualTo(4);

        clock.advance(Duration.ofDays(14));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.letters(round, CommitteeLetter.VOTE_REMINDER)).isEqualTo(3 * 2);
        assertThat(ground.outcome(round, yes)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.outcome(round, no)).isEqualTo(CommitteeOutcome.REJECTED);
        RoundCase counted = ground.firstCase(round);
        assertThat(counted.tally()).isEqualTo(new RoundCase.Tally(5, 3, 2, 1, 0, CommitteeOutcome.APPROVED, "more-approve",
                "More seats approved than rejected."));
        assertThat(tallies.words(counted)).contains("2 approved, 1 rejected").contains("3 of 5");
        assertThat(ground.round(round).resolution()).isNotNull();
        assertThat(ground.letters(round, CommitteeLetter.ROUND_OUTCOMES)).isEqualTo(5);
        assertThat(ground.cases.standing(yes).orElseThrow().state()).isEqualTo(CaseStanding.State.DECIDED);
        assertThat(RoundLog.firstBroken(log.of(round))).isNull();
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).startsWith(RoundLog.Kind.OPENED, RoundLog.Kind.INVITED)
                .endsWith(RoundLog.Kind.CLOSED, RoundLog.Kind.TALLIED, RoundLog.Kind.PUBLISHED)
                .contains(RoundLog.Kind.VOTED, RoundLog.Kind.CHANGED, RoundLog.Kind.REMINDED);
        assertThatThrownBy(() -> ballots.cast(round, seats.get(3).number(), Map.of(yes, Answer.APPROVE, no, Answer.APPROVE), voter("Late")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void everyoneAnsweredAndTheBallotStillWaitsForItsDeadline() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Early");
        String round = ground.startBallot(3);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        quiet.drain();
        assertThat(ground.awaited(round)).isEmpty();
        assertThat(ground.ended(round)).isFalse();
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.REJECT), voter("Changed"));
        ballots.cast(round, seats.get(1).number(), Map.of(only, Answer.REJECT), voter("Changed"));
        clock.advance(Duration.ofDays(3));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, only)).isEqualTo(CommitteeOutcome.REJECTED);
        assertThat(ground.letters(round, CommitteeLetter.VOTE_REMINDER)).isZero();
    }

    @Test
    void tooFewAnswersAreNoQuorum() {
        List<Seat> seats = ground.committee(4);
        String only = ground.waits("Quiet");
        String round = ground.startRound(Map.of("days", "5"));
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(only, Answer.APPROVE), voter("Two"));
        clock.advance(Duration.ofDays(5));
        assertThat(ground.outcome(round, only)).isEqualTo(CommitteeOutcome.NO_QUORUM);
    }

    @Test
    void aTieIsBrokenByThePresidentCity() {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Even");
        String other = ground.waits("Odd");
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE, other, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT, other, Answer.APPROVE), voter("Two"));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.ended(round)).isFalse();
        assertThat(ground.letters(round, CommitteeLetter.TIE_BREAK)).isEqualTo(1);
        assertThatThrownBy(() -> ballots.breakTie(round, seats.get(1).number(), Map.of(tied, Answer.APPROVE), voter("Not president")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.ABSTAIN), voter("President")))
                .isInstanceOf(Refused.class);
        ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.REJECT), voter("President"));
        ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.REJECT), voter("President"));
        assertThatThrownBy(() -> ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("President")))
                .isInstanceOf(Refused.class);
        quiet.drain();
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, tied)).isEqualTo(CommitteeOutcome.REJECTED);
        assertThat(ground.outcome(round, other)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.letters(round, CommitteeLetter.TIE_BREAK_RECEIPT)).isEqualTo(1);
    }

    @Test
    void aSilentPresidentCityLeavesTheTie() {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Silent");
        String round = ground.startBallot(1);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(tied, Answer.ABSTAIN), voter("None")));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.cases.standing(tied).orElseThrow().outcome()).isNull();
        clock.advance(Duration.ofDays(7));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, tied)).isEqualTo(CommitteeOutcome.TIE);
    }

    @Test
    void withoutAPresidentCityATieIsNotAsked() {
        ground.clear();
        Seat seat = ground.newSeat("Alone " + ground.clock.instant(), "alone@city.example");
        String tied = ground.waits("Vacant");
        String round = ground.startBallot(1);
        ballots.cast(round, seat.number(), Map.of(tied, Answer.ABSTAIN), voter("One"));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, tied)).isEqualTo(CommitteeOutcome.TIE);
        assertThat(ground.letters(round, CommitteeLetter.TIE_BREAK)).isZero();
    }

    @Test
    void theRollIsFrozenAtTheOpening() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Frozen");
        String round = ground.startBallot(2);
        Seat gone = seats.get(2);
        ground.seats.keep(new Seat(gone.number(), gone.city(), null, List.of("new@city.example"), gone.from(), gone.from(), false), "test");
        ground.newSeat("Newcomer " + round, "newcomer@city.example");
        assertThat(ground.rounds.roll(round)).extracting(RollSeat::seat).containsExactlyInAnyOrderElementsOf(seats.stream().map(Seat::number).toList());
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        clock.advance(Duration.ofDays(2));
        assertThat(ground.firstCase(round).tally().entitled()).isEqualTo(3);
    }

    @Test
    void aLostCorrelationIsFoundByTheSweep() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Lost");
        String round = ground.startBallot(2);
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
        quiet.drain();
        assertThat(ground.awaited(round)).hasSize(2);
        // The row stands, and the process never heard
        ground.jdbc.sql("insert into vote (round, seat, reference, answer, name, title, cast_at, position) values (?, ?, ?, 'approve', 'Two', 'Mayor', now(), 99)")
                .param(round).param(seats.get(1).number()).param(only).update();
        assertThat(ballots.unheard()).contains(new VotesCast(round, seats.get(1).number()));
        quiet.drain();
        assertThat(ground.awaited(round)).hasSize(1);
        assertThat(ballots.unheard()).doesNotContain(new VotesCast(round, seats.get(1).number()));
    }

    @Test
    void aSeatWithoutAnAddressIsATaskAndThenWrittenTo() {
        List<Seat> seats = ground.committee(4);
        Seat mute = seats.get(2);
        Seat told = seats.get(3);
        ground.readdress(told);
        ground.readdress(mute);
        ground.waits("Mute");
        String round = ground.startBallot(2);
        assertThat(ground.letters(round, CommitteeLetter.VOTE_INVITATION)).isEqualTo(2);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(round).taskDefinitionKey("reachSeat").list()).extracting(Task::getName)
                .containsExactlyInAnyOrder("Reach seat: " + mute.city(), "Reach seat: " + told.city());
        tasks.complete(ground.reachTask(round, told).getId(), Map.of("decision", "setAside"));
        Task task = ground.reachTask(round, mute);
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("decision", "resend"))).isInstanceOf(FormFieldValidationException.class);
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("decision", "resend", "email", "nobody"))).isInstanceOf(FormFieldValidationException.class);
        ground.complete(task, Map.of("decision", "resend", "email", "found@city.example"));
        assertThat(letters.about(round).stream().map(line -> line.kind() + line.to()).toList()).contains("VOTE_LINK_REPLACED[found@city.example]");
        assertThat(ground.seats.find(mute.number()).orElseThrow().addresses()).containsExactly("found@city.example");
    }

    @Test
    void aMeetingIsRecordedOnOneForm() {
        ground.committee(2);
        String yes = ground.waits("Meeting-Yes");
        String no = ground.waits("Meeting-No");
        String later = ground.waits("Meeting-Later");
        String round = ground.startRound(Map.of("mode", "meeting", "meetingDate", "2026-12-20"));
        Task task = ground.task(round, "recordMeetingDecision");
        assertThat(task.getName()).isEqualTo("Record meeting: " + round);
        String minutes = "Minutes 2026/4";
        ground.refused(task, Map.of("minutesReference", minutes), "outcomes");
        ground.refused(task, Map.of("minutesReference", minutes, "outcomes", "{\"" + yes + "\":\"approve\"}"), no);
        ground.refused(task, Map.of("minutesReference", minutes, "outcomes", Map.of(yes, "approve", no, "reject", later, "perhaps")), later);
        ground.refused(task, Map.of("minutesReference", minutes, "outcomes", Map.of(yes, "approve", no, "reject", later, "postpone", "WEGO-1900-0001", "approve")),
                "WEGO-1900-0001");
        ground.refused(task, Map.of("outcomes", Map.of(yes, "approve", no, "reject", later, "postpone")), "minutesReference");
        ground.refused(task, Map.of("minutesReference", minutes, "outcomes", "perhaps"), "outcomes");
        ground.complete(task, Map.of("minutesReference", minutes, "outcomes",
                Spin.JSON("{\"" + yes + "\":\"approve\",\"" + no + "\":\"reject\",\"" + later + "\":\"postpone\"}")));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, yes)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.outcome(round, no)).isEqualTo(CommitteeOutcome.REJECTED);
        assertThat(ground.outcome(round, later)).isEqualTo(CommitteeOutcome.POSTPONED);
        assertThat(ground.round(round).minutesReference()).isEqualTo(minutes);
    }

    @Test
    void aMeetingsDecisionsAreTakenFromTheFormsListAndOverRest() {
        ground.committee(2);
        String only = ground.waits("Meeting-Form");
        String round = ground.startRound(Map.of("mode", "meeting"));
        Task task = ground.task(round, "recordMeetingDecision");
        Map<String, Object> ticked = Map.of("minutesReference", Map.of("value", "M1"), "approved", Map.of("value", "[\"" + only + "\"]", "type", "Json"));
        Map<String, Object> twice = new HashMap<>(ticked);
        twice.put("rejected", ticked.get("approved"));
        assertThat(complete(task, "submit-form", twice).getBody()).contains("ticked under two decisions");
        Map<String, Object> wrong = Map.of("minutesReference", Map.of("value", "M1"), "outcomes", Map.of("value", Map.of(only, "yes")));
        assertThat(complete(task, "complete", wrong).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(complete(task, "submit-form", ticked).getStatusCode().is2xxSuccessful()).isTrue();
        quiet.drain();
        assertThat(ground.outcome(round, only)).isEqualTo(CommitteeOutcome.APPROVED);
    }

    private ResponseEntity<String> complete(Task task, String way, Map<String, Object> variables) {
        return http.withBasicAuth("secretariat", "demo").postForEntity("/engine-rest/task/" + task.getId() + "/" + way,
                Map.of("variables", variables), String.class);
    }

    @Test
    void aRoundIsOpenedOverRestAndRefusedInWords() {
        ground.committee(2);
        for (String way : List.of("start", "submit-form")) {
            ground.clear();
            assertThat(open(way, Map.of()).getStatusCode()).as(way).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(open(way, Map.of()).getBody()).contains("no case waits");
            String only = ground.waits("Rest " + way);
            assertThat(open(way, Map.of("mode", Map.of("value", "fax"))).getBody()).contains("mode").contains("ballot, meeting");
            assertThat(open(way, Map.of("mode", Map.of("value", "fax"))).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(open(way, Map.of("days", Map.of("value", 0))).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(open(way, Map.of("days", Map.of("value", 61))).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(open(way, Map.of("days", Map.of("value", "soon"))).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
            ResponseEntity<Map<String, Object>> opened = openAsMap(way, Map.of("mode", Map.of("value", "ballot"), "days", Map.of("value", 3)));
            assertThat(opened.getStatusCode()).isEqualTo(HttpStatus.OK);
            String round = ground.cases.standing(only).orElseThrow().round();
            assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(round).count()).isEqualTo(1);
            assertThat(ground.round(round).openedBy()).isEqualTo("secretariat");
        }
        quiet.drain();
    }

    private ResponseEntity<String> open(String way, Map<String, Object> variables) {
        return http.withBasicAuth("secretariat", "demo").postForEntity("/engine-rest/process-definition/key/executive-committee-vote/" + way,
                Map.of("variables", variables), String.class);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private ResponseEntity<Map<String, Object>> openAsMap(String way, Map<String, Object> variables) {
        return (ResponseEntity) http.withBasicAuth("secretariat", "demo").postForEntity(
                "/engine-rest/process-definition/key/executive-committee-vote/" + way, Map.of("variables", variables), Map.class);
    }

    @Test
    void aRoundOfOneTakesItsCaseAlone() {
        ground.committee(2);
        String other = ground.waits("Waits on");
        String now = ground.waits("Now");
        transaction.executeWithoutResult(status -> committeeRounds.openFor(now));
        transaction.executeWithoutResult(status -> committeeRounds.openFor(now));
        String round = ground.cases.standing(now).orElseThrow().round();
        assertThat(ground.rounds.cases(round)).extracting(RoundCase::reference).containsExactly(now);
        assertThat(ground.cases.standing(other).orElseThrow().state()).isEqualTo(CaseStanding.State.WAITING);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(round).count()).isEqualTo(1);
    }

    @Test
    void theOutcomeReachesItsCaseOnceThoughTheCaseWasNotListening() {
        var model = Bpmn.createExecutableProcess("outcome-probe").camundaHistoryTimeToLiveString("P1D").startEvent()
                .receiveTask("listen").message("CommitteeDecided").userTask("heard").endEvent().done();
        String deployment = repository.createDeployment().addModelInstance("outcome-probe.bpmn", model).deploy().getId();
        try {
            List<Seat> seats = ground.committee(1);
            String only = ground.waits("Deaf");
            String round = ground.startBallot(1);
            ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
            clock.advance(Duration.ofDays(1));
            assertThat(tallies.untold()).extracting(CaseDecided::reference).contains(only);
            runtime.startProcessInstanceByKey("outcome-probe", only);
            quiet.drain();
            Task heard = tasks.createTaskQuery().processInstanceBusinessKey(only).singleResult();
            assertThat(heard.getTaskDefinitionKey()).isEqualTo("heard");
            assertThat(runtime.getVariable(heard.getExecutionId(), "outcome")).isEqualTo("APPROVED");
            assertThat(runtime.getVariable(heard.getExecutionId(), "round")).isEqualTo(round);
            assertThat(tallies.untold()).extracting(CaseDecided::reference).doesNotContain(only);
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    @Test
    void aThirdOfTheSeatsTakesACaseToAMeetingAndItsApplicationHearsNothingYet() {
        List<Seat> seats = ground.committee(6);
        String talk = ground.waits("Talk");
        String clear = ground.waits("Clear");
        String round = ground.startBallot(2);
        for (int i = 0; i < 6; i++) {
            ballots.cast(round, seats.get(i).number(), Map.of(talk, i < 2 ? Answer.DISCUSS : Answer.APPROVE, clear, i < 1 ? Answer.DISCUSS : Answer.APPROVE),
                    voter("V" + i));
        }
        clock.advance(Duration.ofDays(2));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, talk)).isEqualTo(CommitteeOutcome.MEETING);
        assertThat(ground.outcome(round, clear)).as("one of six isn't enough").isEqualTo(CommitteeOutcome.APPROVED);
        RoundCase item = ground.firstCase(round);
        assertThat(item.tally()).isEqualTo(new RoundCase.Tally(6, 6, 4, 0, 0, CommitteeOutcome.MEETING, "to-meeting",
                "So many seats wanted to discuss the case that it goes to a meeting."));
        assertThat(tallies.words(item)).contains("2 of 6 seats wanted to discuss");
        assertThat(tallies.untold()).extracting(CaseDecided::reference).contains(clear).doesNotContain(talk);
        CaseStanding standing = ground.cases.standing(talk).orElseThrow();
        assertThat(standing.state()).isEqualTo(CaseStanding.State.WAITING);
        assertThat(forMeeting(talk)).isTrue();
        assertThat(ground.letters(round, CommitteeLetter.ROUND_OUTCOMES)).isEqualTo(6);

        // The meeting takes what was meant for it, and only its decision is told
        ground.waits("Not for the meeting");
        String meeting = ground.startRound(Map.of("mode", "meeting"));
        assertThat(ground.rounds.cases(meeting)).extracting(RoundCase::reference).containsExactly(talk);
        ground.complete(ground.task(meeting, "recordMeetingDecision"), Map.of("minutesReference", "M-7", "outcomes", "{\"" + talk + "\":\"approve\"}"));
        assertThat(tallies.untold()).filteredOn(told -> told.reference().equals(talk)).extracting(CaseDecided::round, CaseDecided::outcome)
                .containsExactly(tuple(meeting, CommitteeOutcome.APPROVED));
        assertThat(forMeeting(talk)).isFalse();
    }

    private boolean forMeeting(String reference) {
        return ground.jdbc.sql("select for_meeting from agenda_case where reference = ?").param(reference).query(Boolean.class).single();
    }

    @Test
    void whoRecusesItselfLeavesTheRollForThatCaseOnly() {
        List<Seat> seats = ground.committee(4);
        String own = ground.waits("Own-Twin-City");
        String other = ground.waits("Other-City");
        String round = ground.startBallot(2);
        // Two of three are more than half; two of four are not
        ballots.cast(round, seats.get(0).number(), Map.of(own, Answer.RECUSE, other, Answer.APPROVE), Map.of(own, "Twin city"), voter("Twin"));
        ballots.cast(round, seats.get(1).number(), Map.of(own, Answer.APPROVE, other, Answer.APPROVE), voter("Two"));
        ballots.cast(round, seats.get(2).number(), Map.of(own, Answer.APPROVE, other, Answer.ABSTAIN), voter("Three"));
        clock.advance(Duration.ofDays(2));
        assertThat(ground.rounds.cases(round)).extracting(item -> item.tally().entitled(), item -> item.tally().present(), RoundCase::outcome)
                .containsExactly(tuple(3, 2, CommitteeOutcome.APPROVED),
                        tuple(4, 3, CommitteeOutcome.APPROVED));
    }

    /** The table as the Secretariat may change it in Camunda Modeler; the deployed one serves again afterwards. */
    private String withRule(UnaryOperator<String> change, Supplier<String> opening) throws IOException {
        String rule = Files.readString(Path.of("processes/voting-rule.dmn"));
        String changed = change.apply(rule);
        assertThat(changed).isNotEqualTo(rule);
        try {
            repository.createDeployment().addString("processes/voting-rule.dmn", changed).deploy();
            return opening.get();
        } finally {
            repository.createDeployment().addString("processes/voting-rule.dmn", rule).deploy();
        }
    }

    @Test
    void aRoundKeepsTheRulesItOpenedWithAndWhereNobodyBreaksTiesATieStays() throws IOException {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Tie for nobody");
        String round = withRule(rule -> rule.replace("<text>&quot;PRESIDENT_CITY&quot;</text>", "<text>&quot;NOBODY&quot;</text>"),
                () -> ground.startBallot(1));
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT), voter("Two"));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, tied)).isEqualTo(CommitteeOutcome.TIE);
        assertThat(ground.letters(round, CommitteeLetter.TIE_BREAK)).isZero();
    }

    @Test
    void thePresidentCityBreaksNoTieOfACaseThatItLeft() {
        List<Seat> seats = ground.committee(3);
        String left = ground.waits("Left");
        String tied = ground.waits("Tied");
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(left, Answer.RECUSE, tied, Answer.ABSTAIN), Map.of(left, "Our own region"), voter("President"));
        ballots.cast(round, seats.get(1).number(), Map.of(left, Answer.APPROVE, tied, Answer.APPROVE), voter("Two"));
        ballots.cast(round, seats.get(2).number(), Map.of(left, Answer.REJECT, tied, Answer.REJECT), voter("Three"));
        clock.advance(Duration.ofDays(1));
        assertThat(ballots.tied(round)).hasSize(2);
        assertThat(ballots.tiedForPresident(round)).extracting(RoundCase::reference).containsExactly(tied);
        ballots.breakTie(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), voter("President"));
        quiet.drain();
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, left)).isEqualTo(CommitteeOutcome.TIE);
        assertThat(ground.outcome(round, tied)).isEqualTo(CommitteeOutcome.APPROVED);
    }

    @Test
    void aPresidentCityThatLeftEveryTiedCaseIsNotAsked() {
        List<Seat> seats = ground.committee(3);
        String left = ground.waits("All left");
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(left, Answer.RECUSE), Map.of(left, "Our own region"), voter("President"));
        ballots.cast(round, seats.get(1).number(), Map.of(left, Answer.APPROVE), voter("Two"));
        ballots.cast(round, seats.get(2).number(), Map.of(left, Answer.REJECT), voter("Three"));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.letters(round, CommitteeLetter.TIE_BREAK)).isZero();
        assertThat(ground.outcome(round, left)).isEqualTo(CommitteeOutcome.TIE);
    }

    @Test
    void aBallotWhoseCasesAreAllWithdrawnRunsOutAndDecidesNothing() {
        ground.committee(2);
        String only = ground.waits("Gone");
        String round = ground.startBallot(9);
        ground.cases.withdraw(only);
        clock.advance(Duration.ofDays(9));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.letters(round, CommitteeLetter.CLOSING_EARLY)).as("there is nothing to be certain of").isZero();
    }

    @Test
    void aReopenedBallotWaitsForThoseWhoHaveToAnswerAgainAndHasItsOwnTimes() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Again");
        String round = ground.startBallot(14);
        Round first = ground.round(round);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        clock.advance(Duration.ofDays(7).plusHours(1));
        assertThat(ground.round(round).earlyCloseAt()).as("an early close stands announced").isNotNull();

        Seat newcomer = ground.newSeat("Newcomer " + round, "newcomer@city.example");
        quiet.drain();
        Task question = ground.task(round, "decideReopening");
        assertThat(question.getName()).isEqualTo("Decide on change: " + round);
        ground.complete(question, Map.of("decision", "reopen", "reason", "A new seat", "days", 20));

        assertThat(ground.awaited(round)).as("only the newcomer has still to answer").hasSize(1);
        assertThat(ground.round(round).earlyCloseAt()).as("what was announced is off").isNull();
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(round).singleResult().getId();
        assertThat(management.createJobQuery().processInstanceId(instance).activityId("earlyCloseDue").count()).isZero();
        assertThat(management.createJobQuery().processInstanceId(instance).activityId("deadlinePassed").singleResult().getDuedate().toInstant())
                .isEqualTo(ground.round(round).closesAt()).isAfter(first.closesAt());
        assertThat(runtime.getVariables(instance)).as("what one occasion answered stays with it").doesNotContainKeys("decision", "reason", "decidedBy")
                .containsEntry("reopening", false).containsEntry("days", 14);

        // Once more, and the ballot stops a second time
        ground.seats.keep(new Seat(newcomer.number(), newcomer.city(), null, newcomer.addresses(), newcomer.from(), newcomer.from(), false), "test");
        quiet.drain();
        clock.advance(Duration.ofDays(1));
        ground.complete(ground.task(round, "decideReopening"), Map.of("decision", "reopen", "reason", "It left again"));
        assertThat(ground.awaited(round)).isEmpty();
        clock.advance(Duration.ofDays(6));
        assertThat(ground.round(round).earlyCloseAt()).as("the least days begin anew").isNull();
        clock.advance(Duration.ofDays(2).plusMinutes(2));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, only)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(RoundLog.firstBroken(log.of(round))).isNull();
    }

    @Test
    void aWithdrawnCaseLeavesItsRound() {
        List<Seat> seats = ground.committee(2);
        String stays = ground.waits("Stays");
        String leaves = ground.waits("Leaves");
        String round = ground.startBallot(1);
        ground.cases.withdraw(leaves);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(stays, Answer.APPROVE), voter("All")));
        clock.advance(Duration.ofDays(1));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.outcome(round, stays)).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.outcome(round, leaves)).isNull();
        assertThat(tallies.untold()).extracting(CaseDecided::reference).doesNotContain(leaves);
    }

    @Test
    void aSeatWhoseCityIsNoMemberAnyMoreHasNoVoteAndIsTold() {
        List<Seat> seats = ground.committee(2);
        String name = "Former " + System.nanoTime();
        Member member = ground.member(name);
        Seat seat = ground.seats.keep(new Seat(0, null, member.number(), List.of("former@city.example"), ground.today(), null, false), "test");
        assertThat(seat.city()).isEqualTo(name);
        members.end(member.number(), ground.today().minusDays(1), "test");
        String only = ground.waits("Unentitled");
        String round = ground.startBallot(2);
        RollSeat former = ground.rounds.rollSeat(round, seat.number()).orElseThrow();
        assertThat(former.entitled()).isFalse();
        assertThat(former.ground()).isEqualTo(RollSeat.Ground.NO_MEMBER);
        assertThat(ground.letters(round, CommitteeLetter.NO_VOTE)).isEqualTo(1);
        assertThat(ground.letters(round, CommitteeLetter.VOTE_INVITATION)).isEqualTo(2);
        assertThat(ground.awaited(round)).hasSize(2);
        assertThatThrownBy(() -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("Former"))).isInstanceOf(Refused.class);
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(only, Answer.APPROVE), voter("Two"));
        clock.advance(Duration.ofDays(2));
        assertThat(ground.firstCase(round).tally().entitled()).isEqualTo(2);
    }

    @Test
    void aRefusedInvitationIsOneTaskAndGoesToTheNewAddress() {
        List<Seat> seats = ground.committee(2);
        ground.waits("Bounced");
        String round = ground.startBallot(2);
        String address = seats.get(1).addresses().get(0);
        LetterDesk.Line letter = letters.about(round).stream().filter(line -> line.to().contains(address)).findFirst().orElseThrow();
        for (int i = 0; i < 2; i++) {
            events.publishEvent(new LetterRefused(letter.id(), round, letter.kind(), address, "550 No such user"));
        }
        Task task = ground.task(round, "reachSeat");
        assertThat(task.getName()).isEqualTo("Reach seat: " + seats.get(1).city());
        ground.complete(task, Map.of("decision", "resend", "email", "right@city.example"));
        assertThat(letters.about(round).stream().filter(line -> line.to().contains("right@city.example"))).extracting(LetterDesk.Line::kind)
                .containsExactly("VOTE_INVITATION");
        assertThat(ground.rounds.rollSeat(round, seats.get(1).number()).orElseThrow().addresses()).startsWith("right@city.example");
    }
}
