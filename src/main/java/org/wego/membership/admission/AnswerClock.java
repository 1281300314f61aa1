package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.HolidaysChanged;
import org.wego.membership.engine.WorkingDays;

/**
 * The clock of the Secretariat's first answer: so many working days from the confirmation of the address. It runs while the
 * Secretariat has the ball and stands still while the applicant has it. Every method joins the caller's transaction.
 */
@Component
public class AnswerClock {

    /**
     * What the clock shows.
     *
     * @param due  until when the Secretariat answers; null while the clock stands still
     * @param used working days that the Secretariat has had so far
     * @param of   working days that it has
     */
    public record Reading(Instant due, int used, int of) {

        public boolean running() {
            return due != null;
        }

        /** Working days that are left, at least none. */
        public int left() {
            return Math.max(0, of - used);
        }
    }

    private record Row(int used, Instant from, Instant due) {
    }

    private final JdbcClient jdbc;
    private final WorkingDays days;
    private final AdmissionSettings settings;
    private final Clock clock;

    AnswerClock(JdbcClient jdbc, WorkingDays days, AdmissionSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.days = days;
        this.settings = settings;
        this.clock = clock;
    }

    /** The Secretariat has the ball, from now. It keeps one working day at least, however long it had the ball before. */
    @Transactional
    public void run(String reference) {
        Row row = row(reference);
        if (row.from() == null) {
            Instant now = clock.instant();
            set(reference, row.used(), now, due(row.used(), now));
        }
    }

    /** The Secretariat has answered, or the case has ended: the clock stands still. */
    @Transactional
    public void stop(String reference) {
        Row row = row(reference);
        if (row.from() != null) {
            set(reference, row.used() + used(row), null, null);
        }
    }

    /** What the clock of that case shows now. */
    public Reading read(String reference) {
        Row row = row(reference);
        return new Reading(row.due(), row.used() + used(row), settings.answerDays());
    }

    /** When the Secretariat is reminded: so many working days before its answer is due; at once when that has passed. */
    public Instant remindAt(String reference) {
        Row row = row(reference);
        Instant from = row.from() == null ? clock.instant() : row.from();
        return days.plus(from, Math.max(0, settings.answerReminderDays() - row.used()));
    }

    /** When the Secretariat's answer is due; for a case from before there was this clock, counted from now. */
    public Instant dueAt(String reference) {
        return Optional.ofNullable(row(reference).due()).orElseGet(() -> days.plus(clock.instant(), settings.answerDays()));
    }

    /** Whether the answer should have been given by now. */
    public boolean late(Reading reading) {
        return reading.running() && reading.due().isBefore(clock.instant());
    }

    /** How many reviews are past their due date now. */
    public int overdue() {
        return jdbc.sql("select count(*) from application where state = 'IN_REVIEW' and answer_due < :now").param("now", at(clock.instant()))
                .query(Integer.class).single();
    }

    /**
     * Counts every clock that runs anew, in the transaction that changed the days that count. Days that were used before a clock last
     * stood still stay as they were counted then.
     */
    @EventListener
    @Transactional
    public void recount(HolidaysChanged changed) {
        record Running(String reference, Row row) {
        }
        List<Running> running = jdbc.sql("""
                select reference, answer_days_used, answer_clock_from, answer_due from application where answer_clock_from is not null
                order by reference for update""")
                .query((row, i) -> new Running(row.getString("reference"), row(row))).list();
        for (Running one : running) {
            Instant due = due(one.row().used(), one.row().from());
            if (!due.equals(one.row().due())) {
                jdbc.sql("update application set answer_due = :due, answer_moved = true where reference = :reference")
                        .param("due", at(due)).param("reference", one.reference()).update();
            }
        }
    }

    /** Cases whose clocks were counted anew, and whose reviews don't follow yet. */
    public List<String> moved() {
        return jdbc.sql("select reference from application where answer_moved order by reference").query(String.class).list();
    }

    /** The review of a case follows its clock; in the caller's transaction. */
    @Transactional
    public void followed(String reference) {
        jdbc.sql("update application set answer_moved = false where reference = :reference").param("reference", reference).update();
    }

    private Instant due(int used, Instant from) {
        return days.plus(from, Math.max(1, settings.answerDays() - used));
    }

    private int used(Row row) {
        return row.from() == null ? 0 : days.between(row.from(), clock.instant());
    }

    private Row row(String reference) {
        return jdbc.sql("select answer_days_used, answer_clock_from, answer_due from application where reference = :reference").param("reference", reference)
                .query((row, i) -> row(row)).single();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getInt("answer_days_used"), instant(row, "answer_clock_from"), instant(row, "answer_due"));
    }

    private void set(String reference, int used, Instant from, Instant due) {
        jdbc.sql("update application set answer_days_used = :used, answer_clock_from = :from, answer_due = :due, answer_moved = false where reference = :reference")
                .param("used", used).param("from", at(from)).param("due", at(due))
                .param("reference", reference).update();
    }
}
