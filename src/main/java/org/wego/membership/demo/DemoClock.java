package org.wego.membership.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * A clock that can be moved. It goes from due instant to due instant and lets everything due at each run to its end: a
 * jump over two due reminders would fire only one of them.
 */
@Component
@Profile("demo")
public class DemoClock {

    private final Quiet quiet;
    private final Path dataDir;

    DemoClock(Quiet quiet, @Value("${wego.data-dir}") Path dataDir) {
        this.quiet = quiet;
        this.dataDir = dataDir;
    }

    static Path file(Path dataDir) {
        return dataDir.resolve("demo-clock");
    }

    static void keep(Path dataDir, long offset) throws IOException {
        Files.createDirectories(dataDir);
        Files.writeString(file(dataDir), Long.toString(offset));
    }

    /** The demo's present instant, UTC. */
    public Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    /** Moves on by a span and answers when all that became due is done. */
    public synchronized Instant advance(Duration span) {
        Instant target = now().plus(span);
        quiet.withoutExecutor(() -> {
            quiet.drain();
            while (true) {
                Optional<Instant> next = quiet.nextDue().filter(instant -> !instant.isAfter(target));
                if (next.isEmpty()) {
                    break;
                }
                moveTo(next.get());
                quiet.drain();
            }
            moveTo(target);
            quiet.drain();
        });
        return now();
    }

    private void moveTo(Instant instant) {
        if (instant.isBefore(now())) {
            return;
        }
        long offset = Duration.between(Instant.now(), instant).toMillis();
        ClockUtil.offset(offset);
        try {
            keep(dataDir, offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
