package org.wego.membership.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.springframework.stereotype.Component;

/**
 * Lets the house's bulk work step aside while somebody waits for an answer. A run of ten thousand invoices and its letters
 * keep all cores busy for minutes; a voter needs a few milliseconds of one. So whoever does much asks here before each
 * piece, waits while an answer is being made, and goes on: a run loses less than anybody notices.
 */
@Component
public class PeopleFirst {

    /** The longest that one piece of work waits: a steady stream of visitors slows a run and doesn't stop it. */
    private static final Duration LONGEST = Duration.ofMillis(50);
    /** Who waits longer than this waits for something else, such as a slow line, or a long piece of work of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long LOOK = Duration.ofNanos(500_000).toNanos();

    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();

    /** Somebody waits for what the current thread does, until {@link #answered}. */
    public void waits() {
        waiting.put(Thread.currentThread(), System.nanoTime());
    }

    /** The answer of the current thread is made. */
    public void answered() {
        waiting.remove(Thread.currentThread());
    }

    /** Returns at once if nobody waits; otherwise when nobody does any more, or after a short while. */
    public void giveWay() {
        // Work that is itself somebody's answer, such as a job run by hand, gives way to nobody
        if (waiting.isEmpty() || waiting.containsKey(Thread.currentThread())) {
            return;
        }
        long begun = System.nanoTime();
        while (somebodyWaits() && System.nanoTime() - begun < LONGEST.toNanos()) {
            LockSupport.parkNanos(LOOK);
        }
    }

    private boolean somebodyWaits() {
        long now = System.nanoTime();
        for (long since : waiting.values()) {
            if (now - since < PATIENCE.toNanos()) {
                return true;
            }
        }
        return false;
    }
}
