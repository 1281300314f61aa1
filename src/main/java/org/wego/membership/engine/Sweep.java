package org.wego.membership.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that looks again: finds what a lost message, a missed timer or a crash left behind and puts it right. Every
 * bean of this type is called once a minute, on any node, perhaps on several at once: it must be harmless twice.
 */
public interface Sweep {

    /** Looks once. A fault is logged and the next call tries again. */
    void sweep();

    /** When there is next something to do that no timer and no letter announces; empty if whenever. */
    default Optional<Instant> nextDue() {
        return Optional.empty();
    }
}
