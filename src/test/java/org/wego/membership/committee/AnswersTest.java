package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;

/** What a seat may answer, and the reasons it gives. */
@HouseTest
class AnswersTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    RoundLog log;
    @Autowired
    DemoClock clock;

    @Test
    void aRecusalNeedsItsReasonAndStandsInTheLogBehindTheVotes() {
        List<Seat> seats = ground.committee(2);
        String own = ground.waits("Own sister city");
        String other = ground.waits("Other city");
        String round = ground.startBallot(2);
        int seat = seats.get(0).number();
        Map<String, Answer> answers = Map.of(own, Answer.RECUSE, other, Answer.APPROVE);
        assertThatThrownBy(() -> ballots.cast(round, seat, answers, CommitteeGround.voter("No reason")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.field()).isEqualTo("reason." + own));
        assertThatThrownBy(() -> ballots.cast(round, seat, answers, Map.of(own, " \n ", other, "Why not"), CommitteeGround.voter("Blank reason")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> ballots.cast(round, seat, answers, Map.of(own, "x".repeat(501)), CommitteeGround.voter("Long reason")))
                .isInstanceOf(Refused.class);
        assertThat(ground.rounds.votes(round)).isEmpty();

        Map<String, String> reasons = Map.of(own, "  Our sister city\nsince 1999 ", other, "");
        ballots.cast(round, seat, answers, reasons, CommitteeGround.voter("With reason"));
        assertThat(ground.rounds.votes(round, seat)).filteredOn(vote -> vote.reference().equals(own)).singleElement()
                .satisfies(vote -> assertThat(vote.reason()).isEqualTo("Our sister city since 1999"));
        List<RoundLog.Entry> entries = log.of(round);
        RoundLog.Entry voted = entries.get(entries.size() - 2);
        RoundLog.Entry recused = entries.get(entries.size() - 1);
        assertThat(voted.kind()).isEqualTo(RoundLog.Kind.VOTED);
        assertThat(voted.detail()).containsEntry("reasons", Map.of(own, "Our sister city since 1999"));
        assertThat(recused.kind()).isEqualTo(RoundLog.Kind.RECUSED);
        assertThat(recused.seat()).isEqualTo(seat);
        assertThat(recused.detail()).containsEntry("case", own).containsEntry("reason", "Our sister city since 1999");

        // The same once more adds nothing; another reason is a change
        ballots.cast(round, seat, answers, reasons, CommitteeGround.voter("With reason"));
        assertThat(log.of(round)).hasSameSizeAs(entries);
        ballots.cast(round, seat, answers, Map.of(own, "Our partner"), CommitteeGround.voter("With reason"));
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).endsWith(RoundLog.Kind.CHANGED, RoundLog.Kind.RECUSED);

        ballots.cast(round, seats.get(1).number(), Map.of(own, Answer.APPROVE, other, Answer.APPROVE), CommitteeGround.voter("All"));
        clock.advance(Duration.ofDays(2));
        RoundCase left = ground.rounds.cases(round).stream().filter(item -> item.reference().equals(own)).findFirst().orElseThrow();
        assertThat(left.tally().entitled()).as("a recused seat leaves the roll for its case").isEqualTo(1);
    }

    @Test
    void whatACallerSaidIsLoggedWithWhoEnteredIt() {
        List<Seat> seats = ground.committee(1);
        String only = ground.waits("By telephone");
        String round = ground.startBallot(2);
        ballots.cast(round, seats.get(0).number(), Map.of(only, Answer.DISCUSS), Map.of(only, "Ask for the census"),
                Ballots.Voter.caller("Achieng Otieno", "Governor", "secretariat", "read the code out"));
        assertThat(log.of(round)).filteredOn(entry -> entry.kind() == RoundLog.Kind.VOTED).singleElement().satisfies(entry ->
                assertThat(entry.detail()).containsEntry("via", "call").containsEntry("enteredBy", "secretariat")
                        .containsEntry("identified", "read the code out"));
    }
}
