package org.wego.membership.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Calls every {@link Sweep} once a minute; the demo's clock calls them between its steps. */
@Component
public class Sweeps {

    private static final Logger log = LoggerFactory.getLogger(Sweeps.class);

    private final ObjectProvider<Sweep> sweeps;
    private final Errands errands;
    private final boolean scheduled;

    Sweeps(ObjectProvider<Sweep> sweeps, Errands errands, @Value("${wego.sweeps:true}") boolean scheduled) {
        this.sweeps = sweeps;
        this.errands = errands;
        this.scheduled = scheduled;
    }

    @Scheduled(initialDelay = 30_000, fixedDelay = 60_000)
    void everyMinute() {
        if (scheduled) {
            runAll();
        }
    }

    /** Lets each sweep look once, after the errands that wait; one that fails doesn't keep the others from theirs. */
    public void runAll() {
        errands.settle();
        for (Sweep sweep : all()) {
            try {
                sweep.sweep();
            } catch (RuntimeException fault) {
                log.error("Sweep {} failed; it looks again in a minute", sweep.getClass().getSimpleName(), fault);
            }
        }
    }

    /** The earliest instant that a sweep announced. */
    public Optional<Instant> nextDue() {
        return all().stream().map(Sweep::nextDue).flatMap(Optional::stream).min(Instant::compareTo);
    }

    private List<Sweep> all() {
        return sweeps.orderedStream().toList();
    }
}
