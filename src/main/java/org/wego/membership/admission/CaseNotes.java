package org.wego.membership.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;

/** What the Secretariat notes among itself about a case. No letter and no page of the applicant's shows it. */
@Component
public class CaseNotes {

    /** One note. */
    public record Note(Instant at, String by, String words) {
    }

    /** Whoever means the same words again takes longer. */
    private static final Duration A_CLICK = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CaseNotes(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** Keeps a note; in the caller's transaction. A second click on the same words keeps no second one. */
    @Transactional
    public void add(String reference, String words, String account) {
        jdbc.sql("select reference from application where reference = :reference for update").param("reference", reference).query(String.class).optional();
        jdbc.sql("""
                insert into case_note (reference, words, written_by, written_at)
                select :reference, :words, :by, :now where not exists (
                  select 1 from case_note where reference = :reference and words = :words and written_by = :by and written_at > :since)""")
                .param("since", Rows.at(clock.instant().minus(A_CLICK)))
                .param("reference", reference).param("words", words).param("by", account)
                .param("now", Rows.at(clock.instant())).update();
        events.publishEvent(new CaseNoted(reference));
    }

    /** The notes of a case, the oldest first. */
    public List<Note> of(String reference) {
        return jdbc.sql("select written_at, written_by, words from case_note where reference = :reference order by id").param("reference", reference)
                .query((row, i) -> new Note(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), row.getString(3))).list();
    }
}
