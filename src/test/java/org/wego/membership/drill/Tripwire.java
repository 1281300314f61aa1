package org.wego.membership.drill;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;

/**
 * Ends the work at a crash point: in a test by an error that no code of the house catches, so that the database sees what
 * it sees when a process dies; in a drill's own process by ending that process on the spot.
 */
@Component
public class Tripwire implements CrashPoints {

    /** The end of the work, at that point. */
    public static final class Crash extends Error {

        Crash(CrashPoint point) {
            super("Crashed at " + point);
        }
    }

    private record Wire(CrashPoint point, boolean halts, AtomicLong left) {
    }

    private final Map<CrashPoint, AtomicLong> passes = new ConcurrentHashMap<>();
    private volatile Wire wire;

    /** @param at for a process of its own: a point and how often it is passed unharmed, such as {@code LETTER_TAKEN/3} */
    Tripwire(@Value("${wego.crash-at:}") String at) {
        if (!at.isEmpty()) {
            String[] parts = at.split("/");
            wire = new Wire(CrashPoint.valueOf(parts[0]), true, new AtomicLong(Long.parseLong(parts[1])));
        }
    }

    /** The work ends when it comes to this point, after passing it so often. */
    public void stretch(CrashPoint point, int passes) {
        wire = new Wire(point, false, new AtomicLong(passes));
    }

    /** Whether the work has ended since. */
    public boolean tripped() {
        return wire == null;
    }

    /** How often the work has come to this point. */
    public long passes(CrashPoint point) {
        return passes.computeIfAbsent(point, any -> new AtomicLong()).get();
    }

    @Override
    public void passed(CrashPoint point) {
        passes.computeIfAbsent(point, any -> new AtomicLong()).incrementAndGet();
        Wire stretched = wire;
        if (stretched != null && stretched.point() == point && stretched.left().getAndDecrement() == 0) {
            if (stretched.halts()) {
                Runtime.getRuntime().halt(137);
            }
            wire = null;
            throw new Crash(point);
        }
    }
}
