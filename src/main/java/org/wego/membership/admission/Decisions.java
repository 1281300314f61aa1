package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Category;

/** What the Secretariat decided in reviews, who did, and what was taken back. */
@Component
public class Decisions {

    /**
     * One decision.
     *
     * @param decision       {@code accept}, {@code requestChanges}, {@code changeCategory} or {@code decline}
     * @param letterKey      of the letter that says so
     * @param holdUntil      until when that letter was held
     * @param formerCategory with {@code changeCategory}: what it was before
     * @param finalAt        when it could no longer be taken back, null before
     */
    public record Decision(long id, String reference, String decision, String reason, String by, Instant at, String letterKey, Instant holdUntil,
            Category formerCategory, Instant finalAt, Instant takenBackAt, String takenBackBy, String takenBackWhy) {

        /** Whether the case is where this decision brings it; an acceptance takes some steps to get there. */
        boolean broughtTo(CaseState state) {
            return switch (decision) {
                case "accept" -> state == CaseState.WITH_COMMITTEE || state == CaseState.IN_REVIEW;
                case "decline" -> state == CaseState.DECLINED;
                default -> state == CaseState.CHANGES_ASKED;
            };
        }
    }

    private final JdbcClient jdbc;
    private final LetterDesk letters;
    private final AdmissionSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Decisions(JdbcClient jdbc, LetterDesk letters, AdmissionSettings settings, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    /** Until when the letter of a decision taken now is held. */
    Instant holdUntil() {
        return clock.instant().plus(settings.decisionHold()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Keeps a decision, in its transaction; where letters are held, somebody may look at this one. */
    @Transactional
    void keep(Application application, String decision, String reason, String by, String letterKey, Instant holdUntil, Category former) {
        Optional<Long> kept = jdbc.sql("""
                insert into case_decision (reference, decision, reason, decided_by, decided_at, letter_key, hold_until, former_category)
                values (:reference, :decision, :reason, :by, :now, :letter, :until, :former) on conflict (letter_key) do nothing returning id""")
                .param("reference", application.reference()).param("decision", decision).param("reason", reason).param("by", by)
                .param("now", at(clock.instant())).param("letter", letterKey).param("until", at(holdUntil))
                .param("former", former == null ? null : former.name()).query(Long.class).optional();
        if (kept.isPresent() && !settings.decisionHold().isZero()) {
            events.publishEvent(new DecisionHeld(kept.get(), application.reference(), application.name(), holdUntil));
        }
    }

    public Optional<Decision> find(long id) {
        return jdbc.sql("select * from case_decision where id = :id").param("id", id).query(Decisions::decision).optional();
    }

    /** All decisions of a case, the oldest first, also those taken back. */
    public List<Decision> of(String reference) {
        return jdbc.sql("select * from case_decision where reference = :reference order by id").param("reference", reference)
                .query(Decisions::decision).list();
    }

    /** The decision that stands. */
    public Optional<Decision> last(String reference) {
        return jdbc.sql("select * from case_decision where reference = :reference order by id desc limit 1").param("reference", reference)
                .query(Decisions::decision).optional().filter(decision -> decision.takenBackAt() == null);
    }

    /** The decision on which the case stands and of which its applicant doesn't know yet: the letter waits, or was stopped a moment ago. */
    Optional<Decision> untold(Application application) {
        return last(application.reference()).filter(decision -> decision.broughtTo(application.state()))
                .filter(decision -> letters.byKey(decision.letterKey()).filter(letter -> letter.held(clock.instant())).isPresent());
    }

    /** Whether the letter of a decision was stopped before it left. */
    boolean stopped(Decision decision) {
        return letters.byKey(decision.letterKey()).filter(letter -> letter.state() == LetterDesk.State.STOPPED).isPresent();
    }

    /** How many decisions of a case were taken back: a letter about the next one is another. */
    int takenBack(String reference) {
        return jdbc.sql("select count(*) from case_decision where reference = :reference and taken_back_at is not null").param("reference", reference)
                .query(Integer.class).single();
    }

    void takeBack(long id, String by, String why) {
        jdbc.sql("update case_decision set taken_back_at = :now, taken_back_by = :by, taken_back_why = :why where id = :id")
                .param("now", at(clock.instant())).param("by", by).param("why", why).param("id", id).update();
    }

    /**
     * The applicant was quicker than the letter of the last decision: it says nothing any more.
     *
     * @return whether it is stopped; false when it has left
     */
    boolean supersede(String reference) {
        return last(reference).map(decision -> letters.stop(decision.letterKey())).orElse(false);
    }

    /** What follows from the last decision is written about now: its own letter goes before, if it is still held. */
    void release(String reference) {
        last(reference).ifPresent(decision -> letters.release(decision.letterKey()));
    }

    void makeFinal(String reference) {
        jdbc.sql("update case_decision set final_at = :now where reference = :reference and final_at is null and taken_back_at is null")
                .param("now", at(clock.instant())).param("reference", reference).update();
    }

    private static Decision decision(ResultSet row, int index) throws SQLException {
        String former = row.getString("former_category");
        return new Decision(row.getLong("id"), row.getString("reference"), row.getString("decision"), row.getString("reason"),
                row.getString("decided_by"), instant(row, "decided_at"), row.getString("letter_key"), instant(row, "hold_until"),
                former == null ? null : Category.valueOf(former), instant(row, "final_at"), instant(row, "taken_back_at"),
                row.getString("taken_back_by"), row.getString("taken_back_why"));
    }
}
