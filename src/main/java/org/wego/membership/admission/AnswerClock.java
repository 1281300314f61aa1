package org.wego.membership.admission;

import static org.wego.membership.admission.Rows.at;
import static org.wego.membership.admission.Rows.instant;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
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
            set(reference, row.used(), now, days.plus(now, Math.max(1, settings.answerDays() - row.used())));
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

    private int used(Row row) {
        return row.from() == null ? 0 : days.between(row.from(), clock.instant());
    }

    private Row row(String reference) {
        return jdbc.sql("select answer_days_used, answer_clock_from, answer_due from application where reference = :reference").param("reference", reference)
                .query((row, i) -> new Row(row.getInt("answer_days_used"), instant(row, "answer_clock_from"), instant(row, "answer_due")))
                .single();
    }

    private void set(String reference, int used, Instant from, Instant due) {
        jdbc.sql("update application set answer_days_used = :used, answer_clock_from = :from, answer_due = :due where reference = :reference")
                .param("used", used).param("from", at(from)).param("due", at(due))
                .param("reference", reference).update();
    }
}
