package org.wego.membership.invoicing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;

/** How far a run has come. */
@Service
public class RunProgress {

    /** A rate is what the last minutes gave, so that a slow hour in the morning isn't held against the afternoon. */
    private static final Duration LOOKED_BACK = Duration.ofMinutes(10);
    /** Nothing is foretold from less. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    /**
     * Where a run stands.
     *
     * @param numbered  how many invoices have their number, and so stand
     * @param of        how many there will be
     * @param posted    how many are drawn and in the outbox
     * @param perMinute how many were numbered a minute lately, rounded; null where that can't be told
     * @param left      how long the rest will take at that rate; null where that can't be told
     */
    public record Progress(int numbered, int of, int posted, Integer perMinute, Duration left) {
    }

    private final JdbcClient jdbc;
    private final RunList list;
    private final RunPauses pauses;
    private final OrganisationCalendar calendar;

    RunProgress(JdbcClient jdbc, RunList list, RunPauses pauses, OrganisationCalendar calendar) {
        this.jdbc = jdbc;
        this.list = list;
        this.pauses = pauses;
        this.calendar = calendar;
    }

    /** Where the run stands now. */
    public Progress of(InvoicingRun run) {
        RunTotals totals = list.totals(run.id());
        int numbered = totals.of(LineState.INVOICED);
        int posted = jdbc.sql("select count(*) from invoice where run = :run and replaces is null and sent_at is not null").param("run", run.id()).query(Integer.class).single();
        Instant now = calendar.now();
        Instant since = since(run, now);
        Duration took = Duration.between(since, now);
        if (run.state() != RunState.ISSUING || pauses.paused(run.id()) || took.compareTo(LEAST) < 0) {
            return new Progress(numbered, totals.billed(), posted, null, null);
        }
        int lately = jdbc.sql("select count(*) from invoice where run = :run and replaces is null and issued_at > :since").param("run", run.id())
                .param("since", Rows.at(since)).query(Integer.class).single();
        if (lately == 0) {
            return new Progress(numbered, totals.billed(), posted, null, null);
        }
        return new Progress(numbered, totals.billed(), posted, Math.round(lately * 60_000f / took.toMillis()),
                Duration.ofMillis(took.toMillis() * totals.of(LineState.DUE) / lately));
    }

    /** From when on the rate is measured: not over a pause, not from before the approval. */
    private Instant since(InvoicingRun run, Instant now) {
        Instant since = now.minus(LOOKED_BACK);
        if (run.approvedAt() != null && run.approvedAt().isAfter(since)) {
            since = run.approvedAt();
        }
        List<RunPauses.Pause> all = pauses.all(run.id());
        Instant resumed = all.isEmpty() ? null : all.get(all.size() - 1).until();
        return resumed != null && resumed.isAfter(since) ? resumed : since;
    }
}
