package org.wego.membership.story;

import java.time.Duration;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

/** Waits for a condition, never for a time. */
final class Until {

    private Until() {
    }

    /** The first value that is there. */
    static <T> T present(String what, Supplier<T> look) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(look::get, java.util.Objects::nonNull);
    }
}
