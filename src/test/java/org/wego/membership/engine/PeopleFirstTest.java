package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PeopleFirstTest {

    private final PeopleFirst people = new PeopleFirst();
    private final ExecutorService visitor = Executors.newSingleThreadExecutor();

    @AfterEach
    void leave() {
        visitor.shutdownNow();
    }

    @Test
    void bulkWorkGoesOnAsSoonAsNobodyWaitsAnyMore() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch made = new CountDownLatch(1);
        Future<?> answer = visitor.submit(() -> {
            people.waits();
            asked.countDown();
            try {
                made.await();
            } finally {
                people.answered();
            }
            return null;
        });
        asked.await();
        long begun = System.nanoTime();
        people.giveWay();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("it waited, though not for ever").isGreaterThan(Duration.ofMillis(40));
        made.countDown();
        answer.get();
        for (int i = 0; i < 100_000; i++) {
            people.giveWay();
        }
    }

    @Test
    void workThatIsItselfTheAnswerGivesWayToNobody() {
        people.waits();
        for (int i = 0; i < 100_000; i++) {
            people.giveWay();
        }
        people.answered();
    }
}
