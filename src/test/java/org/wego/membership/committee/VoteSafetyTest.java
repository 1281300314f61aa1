package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.wego.membership.HouseTest;
import org.wego.membership.Voter;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.site.Moments;

/** Votes sent twice, too late, again, or for another agenda: what a browser and a mail may do without anybody meaning it. */
@HouseTest
class VoteSafetyTest {

    private static final ZoneId KIRITIMATI = ZoneId.of("Pacific/Kiritimati");
    private static final ZoneId PAGO_PAGO = ZoneId.of("Pacific/Pago_Pago");

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    RoundLog log;
    @Autowired
    Moments moments;
    @Autowired
    DemoClock clock;
    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theSamePostManyTimesAtOnceIsOneEntryAndOneReceipt() throws Exception {
        Seat seat = ground.committee(2).get(0);
        String only = ground.waits("Pressed twice");
        String round = ground.startBallot(2);
        Voter voter = voter(round, seat);
        CyclicBarrier start = new CyclicBarrier(8);
        Callable<HttpResponse<String>> press = () -> {
            start.await();
            return voter.cast(Map.of("vote." + only, "approve"), "Kim");
        };
        ExecutorService fingers = Executors.newFixedThreadPool(8);
        try {
            for (Future<HttpResponse<String>> answer : fingers.invokeAll(List.of(press, press, press, press, press, press, press, press))) {
                assertThat(Voter.recorded(answer.get())).as("%s", answer.get()).isTrue();
            }
        } finally {
            fingers.shutdown();
        }
        assertThat(log.of(round)).extracting(RoundLog.Entry::kind).containsOnlyOnce(RoundLog.Kind.VOTED).doesNotContain(RoundLog.Kind.CHANGED);
        assertThat(ground.letters(round, CommitteeLetter.VOTE_RECEIPT)).isEqualTo(1);
    }

    @Test
    void twoWindowsOfOneSeatBothStandInTheLogAndTheLastCounts() {
        Seat seat = ground.committee(2).get(0);
        String only = ground.waits("Two windows");
        String round = ground.startBallot(2);
        Voter mayor = voter(round, seat);
        Voter deputy = voter(round, seat);
        assertThat(Voter.recorded(mayor.cast(Map.of("vote." + only, "approve"), "Mayor Kim"))).isTrue();
        assertThat(Voter.recorded(deputy.cast(Map.of("vote." + only, "reject"), "Deputy Lee"))).isTrue();
        assertThat(Voter.recorded(mayor.cast(Map.of("vote." + only, "abstain"), "Mayor Kim"))).isTrue();
        assertThat(log.of(round)).filteredOn(entry -> entry.seat() != null && entry.detail().containsKey("answers"))
                .extracting(entry -> entry.detail().get("name")).containsExactly("Mayor Kim", "Deputy Lee", "Mayor Kim");
        assertThat(ground.rounds.votes(round)).extracting(Vote::answer, Vote::name).containsExactly(tuple(Answer.ABSTAIN, "Mayor Kim"));
    }

    @Test
    void aPostSentAgainAfterTheSeatGotANewLinkIsRefused() {
        Seat seat = ground.committee(2).get(0);
        String only = ground.waits("Replayed");
        String round = ground.startBallot(2);
        Voter voter = voter(round, seat);
        assertThat(Voter.recorded(voter.cast(Map.of("vote." + only, "approve"), "Kim"))).isTrue();
        ballots.replaceLink(round, seat.number(), "test");
        int entries = log.of(round).size();
        assertThat(voter.cast(Map.of("vote." + only, "approve"), "Kim").statusCode()).isEqualTo(403);
        assertThat(voter.cast(Map.of("vote." + only, "reject"), "Somebody else").statusCode()).isEqualTo(403);
        assertThat(log.of(round)).hasSize(entries);
        assertThat(ground.rounds.votes(round)).extracting(Vote::answer).containsExactly(Answer.APPROVE);
    }

