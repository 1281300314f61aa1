package org.wego.membership.site;

import java.time.Duration;

/** Too many wrong codes or passwords: 429, with the time to wait. */
public class TooManyTries extends RuntimeException {

    private final Duration wait;

    /** @param wait how long until the next try is taken */
    public TooManyTries(Duration wait) {
        super("Too many tries; the next is taken in " + wait);
        this.wait = wait;
    }

    /** Whole minutes to wait, at least one. */
    public long minutes() {
        return Math.max(1, (wait.toSeconds() + 59) / 60);
    }

    /** Seconds to wait, for the header {@code Retry-After}. */
    public long seconds() {
        return Math.max(1, wait.toSeconds());
    }
}
