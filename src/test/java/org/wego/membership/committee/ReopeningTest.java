package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.committee.RoundLog.Kind;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** What was frozen changes while a round is under way: somebody is asked, and a re-opening is recorded or the round is kept. */
@HouseTest
class ReopeningTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    Reopenings reopenings;
    @Autowired
    RoundLog log;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    LetterDesk letters;
    @Autowired
    Members members;

    private List<Task> questions(String round) {
        return tasks.createTaskQuery().processInstanceBusinessKey(round).taskDefinitionKey("decideReopening").list();
    }

    private Task question(String round) {
        quiet.drain();
        return questions(round).stream().reduce((one, other) -> {
            throw new AssertionError("asked twice");
        }).orElseThrow();
    }

    private void decide(String round, Map<String, Object> answer) {
        ground.complete(question(round), answer);
    }

    private Seat joins(String city) {
        return ground.newSeat(city + " " + System.nanoTime(), "new@city.example");
    }

    private void leaves(Seat seat) {
        // The last day is today's yesterday: a seat is held on the whole of its last day
        ground.jdbc.sql("update seat set held_from = held_from - 10, held_to = :to where number = :seat").param("to", ground.today().minusDays(1))
                .param("seat", seat.number()).update();
    }

    private Map<String, List<String>> lettersBySeat(String round, List<Seat> seats) {
        return letters.about(round).stream().collect(Collectors.groupingBy(line -> seats.stream()
                .filter(seat -> line.to().contains(seat.addresses().get(0))).map(Seat::city).findFirst().orElse(String.join(",", line.to())),
                Collectors.mapping(LetterDesk.Line::kind, Collectors.toList())));
    }

    private Map<String, Object> entry(String round, Kind kind) {
        return ground.logged(round, kind).stream().reduce((one, other) -> other).orElseThrow().detail();
    }

    @Test
    void aSeatThatJoinsVotesOnceTheRoundIsOpenedAgain() {
        List<Seat> seats = ground.committee(3);
        String one = ground.waits("Joined-One");
        String two = ground.waits("Joined-Two");
        String round = ground.startBallot(14);
        Round before = ground.round(round);
        ballots.cast(round, seats.get(0).number(), Map.of(one, Answer.APPROVE, two, Answer.REJECT), voter("First"));
        quiet.drain();
        assertThat(questions(round)).isEmpty();

        Seat joined = joins("Joined");
        Task asked = question(round);
        assertThat(asked.getName()).isEqualTo("Decide on change: " + round);
        assertThat(runtime.getVariable(asked.getExecutionId(), "facts").toString()).contains(joined.city() + " takes a seat");
        // The sweep asks once
        quiet.drain();
        assertThat(questions(round)).hasSize(1);
        ground.refused(asked, Map.of("reason", "A seat was filled"), "decision");
        ground.refused(asked, Map.of("decision", "perhaps", "reason", "A seat was filled"), "decision");
        ground.refused(asked, Map.of("decision", "reopen"), "reason");
        ground.refused(asked, Map.of("decision", "reopen", "reason", "x".repeat(501)), "reason");
        ground.refused(asked, Map.of("decision", "reopen", "reason", "A seat was filled", "days", 13), "open until");
        ground.refused(asked, Map.of("decision", "reopen", "reason", "A seat was filled", "days", 61), "days");

        clock.advance(Duration.ofDays(4));
        decide(round, Map.of("decision", "reopen", "reason", "A seat was filled", "days", 20));
        Round again = ground.round(round);
        assertThat(again.revision()).isEqualTo(2);
        assertThat(again.closesAt()).isBetween(again.frozenAt().plus(Duration.ofDays(20)).minusSeconds(60), again.frozenAt().plus(Duration.ofDays(20)));
        assertThat(again.openedAt()).isEqualTo(before.openedAt());
        assertThat(again.ruleVersion()).isEqualTo(before.ruleVersion());
        List<RoundOpening> openings = ground.rounds.openings(round);
        assertThat(openings).extracting(RoundOpening::revision).containsExactly(1, 2);
        assertThat(openings).allSatisfy(opening -> assertThat(Sha256.hex(opening.frozen())).isEqualTo(opening.frozenHash()));
        assertThat(openings.get(0).frozenHash()).isEqualTo(before.frozenHash());
        assertThat(openings.get(1).frozenHash()).isEqualTo(again.frozenHash());
        assertThat(openings.get(1).reason()).isEqualTo("A seat was filled");
        assertThat(Canonical.map(openings.get(1).frozen()).get("rule")).isEqualTo(Canonical.map(openings.get(0).frozen()).get("rule"));
        assertThat(entry(round, Kind.REOPENED)).containsEntry("frozen", again.frozenHash()).containsEntry("revision", 2)
                .containsEntry("reason", "A seat was filled").containsEntry("void", Map.of("seats", List.of(), "cases", List.of()));

        // What was answered stands; who hasn't answered is waited for, the newcomer too
        assertThat(ground.rounds.votes(round)).hasSize(2);
        assertThat(ground.awaited(round)).containsExactly(seats.get(1).number(), seats.get(2).number(), joined.number());
        Map<String, List<String>> posted = lettersBySeat(round, seats);
        assertThat(posted.get(seats.get(0).city())).contains("ROUND_REOPENED_STANDING").doesNotContain("ROUND_REOPENED");
        assertThat(posted.get(seats.get(1).city())).contains("VOTE_INVITATION", "ROUND_REOPENED");
        assertThat(posted.get("new@city.example")).containsExactly("ROUND_REOPENED");
        assertThat(questions(round)).isEmpty();
        assertThat(reopenings.pending(round)).isEmpty();

        ballots.cast(round, joined.number(), Map.of(one, Answer.APPROVE, two, Answer.REJECT), voter("Newcomer"));
        ballots.cast(round, seats.get(1).number(), Map.of(one, Answer.REJECT, two, Answer.REJECT), voter("Second"));
        clock.advance(Duration.ofDays(20));
        assertThat(ground.round(round).closedAt()).isAfterOrEqualTo(again.closesAt());
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.rounds.cases(round)).extracting(RoundCase::outcome).containsExactly(CommitteeOutcome.APPROVED, CommitteeOutcome.REJECTED);
        assertThat(ground.firstCase(round).tally().entitled()).isEqualTo(4);
        ground.fits(round);
    }

    @Test
    void aSeatThatLeavesLosesItsVotesAndItsLink() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Left");
        String round = ground.startBallot(10);
        Seat leaver = seats.get(2);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, seat == leaver ? Answer.APPROVE : Answer.REJECT), voter("All")));
        String code = ground.code(round, leaver);
        leaves(leaver);
        // Until the round is opened again the roll is the one that was frozen
        assertThat(ground.rounds.roll(round)).hasSize(3);
        decide(round, Map.of("decision", "reopen", "reason", "The seat was given up"));

        assertThat(ground.rounds.roll(round)).extracting(RollSeat::seat).doesNotContain(leaver.number()).hasSize(2);
        RollSeat left = ground.rounds.rollSeat(round, leaver.number()).orElseThrow();
        assertThat(left.entitled()).isFalse();
        assertThat(left.ground()).isEqualTo(RollSeat.Ground.LEFT);
        assertThat(ground.rounds.votes(round)).extracting(Vote::seat).containsExactly(seats.get(0).number(), seats.get(1).number());
        assertThat(entry(round, Kind.REOPENED)).containsEntry("void", Map.of("seats", List.of(leaver.number()), "cases", List.of()));
        assertThat(ground.links.byCode("vote", code).orElseThrow().current()).isFalse();
        assertThatThrownBy(() -> ballots.cast(round, leaver.number(), Map.of(only, Answer.APPROVE), voter("Gone"))).isInstanceOf(Refused.class);
        assertThat(lettersBySeat(round, seats).get(leaver.city())).contains("NO_VOTE").doesNotContain("ROUND_REOPENED");
        assertThat(ground.awaited(round)).isEmpty();
        clock.advance(Duration.between(ground.clock.instant(), ground.round(round).closesAt()));
        assertThat(ground.firstCase(round).tally()).extracting(RoundCase.Tally::entitled, RoundCase.Tally::approve, RoundCase.Tally::reject)
                .containsExactly(2, 0, 2);
        ground.fits(round);
    }

    @Test
    void aSeatThatLosesItsVoteASecondTimeIsToldOfItAgain() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Left twice");
        String round = ground.startBallot(10);
        Seat leaver = seats.get(2);
        for (int times = 1; times <= 2; times++) {
            leaves(leaver);
            decide(round, Map.of("decision", "reopen", "reason", "The seat was given up"));
            assertThat(lettersBySeat(round, seats).get(leaver.city())).filteredOn("NO_VOTE"::equals).hasSize(times);
            papersChange(only, "Changed " + times);
            decide(round, Map.of("decision", "reopen", "reason", "New figures"));
            assertThat(lettersBySeat(round, seats).get(leaver.city())).as("nothing more to tell it").filteredOn("NO_VOTE"::equals).hasSize(times);
            ground.jdbc.sql("update seat set held_to = null where number = ?").param(leaver.number()).update();
            decide(round, Map.of("decision", "reopen", "reason", "The seat was taken again"));
            assertThat(ground.rounds.rollSeat(round, leaver.number()).orElseThrow().entitled()).isTrue();
        }
        ground.fits(round);
    }

    @Test
    void aSeatHandedOnAnswersAnewWithALinkOfItsOwn() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Handed");
        String round = ground.startRound(Map.of());
        Seat passed = seats.get(1);
        ballots.cast(round, passed.number(), Map.of(only, Answer.APPROVE), voter("Old holder"));
        quiet.drain();
        assertThat(ground.awaited(round)).containsExactly(seats.get(0).number());
        String code = ground.code(round, passed);
        String heir = "Heir " + System.nanoTime();
        ground.seats.keep(new Seat(passed.number(), heir, null, List.of("heir@city.example"), ground.today(), null, false), "test");
        decide(round, Map.of("decision", "reopen", "reason", "The seat passed on"));
        assertThat(ground.rounds.votes(round)).isEmpty();
        assertThat(ground.awaited(round)).containsExactly(seats.get(0).number(), passed.number());
        assertThat(ground.links.byCode("vote", code).orElseThrow().current()).isFalse();
        assertThat(ground.rounds.rollSeat(round, passed.number()).orElseThrow().city()).isEqualTo(heir);
        ballots.cast(round, passed.number(), Map.of(only, Answer.REJECT), voter("New holder"));
        quiet.drain();
        assertThat(ground.awaited(round)).containsExactly(seats.get(0).number());
    }

    @Test
    void anotherPresidentCityBreaksTheTieAfterAReopening() {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Passed-Chair");
        String round = ground.startRound(Map.of());
        Seat was = seats.get(0);
        Seat is = seats.get(1);
        ground.seats.keep(new Seat(was.number(), was.city(), null, was.addresses(), was.from(), null, false), "test");
        ground.seats.keep(new Seat(is.number(), is.city(), null, is.addresses(), is.from(), null, true), "test");
        Task asked = question(round);
        assertThat(runtime.getVariable(asked.getExecutionId(), "facts").toString()).contains(is.city() + " is the President City")
                .contains(was.city() + " is no longer the President City");
        decide(round, Map.of("decision", "reopen", "reason", "Elected"));
        ballots.cast(round, was.number(), Map.of(tied, Answer.APPROVE), voter("Was"));
        ballots.cast(round, is.number(), Map.of(tied, Answer.REJECT), voter("Is"));
        clock.advance(Duration.ofDays(14));
        ballots.breakTie(round, is.number(), Map.of(tied, Answer.APPROVE), voter("Is"));
        quiet.drain();
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.APPROVED);
    }

    private void papersChange(String reference, String name) {
        ground.cases.submit(new AgendaCase(reference, Category.FULL, name, "KOR", List.of(new AgendaCase.Fact("Population", "990,000", "Census, 2026")),
                List.of(), "Approve", null));
    }

    @Test
    void answersToACaseWhosePapersChangedAreVoidAndTheOthersStand() {
        List<Seat> seats = ground.committee(2);
        String same = ground.waits("Same");
        String changed = ground.waits("Changed");
        String round = ground.startRound(Map.of());
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(same, Answer.APPROVE, changed, Answer.APPROVE), voter("All")));
        quiet.drain();
        assertThat(ground.awaited(round)).isEmpty();

        papersChange(changed, "Changed");
        assertThat(ground.cases.standing(changed).orElseThrow().state()).isEqualTo(CaseStanding.State.IN_ROUND);
        assertThat(ground.rounds.cases(round).get(1).item().facts()).hasSize(3);
        Task asked = question(round);
        assertThat(runtime.getVariable(asked.getExecutionId(), "facts").toString()).contains("The papers of Changed (" + changed + ")");
        decide(round, Map.of("decision", "reopen", "reason", "The city sent its census"));

        assertThat(ground.rounds.cases(round).get(1).item().facts()).extracting(AgendaCase.Fact::value).containsExactly("990,000");
        assertThat(ground.rounds.votes(round)).extracting(Vote::reference).containsOnly(same).hasSize(2);
        assertThat(ground.awaited(round)).containsExactlyElementsOf(seats.stream().map(Seat::number).toList());
        assertThat(ground.letters(round, CommitteeLetter.ROUND_REOPENED)).isEqualTo(2);
        assertThat(entry(round, Kind.REOPENED)).containsEntry("void", Map.of("seats", List.of(), "cases", List.of(changed)));

        ballots.cast(round, seats.get(0).number(), Map.of(same, Answer.APPROVE, changed, Answer.REJECT), voter("Again"));
        quiet.drain();
        assertThat(ground.awaited(round)).containsExactly(seats.get(1).number());
        clock.advance(Duration.ofDays(14));
        // The other seat said nothing to the changed papers: one of two is no quorum there
        assertThat(ground.rounds.cases(round)).extracting(RoundCase::outcome).containsExactly(CommitteeOutcome.APPROVED, CommitteeOutcome.NO_QUORUM);
        ground.fits(round);
    }

    @Test
    void aKeptRoundGoesOnAsItWasAndIsAskedAboutAgainOnlyWhenMoreChanges() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Kept");
        String round = ground.startRound(Map.of());
        String hash = ground.round(round).frozenHash();
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        Seat first = joins("Kept-First");
        decide(round, Map.of("decision", "keep", "reason", "The seat begins with the next round"));
        assertThat(entry(round, Kind.KEPT)).containsEntry("reason", "The seat begins with the next round");
        assertThat(ground.round(round).frozenHash()).isEqualTo(hash);
        assertThat(reopenings.pending(round)).isEmpty();
        quiet.drain();
        assertThat(questions(round)).isEmpty();

        joins("Kept-Second");
        Task asked = question(round);
        assertThat(runtime.getVariable(asked.getExecutionId(), "facts").toString()).contains(first.city()).contains("Kept-Second");
        decide(round, Map.of("decision", "keep", "reason", "So does this one"));
        clock.advance(Duration.ofDays(14));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.firstCase(round).tally().entitled()).isEqualTo(2);
        ground.fits(round);
    }

    @Test
    void whatChangesWhileTheQuestionIsOpenIsShownBeforeItIsDecided() {
        ground.committee(2);
        ground.waits("Twice");
        String round = ground.startRound(Map.of());
        joins("Twice-First");
        Task asked = question(round);
        Seat second = joins("Twice-Second");
        ground.refused(asked, Map.of("decision", "reopen", "reason", "Read too early"), "more has changed");
        ground.refused(asked, Map.of("decision", "keep", "reason", "Read too early"), "more has changed");
        quiet.drain();
        assertThat(questions(round)).hasSize(1);
        assertThat(runtime.getVariable(asked.getExecutionId(), "facts").toString()).contains(second.city());
        decide(round, Map.of("decision", "reopen", "reason", "Both were elected"));
        assertThat(ground.rounds.roll(round)).hasSize(4);
    }

    @Test
    void aChangeThatIsTakenBackNeedsNoReopening() {
        ground.committee(2);
        ground.waits("Back");
        String round = ground.startRound(Map.of());
        Seat typo = joins("Back-Typo");
        question(round);
        leaves(typo);
        Task asked = question(round);
        assertThat(runtime.getVariable(asked.getExecutionId(), "facts").toString()).contains("Nothing differs");
        ground.refused(asked, Map.of("decision", "reopen", "reason", "x"), "nothing differs");
        decide(round, Map.of("decision", "keep", "reason", "Entered by mistake"));
        assertThat(ground.round(round).revision()).isEqualTo(1);
    }

    @Test
    void aQuestionThatNobodyAnswersEndsWithTheRound() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Unanswered");
        String round = ground.startBallot(2);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        joins("Unanswered");
        Task asked = question(round);
        clock.advance(Duration.ofDays(2));
        assertThat(ground.ended(round)).isTrue();
        assertThat(tasks.createTaskQuery().taskId(asked.getId()).count()).isZero();
        assertThat(entry(round, Kind.KEPT).get("reason").toString()).contains("before anybody decided");
        ground.fits(round);
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.APPROVED);
    }

    @Test
    void anOrderThatComesAfterTheCloseIsNotedAndChangesNothing() {
        ground.committee(2);
        ground.waits("Too late");
        String round = ground.startBallot(1);
        clock.advance(Duration.ofDays(1));
        assertThat(reopenings.order(round, "Elected", null, "secretariat")).isFalse();
        assertThat(ground.round(round).revision()).isEqualTo(1);
        assertThat(entry(round, Kind.KEPT).get("reason").toString()).startsWith("Decided too late").endsWith("Elected");
        assertThatThrownBy(() -> reopenings.reopen(round, "Elected", null, "secretariat")).isInstanceOf(Refused.class);
    }

    @Test
    void aWithdrawnCaseIsNoChange() {
        ground.committee(2);
        String leaves = ground.waits("Withdraws");
        ground.waits("Stays on");
        String round = ground.startRound(Map.of());
        ground.cases.withdraw(leaves);
        quiet.drain();
        assertThat(reopenings.pending(round)).isEmpty();
        assertThat(questions(round)).isEmpty();
    }

    @Test
    void aSeatWhoseMembershipEndsIsAChangeThatTakesItsVote() {
        List<Seat> seats = ground.committee(2);
        String name = "Ending " + System.nanoTime();
        Member member = ground.member(name);
        Seat seat = ground.seats.keep(new Seat(0, null, member.number(), List.of("ending@city.example"), ground.today(), null, false), "test");
        String only = ground.waits("Ended");
        String round = ground.startRound(Map.of());
        ballots.cast(round, seat.number(), Map.of(only, Answer.REJECT), voter("Ending"));
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.APPROVE), voter("Goes on"));
        quiet.drain();
        members.end(member.number(), ground.today().minusDays(1), "test");
        assertThat(reopenings.pending(round).orElseThrow().lines()).extracting(RollChange.Line::kind).containsExactly(RollChange.Kind.VOTE_LOST);
        decide(round, Map.of("decision", "reopen", "reason", "It is no member any more"));
        assertThat(ground.rounds.votes(round)).extracting(Vote::seat).containsExactly(seats.get(0).number());
        assertThat(ground.rounds.rollSeat(round, seat.number()).orElseThrow().ground()).isEqualTo(RollSeat.Ground.NO_MEMBER);
    }

    @Test
    void aSeatWithoutAnAddressThatJoinsIsATask() {
        ground.committee(2);
        ground.waits("Mute-Joiner");
        String round = ground.startRound(Map.of());
        String city = "Mute " + System.nanoTime();
        ground.newSeat(city);
        decide(round, Map.of("decision", "reopen", "reason", "Elected"));
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(round).taskName("Reach seat: " + city).count()).isEqualTo(1);
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).contains(Kind.UNREACHABLE);
    }

    @Test
    void aMeetingIsOpenedAgainAtOnceAndItsFormShowsTheNewRoll() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Meeting-Changes");
        String round = ground.startRound(Map.of("mode", "meeting", "meetingDate", ground.today().plusDays(20).toString()));
        Seat joined = joins("Meeting-Joiner");
        decide(round, Map.of("decision", "reopen", "reason", "Elected"));
        assertThat(ground.round(round).revision()).isEqualTo(2);
        assertThat(questions(round)).isEmpty();
        assertThat(lettersBySeat(round, seats).get(seats.get(0).city())).containsExactlyInAnyOrder("MEETING_AGENDA", "MEETING_CHANGED");
        Task record = ground.task(round, "recordMeetingDecision");
        assertThat(runtime.getVariable(record.getExecutionId(), "rollSeats").toString()).contains(joined.city());
        ground.complete(record, Map.of("minutesReference", "M 1", "outcomes", Map.of(only, "approve"),
                "attendance", "[\"" + joined.number() + "\"]"));
        assertThat(ground.ended(round)).isTrue();
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(entry(round, Kind.ATTENDED)).containsEntry("seats", List.of(joined.number()));
        ground.fits(round);
    }

    @Test
    void anAnnouncedEarlyCloseDoesNotOutliveAReopening() {
        List<Seat> seats = ground.committee(3);
        String only = ground.waits("Announced");
        String round = ground.startBallot(20);
        seats.forEach(seat -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), voter("All")));
        clock.advance(Duration.ofDays(7).plusHours(1));
        assertThat(ground.round(round).earlyCloseAt()).as("announced").isNotNull();
        joins("Announced-Joiner");
        decide(round, Map.of("decision", "reopen", "reason", "Elected", "days", 20));
        assertThat(ground.round(round).earlyCloseAt()).isNull();
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsSubsequence(Kind.CLOSE_ANNOUNCED, Kind.CLOSE_CALLED_OFF, Kind.REOPENED);
        clock.advance(Duration.ofDays(2));
        assertThat(ground.round(round).closedAt()).as("the least days count from the re-opening").isNull();
        clock.advance(Duration.ofDays(18));
        assertThat(ground.ended(round)).isTrue();
        ground.fits(round);
    }
}