    @Test
    void whoHasOneRoundOpenReachesNoOtherRoundAndNoOtherSeat() {
        List<Seat> seats = ground.committee(2);
        String first = ground.waits("First round");
        String one = ground.startBallot(2);
        String second = ground.waits("Second round");
        String two = ground.startBallot(2);
        Voter voter = voter(one, seats.get(0));
        HttpResponse<String> answer = voter.cast(Map.of("vote." + second, "reject", "round", two, "seat", "" + seats.get(1).number()), "Kim");
        assertThat(Voter.recorded(answer)).isFalse();
        answer = voter.cast(Map.of("vote." + first, "approve", "vote." + second, "reject", "round", two, "seat", "" + seats.get(1).number()), "Kim");
        assertThat(Voter.recorded(answer)).isTrue();
        assertThat(ground.rounds.votes(two)).isEmpty();
        assertThat(ground.rounds.votes(one)).extracting(Vote::seat, Vote::reference)
                .containsExactly(tuple(seats.get(0).number(), first));
    }

    @Test
    void answersMeantForAnAgendaThatIsNoLongerTheSameAreNotTaken() {
        Seat seat = ground.committee(2).get(0);
        String only = ground.waits("Opened again");
        String round = ground.startBallot(2);
        String shown = ground.round(round).frozenHash();
        assertThatThrownBy(() -> ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), Map.of(), CommitteeGround.voter("Kim"), "0".repeat(64)))
                .isInstanceOf(Refused.class).extracting(refused -> ((Refused) refused).field()).isEqualTo(Ballots.AGENDA);
        assertThat(ground.rounds.votes(round)).isEmpty();
        ballots.cast(round, seat.number(), Map.of(only, Answer.APPROVE), Map.of(), CommitteeGround.voter("Kim"), shown);
        assertThat(ground.rounds.votes(round)).hasSize(1);
    }

    @Test
    void theDeadlineIsOneInstantOnBothSidesOfTheDateLine() {
        ground.clear();
        Seat east = keep("East of the line", PAGO_PAGO, true);
        Seat west = keep("West of the line", KIRITIMATI, false);
        String only = ground.waits("Between two days");
        String round = ground.startBallot(2);
        Instant closes = ground.round(round).closesAt();
        assertThat(closes.atZone(KIRITIMATI).toLocalDate()).as("another day there").isAfter(closes.atZone(PAGO_PAGO).toLocalDate());
        assertThat(ground.invitation(round, east)).contains(moments.words(closes, PAGO_PAGO));
        assertThat(ground.invitation(round, west)).contains(moments.words(closes, KIRITIMATI));

        clock.advance(Duration.between(clock.now(), closes.minus(Duration.ofMinutes(10))));
        Voter pagoPago = voter(round, east);
        Voter kiritimati = voter(round, west);
        assertThat(Voter.recorded(pagoPago.cast(Map.of("vote." + only, "approve"), "In time"))).isTrue();
        assertThat(Voter.recorded(kiritimati.cast(Map.of("vote." + only, "approve"), "In time"))).isTrue();
        clock.advance(Duration.between(clock.now(), closes));
        assertThat(Voter.recorded(pagoPago.cast(Map.of("vote." + only, "reject"), "Too late"))).isFalse();
        assertThat(Voter.recorded(kiritimati.cast(Map.of("vote." + only, "reject"), "Too late"))).isFalse();
        assertThat(ground.rounds.votes(round)).extracting(Vote::answer, Vote::name)
                .containsOnly(tuple(Answer.APPROVE, "In time")).hasSize(2);
        assertThat(ground.firstCase(round).tally().approve()).isEqualTo(2);
    }

    private Seat keep(String city, ZoneId zone, boolean president) {
        return ground.seats.keep(new Seat(0, city + " " + ground.clock.instant(), null, List.of("line@city.example"), ground.today(), null, president, zone),
                "test");
    }

    private Voter voter(String round, Seat seat) {
        return new Voter(http, "http://localhost:" + port, ground.links, round, seat.number());
    }
}
