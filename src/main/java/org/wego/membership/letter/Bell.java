package org.wego.membership.letter;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;

/** Wakes the worker when a letter was posted; many rings are one. */
@Component
class Bell implements TransactionSynchronization {

    private final Semaphore rung = new Semaphore(0);

    @Override
    public void afterCommit() {
        ring();
    }

    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    void await(Duration longest) throws InterruptedException {
        if (rung.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
