package org.wego.membership.letter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Sweep;

/** Sends what the worker was not woken for; last, since the other sweeps may post letters. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class LetterSweep implements Sweep {

    /** A long run of letters must not keep the other sweeps from theirs. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final LetterWorker worker;

    LetterSweep(LetterWorker worker) {
        this.worker = worker;
    }

    @Override
    public void sweep() {
        worker.settle(LONGEST);
    }

    @Override
    public Optional<Instant> nextDue() {
        return worker.nextDue();
    }
}
