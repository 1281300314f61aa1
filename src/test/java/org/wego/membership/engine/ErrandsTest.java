package org.wego.membership.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(30)
class ErrandsTest {

    private final Errands errands = new Errands(true);
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void begin() {
        errands.start();
    }

    @AfterEach
    void end() {
        errands.stop();
    }

    @Test
    void whoeverAsksDoesNotWait() throws InterruptedException {
        CountDownLatch askerWentOn = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        errands.soon("vote", () -> {
            await(askerWentOn);
            done.add(Thread.currentThread().getName());
            told.countDown();
        });
        askerWentOn.countDown();
        told.await();
        assertThat(done).containsExactly("errands");
    }

    @Test
    void whatWaitsUnderOneNameIsDoneOnceAndInOrder() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        errands.soon("first", () -> {
            begun.countDown();
            await(go);
        });
        await(begun);
        errands.soon("seat 1", () -> done.add("seat 1"));
        errands.soon("seat 2", () -> done.add("seat 2"));
        errands.soon("seat 1", () -> done.add("seat 1"));
        go.countDown();
        errands.settle();
        assertThat(done).containsExactly("seat 1", "seat 2");
    }

    @Test
    void aFaultKeepsNoOtherErrandFromBeingDone() {
        errands.soon("bad", () -> {
            throw new IllegalStateException("no engine");
        });
        errands.soon("good", () -> done.add("good"));
        errands.settle();
        assertThat(done).containsExactly("good");
    }

    @Test
    void nothingIsToldBeforeTheFactIsCommittedNorIfItNeverIs() {
        TransactionSynchronizationManager.initSynchronization();
        List<TransactionSynchronization> ends;
        try {
            errands.soon("fact", () -> done.add("fact"));
            errands.settle();
            assertThat(done).isEmpty();
            ends = new ArrayList<>(TransactionSynchronizationManager.getSynchronizations());
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
        ends.forEach(end -> end.afterCompletion(TransactionSynchronization.STATUS_ROLLED_BACK));
        errands.settle();
        assertThat(done).isEmpty();
        ends.forEach(TransactionSynchronization::afterCommit);
        errands.settle();
        assertThat(done).containsExactly("fact");
    }

    @Test
    void whereTheThreadIsOffTheCallerDoesIt() {
        errands.stop();
        errands.soon("vote", () -> done.add(Thread.currentThread().getName()));
        assertThat(done).containsExactly(Thread.currentThread().getName());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
