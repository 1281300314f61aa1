package org.wego.membership.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;

/**
 * Lets a run stand still and go on, at any point and as often as somebody wants. The chunk that is in work is brought to its end;
 * no further one is numbered until the run is resumed. Letters that are posted already go on.
 */
@Service
public class RunPauses {

    private static final int LONGEST_REASON = 500;

    /**
     * A time in which a run stood still.
     *
     * @param until     null while it does
     * @param resumedBy null while it does
     */
    public record Pause(Instant from, String by, String reason, Instant until, String resumedBy) {
    }

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final ApplicationEventPublisher events;
    private final Texts texts;

    RunPauses(JdbcClient jdbc, OrganisationCalendar calendar, ApplicationEventPublisher events, Texts texts) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.events = events;
        this.texts = texts;
    }

    /**
     * Lets the run stand still; harmless while it does.
     *
     * @throws InvalidInput without a reason, or when nothing is being issued
     */
    @Transactional
    public void pause(long run, String reason, String by) {
        String why = reason == null ? "" : reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new InvalidInput("pauseReason", texts.get(why.isEmpty() ? "invoicing.pause.reasonMissing" : "invoicing.pause.reasonLong"));
        }
        int paused = jdbc.sql("""
                insert into invoicing_run_pause (run, paused_at, paused_by, reason)
                select id, cast(:at as timestamptz), :by, :reason from invoicing_run where id = :run and state = 'ISSUING'
                on conflict do nothing""")
                .param("run", run).param("at", Rows.at(calendar.now())).param("by", by).param("reason", why).update();
        if (paused == 0 && !paused(run)) {
            throw new InvalidInput("pauseReason", texts.get("invoicing.pause.notIssuing"));
        }
    }

    /** Lets the run go on; harmless while it does. */
    @Transactional
    public void resume(long run, String by) {
        jdbc.sql("""
                update invoicing_run_pause p set resumed_at = :at, resumed_by = :by from invoicing_run r
                where r.id = p.run and p.run = :run and p.resumed_at is null returning r.fee_year""")
                .param("run", run).param("at", Rows.at(calendar.now())).param("by", by).query(Integer.class).optional()
                .ifPresent(feeYear -> events.publishEvent(new RunResumed(feeYear)));
    }

    /** Whether the run stands still. */
    public boolean paused(long run) {
        return current(run).isPresent();
    }

    /** Since when, by whom and why the run stands still; empty while it goes on. */
    public Optional<Pause> current(long run) {
        return jdbc.sql("select * from invoicing_run_pause where run = :run and resumed_at is null").param("run", run).query(RunPauses::pause).optional();
    }

    /** All times in which the run stood still, the first first. */
    public List<Pause> all(long run) {
        return jdbc.sql("select * from invoicing_run_pause where run = :run order by id").param("run", run).query(RunPauses::pause).list();
    }

    /** Fee years whose run was resumed and isn't through yet. */
    public List<Integer> goingOn() {
        return jdbc.sql("""
                select fee_year from invoicing_run r where state = 'ISSUING' and exists (select 1 from invoicing_run_pause p where p.run = r.id)
                  and not exists (select 1 from invoicing_run_pause p where p.run = r.id and p.resumed_at is null)""").query(Integer.class).list();
    }

    private static Pause pause(ResultSet row, int index) throws SQLException {
        return new Pause(Rows.instant(row, "paused_at"), row.getString("paused_by"), row.getString("reason"), Rows.instant(row, "resumed_at"),
                row.getString("resumed_by"));
    }
}
