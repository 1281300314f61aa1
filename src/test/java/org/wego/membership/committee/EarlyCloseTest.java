package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;

/** A ballot that closes before its time, on the process: when, when not, and what its members hear of it. */
@HouseTest
class EarlyCloseTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    EarlyClose early;
    @Autowired
    RoundLog log;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    private void answer(String round, Seat seat, String reference, Answer answer) {
        ballots.cast(round, seat.number(), Map.of(reference, answer), voter("Mayor of " + seat.city()));
        quiet.drain();
    }

    private boolean open(String round) {
        return ground.round(round).closedAt() == null;
    }

    @Test
    void aBallotThatNobodyCanTurnAnyMoreClosesAfterTheLeastDaysAndADaysNotice() {
        List<Seat> seats = ground.committee(4);
        String reference = ground.waits("Clear");
        String round = ground.startBallot(14);
        Instant opened = ground.round(round).openedAt();
        seats.subList(0, 3).forEach(seat -> answer(round, seat, reference, Answer.APPROVE));
        clock.advance(Duration.ofDays(6));
        assertThat(early.certain()).as("the least days aren't over").doesNotContain(round);
        assertThat(ground.letters(round, CommitteeLetter.CLOSING_EARLY)).isZero();

        clock.advance(Duration.ofHours(25));
        Round announced = ground.round(round);
        assertThat(announced.earlyCloseAt()).isAfterOrEqualTo(opened.plus(Duration.ofDays(8))).isBefore(announced.closesAt());
        assertThat(ground.letters(round, CommitteeLetter.CLOSING_EARLY)).as("who answered is told too").isEqualTo(4);
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsOnlyOnce(RoundLog.Kind.CLOSE_ANNOUNCED);
        RoundLog.Entry told = ground.logged(round, RoundLog.Kind.CLOSE_ANNOUNCED).get(0);
        assertThat(Duration.between(told.at(), announced.earlyCloseAt())).isGreaterThanOrEqualTo(Duration.ofHours(24)).isLessThan(Duration.ofHours(24).plusMinutes(1));
        assertThat(open(round)).as("the notice is a promise").isTrue();

        clock.advance(Duration.between(clock.now(), announced.earlyCloseAt()));
        Round closed = ground.round(round);
        assertThat(closed.closedAt()).isBetween(announced.earlyCloseAt(), announced.earlyCloseAt().plusSeconds(60));
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(ground.logged(round, RoundLog.Kind.CLOSED).get(0).detail()).containsEntry("early", true);
        assertThat(ground.ended(round)).as("nothing is left of the ballot").isTrue();
        assertThat(RoundLog.firstBroken(log.of(round))).isNull();
        assertThatThrownBy(() -> ballots.cast(round, seats.get(3).number(), Map.of(reference, Answer.REJECT), voter("Late"))).isInstanceOf(Refused.class);
    }

    @Test
    void oneCaseThatCanStillTurnKeepsTheWholeBallotOpenToItsDeadline() {
        List<Seat> seats = ground.committee(5);
        String clear = ground.waits("Clear");
        String close = ground.waits("Close");
        String round = ground.startBallot(14);
        for (int i = 0; i < 4; i++) {
            ballots.cast(round, seats.get(i).number(), Map.of(clear, Answer.APPROVE, close, i < 2 ? Answer.APPROVE : i == 2 ? Answer.REJECT : Answer.ABSTAIN), voter("V" + i));
        }
        quiet.drain();
        clock.advance(Duration.ofDays(13));
        assertThat(open(round)).isTrue();
        assertThat(ground.letters(round, CommitteeLetter.CLOSING_EARLY)).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(open(round)).isFalse();
        assertThat(ground.logged(round, RoundLog.Kind.CLOSED).get(0).detail()).isEmpty();
    }

    @Test
    void aMindChangedWithinTheNoticeCallsTheEarlyCloseOffAndItMayComeAgain() {
        List<Seat> seats = ground.committee(4);
        String reference = ground.waits("Turned");
        String round = ground.startBallot(20);
        seats.subList(0, 3).forEach(seat -> answer(round, seat, reference, Answer.APPROVE));
        clock.advance(Duration.ofDays(7).plusHours(1));
        Instant first = ground.round(round).earlyCloseAt();
        assertThat(first).isNotNull();
        answer(round, seats.get(0), reference, Answer.REJECT);
        clock.advance(Duration.ofDays(1));
        assertThat(open(round)).as("2 to 1, and one silent: it could be a tie").isTrue();
        assertThat(ground.letters(round, CommitteeLetter.CLOSE_CALLED_OFF)).isEqualTo(4);
        assertThat(ground.round(round).earlyCloseAt()).isNull();

        answer(round, seats.get(3), reference, Answer.REJECT);
        assertThat(ground.round(round).earlyCloseAt()).as("all have answered: told again").isAfter(first);
        assertThat(ground.letters(round, CommitteeLetter.CLOSING_EARLY)).isEqualTo(8);
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        assertThat(open(round)).isFalse();
        assertThat(ground.firstCase(round).tally().counted()).isEqualTo(CommitteeOutcome.TIE);
        assertThat(ground.letters(round, CommitteeLetter.TIE_BREAK)).isEqualTo(1);
        clock.advance(Duration.ofDays(7));
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.TIE);
    }

    @Test
    void whatStandsWhenItClosesCountsNotWhatStoodWhenItWasAnnounced() {
        List<Seat> seats = ground.committee(3);
        String reference = ground.waits("Mind");
        String round = ground.startBallot(14);
        seats.forEach(seat -> answer(round, seat, reference, Answer.APPROVE));
        clock.advance(Duration.ofDays(7).plusHours(1));
        assertThat(ground.round(round).earlyCloseAt()).isNotNull();
        seats.forEach(seat -> answer(round, seat, reference, Answer.REJECT));
        clock.advance(Duration.ofDays(1));
        assertThat(open(round)).as("all have answered: nobody is left to turn it").isFalse();
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.REJECTED);
    }

    @Test
    void aBallotThatEndsBeforeEverySeatCouldBeToldADayBeforeIsLeftToItsDeadline() {
        List<Seat> seats = ground.committee(2);
        String reference = ground.waits("Short");
        String round = ground.startBallot(8);
        seats.forEach(seat -> answer(round, seat, reference, Answer.APPROVE));
        clock.advance(Duration.ofDays(7).plusHours(23));
        assertThat(open(round)).isTrue();
        assertThat(ground.letters(round, CommitteeLetter.CLOSING_EARLY)).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(open(round)).isFalse();
    }

    @Test
    void announcingClosingAndCallingOffAreHarmlessTwice() {
        List<Seat> seats = ground.committee(2);
        String reference = ground.waits("Twice");
        String round = ground.startBallot(14);
        seats.forEach(seat -> answer(round, seat, reference, Answer.ABSTAIN));
        early.callOff(round);
        Instant at = early.announce(round);
        assertThat(early.announce(round)).isEqualTo(at);
        early.callOff(round);
        early.callOff(round);
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsOnlyOnce(RoundLog.Kind.CLOSE_ANNOUNCED, RoundLog.Kind.CLOSE_CALLED_OFF);
        assertThat(early.closeIfStillCertain(round)).isTrue();
        assertThat(early.closeIfStillCertain(round)).isTrue();
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsOnlyOnce(RoundLog.Kind.CLOSED);
        clock.advance(Duration.ofDays(14));
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsOnlyOnce(RoundLog.Kind.CLOSED, RoundLog.Kind.TALLIED);
        assertThat(ground.firstCase(round).tally().counted()).isEqualTo(CommitteeOutcome.TIE);
    }
}
