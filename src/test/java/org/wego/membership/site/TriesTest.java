package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;

@HouseTest
class TriesTest {

    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformTransactionManager transactions;

    final Hand hand = new Hand();
    final String key = "test|" + UUID.randomUUID();
    Tries tries;

    @BeforeEach
    void makeTries() {
        tries = new Tries(jdbc, hand, transactions);
    }

    @Test
    void takesFiveWrongAnswersInFifteenMinutes() {
        for (int i = 0; i < 5; i++) {
            tries.allow(key);
            tries.failed(key);
        }
        assertThatThrownBy(() -> tries.allow(key)).isInstanceOfSatisfying(TooManyTries.class,
            refused -> assertThat(refused.minutes()).isBetween(14L, 15L));
        assertThatThrownBy(() -> tries.look(key)).isInstanceOf(TooManyTries.class);
        hand.move(Duration.ofMinutes(14));
        assertThatThrownBy(() -> tries.allow(key)).isInstanceOf(TooManyTries.class);
        hand.move(Duration.ofMinutes(2));
        assertThatCode(() -> tries.allow(key)).doesNotThrowAnyException();
    }

    @Test
    void startsAfreshAfterARightAnswer() {
        for (int i = 0; i < 4; i++) {
            tries.allow(key);
            tries.failed(key);
        }
        tries.allow(key);
        tries.succeeded(key);
        for (int i = 0; i < 5; i++) {
            tries.allow(key);
            tries.failed(key);
        }
        assertThatThrownBy(() -> tries.allow(key)).isInstanceOf(TooManyTries.class);
    }

    @Test
    void leavesOtherKeysAlone() {
        for (int i = 0; i < 5; i++) {
            tries.failed(key);
        }
        assertThatCode(() -> tries.allow(key + "x")).doesNotThrowAnyException();
    }

    @Test
    void countsAlsoWhenTheCallerRollsBack() {
        TransactionTemplate caller = new TransactionTemplate(transactions);
        for (int i = 0; i < 5; i++) {
            caller.executeWithoutResult(status -> {
                tries.allow(key);
                tries.failed(key);
                status.setRollbackOnly();
            });
        }
        assertThatThrownBy(() -> tries.allow(key)).isInstanceOf(TooManyTries.class);
    }

    @Test
    void takesNoMoreWhenAllComeAtOnce() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> guess = () -> {
                try {
                    tries.allow(key);
                    return 1;
                } catch (TooManyTries e) {
                    return 0;
                }
            };
            int taken = 0;
            for (var answer : many.invokeAll(IntStream.range(0, 24).mapToObj(i -> guess).toList())) {
                taken += answer.get();
            }
            assertThat(taken).isEqualTo(Tries.LIMIT);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void doesNotHoldAgainstAnybodyWhatWasNeverAnswered() {
        for (int i = 0; i < 5; i++) {
            tries.allow(key);
        }
        hand.move(Duration.ofMinutes(2));
        assertThatCode(() -> tries.allow(key)).doesNotThrowAnyException();
    }

    /** A clock moved by hand. */
    static class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-23T00:00:00Z");

        void move(Duration span) {
            now = now.plus(span);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
