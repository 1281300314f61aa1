package org.wego.membership.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** How long each of many waited. */
final class Waits {

    private final long[] nanos;

    Waits(long[] nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    /**
     * Has people do something so many times, so many a second however long the answers take, and measures each from the
     * moment when it was to begin: who waits for a connection waits too.
     */
    static Waits of(int times, int perSecond, IntConsumer act) throws InterruptedException {
        ExecutorService hands = Executors.newFixedThreadPool(32);
        try {
            List<Future<Long>> waits = new ArrayList<>();
            long start = System.nanoTime();
            for (int time = 0; time < times; time++) {
                int number = time;
                long due = start + time * 1_000_000_000L / perSecond;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                waits.add(hands.submit(() -> {
                    act.accept(number);
                    return System.nanoTime() - due;
                }));
            }
            long[] nanos = new long[times];
            for (int i = 0; i < times; i++) {
                nanos[i] = waits.get(i).get();
            }
            return new Waits(nanos);
        } catch (ExecutionException fault) {
            throw new AssertionError(fault.getCause());
        } finally {
            hands.shutdown();
        }
    }

    int count() {
        return nanos.length;
    }

    /** In milliseconds: so many of a hundred waited no longer. */
    double percentile(int percent) {
        return nanos[Math.min(nanos.length - 1, (int) Math.ceil(nanos.length * percent / 100.0) - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d waits, p50 %.1f ms, p90 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms", nanos.length,
                percentile(50), percentile(90), percentile(95), percentile(99), percentile(100));
    }
}
