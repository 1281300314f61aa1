package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wego.membership.committee.CommitteeGround.voter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;

/**
 * Votes and the closing of their ballot at the same time. Each order is forced: one transaction is held open, the other is
 * seen to wait for it in the database, then the first goes on. A vote counts exactly if it stands before the closing record.
 */
@HouseTest
class VoteRacesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    RoundLog log;
    @Autowired
    RuntimeService runtime;
    @Autowired
    ManagementService management;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private void cast(String round, Seat seat, String reference, Answer answer) {
        ballots.cast(round, seat.number(), Map.of(reference, answer), voter("Mayor of " + seat.city()));
    }

    private void runJobAt(String round, String activity) {
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(round).singleResult().getId();
        management.executeJob(management.createJobQuery().processInstanceId(instance).activityId(activity).singleResult().getId());
    }

    /** A transaction that has done its work and waits before it commits. */
    private final class Held {

        private final CountDownLatch done = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final Future<?> thread;

        Held(Runnable work) throws Exception {
            thread = pool.submit(() -> transaction.executeWithoutResult(status -> {
                work.run();
                done.countDown();
                await(goOn);
            }));
            while (!done.await(10, TimeUnit.MILLISECONDS)) {
                if (thread.isDone()) {
                    thread.get();
                }
            }
        }

        void commit() throws Exception {
            goOn.countDown();
            thread.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts work that must come to wait for the row of a round that another transaction holds. */
    private Future<?> startAndSeeItWait(Callable<?> work) throws Exception {
        Future<?> started = pool.submit(work);
        Instant until = Instant.ofEpochMilli(System.currentTimeMillis()).plus(PATIENCE);
        while (ground.jdbc.sql("""
                select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0
                and query like '%committee_round%for update%'""").query(Integer.class).single() == 0) {
            if (started.isDone()) {
                started.get();
            }
            assertThat(started.isDone()).as("it went on without waiting").isFalse();
            assertThat(System.currentTimeMillis()).isLessThan(until.toEpochMilli());
        }
        return started;
    }

    @Test
    void aVoteThatIsUnderWayWhenTheClosingTimerFiresStandsBeforeTheClosingRecordAndCounts() throws Exception {
        List<Seat> seats = ground.committee(3);
        String reference = ground.waits("Vote-First");
        String round = ground.startBallot(2);
        cast(round, seats.get(0), reference, Answer.APPROVE);
        clock.advance(Duration.between(clock.now(), ground.round(round).closesAt()).minusSeconds(30));
        Held vote = new Held(() -> cast(round, seats.get(1), reference, Answer.APPROVE));
        Future<?> closing = startAndSeeItWait(() -> clock.advance(Duration.ofMinutes(1)));
        assertThat(ground.round(round).closedAt()).isNull();
        vote.commit();
        closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ground.logged(round, RoundLog.Kind.VOTED)).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.position()).isLessThan(ground.logged(round, RoundLog.Kind.CLOSED).get(0).position()));
        assertThat(ground.firstCase(round).tally()).extracting(RoundCase.Tally::present, RoundCase.Tally::counted).containsExactly(2, CommitteeOutcome.APPROVED);
    }

    @Test
    void aVoteThatComesWhileTheBallotIsClosedAndCountedIsRefusedAndDoesNotCount() throws Exception {
        List<Seat> seats = ground.committee(3);
        String reference = ground.waits("Close-First");
        String round = ground.startBallot(2);
        cast(round, seats.get(0), reference, Answer.APPROVE);
        cast(round, seats.get(1), reference, Answer.REJECT);
        quiet.drain();
        // Before its time by the clock: so it is the record that refuses the vote, and nothing else
        runJobAt(round, "deadlinePassed");
        Held closing = new Held(() -> runJobAt(round, "tallyVotes"));
        Future<?> vote = startAndSeeItWait(() -> {
            cast(round, seats.get(2), reference, Answer.APPROVE);
            return null;
        });
        closing.commit();
        assertThatThrownBy(() -> vote.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause().isInstanceOf(Refused.class);
        quiet.drain();
        assertThat(ground.rounds.votes(round, seats.get(2).number())).isEmpty();
        assertThat(ground.firstCase(round).tally()).extracting(RoundCase.Tally::present, RoundCase.Tally::counted).containsExactly(2, CommitteeOutcome.TIE);
        assertThat(ground.logged(round, RoundLog.Kind.VOTED)).hasSize(2);
        assertThat(RoundLog.firstBroken(log.of(round))).isNull();
        clock.advance(Duration.ofDays(7));
    }

    @Test
    void aVoteBetweenTheTimerAndTheClosingRecordCounts() {
        List<Seat> seats = ground.committee(3);
        String reference = ground.waits("Between");
        String round = ground.startBallot(2);
        cast(round, seats.get(0), reference, Answer.APPROVE);
        quiet.drain();
        runJobAt(round, "deadlinePassed");
        cast(round, seats.get(1), reference, Answer.APPROVE);
        quiet.drain();
        assertThat(ground.firstCase(round).tally()).extracting(RoundCase.Tally::present, RoundCase.Tally::counted).containsExactly(2, CommitteeOutcome.APPROVED);
    }

    @Test
    void aChangedMindAgainstTheEarlyCloseEitherCallsItOffOrComesTooLate() throws Exception {
        for (boolean voteFirst : new boolean[] {true, false}) {
            List<Seat> seats = ground.committee(4);
            String reference = ground.waits("Early " + voteFirst);
            String round = ground.startBallot(14);
            for (int i = 0; i < 3; i++) {
                cast(round, seats.get(i), reference, Answer.APPROVE);
            }
            quiet.drain();
            clock.advance(Duration.ofDays(7).plusMinutes(1));
            assertThat(ground.round(round).earlyCloseAt()).isNotNull();
            if (voteFirst) {
                Held vote = new Held(() -> cast(round, seats.get(0), reference, Answer.REJECT));
                Future<?> closing = startAndSeeItWait(() -> {
                    runJobAt(round, "earlyCloseDue");
                    return null;
                });
                vote.commit();
                closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(ground.round(round).closedAt()).as("2 to 1, and one silent").isNull();
                assertThat(ground.round(round).earlyCloseAt()).isNull();
                clock.advance(Duration.ofDays(7));
                assertThat(ground.firstCase(round).tally()).extracting(RoundCase.Tally::approve, RoundCase.Tally::reject).containsExactly(2, 1);
            } else {
                Held closing = new Held(() -> runJobAt(round, "earlyCloseDue"));
                Future<?> vote = startAndSeeItWait(() -> {
                    cast(round, seats.get(0), reference, Answer.REJECT);
                    return null;
                });
                closing.commit();
                assertThatThrownBy(() -> vote.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).cause().isInstanceOf(Refused.class);
                quiet.drain();
                assertThat(ground.firstCase(round).tally()).extracting(RoundCase.Tally::approve, RoundCase.Tally::reject).containsExactly(3, 0);
            }
        }
    }

    @Test
    void aProcessThatCannotBeToldCostsTheVoterNothingAndIsToldByTheSweep() {
        List<Seat> seats = ground.committee(2);
        String reference = ground.waits("Deaf");
        String round = ground.startBallot(2);
        String message = "VoteCast-" + round + "-" + seats.get(0).number();
        // The engine can't end the wait: every telling fails
        ground.jdbc.sql("""
                create function deaf() returns trigger language plpgsql as $$
                begin
                    raise exception 'Nobody hears %', old.event_name_;
                end $$""").update();
        ground.jdbc.sql("create trigger deaf before delete on act_ru_event_subscr for each row when (old.event_name_ = '" + message
                + "') execute function deaf()").update();
        try {
            cast(round, seats.get(0), reference, Answer.APPROVE);
            quiet.drain();
            assertThat(runtime.createEventSubscriptionQuery().eventName(message).count()).isEqualTo(1);
            assertThat(ground.rounds.votes(round, seats.get(0).number())).hasSize(1);
            assertThat(ballots.unheard()).contains(new VotesCast(round, seats.get(0).number()));
        } finally {
            ground.jdbc.sql("drop trigger deaf on act_ru_event_subscr").update();
            ground.jdbc.sql("drop function deaf()").update();
        }
        quiet.drain();
        assertThat(runtime.createEventSubscriptionQuery().eventName(message).count()).isZero();
        assertThat(ballots.unheard()).doesNotContain(new VotesCast(round, seats.get(0).number()));
    }

    @Test
    void nineteenSeatsThatVoteAtTheSameMomentAllHaveTheirVotesAndNoneAnError() throws Exception {
        List<Seat> seats = ground.committee(19);
        String one = ground.waits("Together-1");
        String two = ground.waits("Together-2");
        String round = ground.startBallot(2);
        CyclicBarrier together = new CyclicBarrier(seats.size());
        List<Callable<Void>> voters = new ArrayList<>();
        for (Seat seat : seats) {
            voters.add(() -> {
                together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                ballots.cast(round, seat.number(), Map.of(one, Answer.APPROVE, two, Answer.REJECT), voter("Mayor of " + seat.city()));
                return null;
            });
        }
        for (Future<Void> voter : pool.invokeAll(voters)) {
            voter.get();
        }
        assertThat(ground.rounds.votes(round)).hasSize(38);
        assertThat(RoundLog.firstBroken(log.of(round))).isNull();
        quiet.drain();
        assertThat(ground.awaited(round)).isEmpty();
        assertThat(ground.rounds.roll(round)).allSatisfy(seat -> assertThat(seat.heardAt()).isNotNull());
    }
}
