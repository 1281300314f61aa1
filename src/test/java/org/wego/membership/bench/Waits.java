package org.wego.membership.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long each of many waited. */
final class Waits {

    private final long[] nanos;

    Waits(long[] nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
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
