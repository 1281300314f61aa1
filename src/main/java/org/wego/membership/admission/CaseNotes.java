package org.wego.membership.admission;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the Secretariat notes among itself about a case. No letter and no page of the applicant's shows it. */
@Component
public class CaseNotes {

    /** One note. */
    public record Note(Instant at, String by, String words) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a note; in the caller's transaction. */
    @Transactional
    public void add(String reference, String words, String account) {
        jdbc.sql("insert into case_note (reference, words, written_by, written_at) values (:reference, :words, :by, :now)")
                .param("reference", reference).param("words", words).param("by", account)
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
    }

    /** The notes of a case, the oldest first. */
    public List<Note> of(String reference) {
        return jdbc.sql("select written_at, written_by, words from case_note where reference = :reference order by id").param("reference", reference)
                .query((row, i) -> new Note(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), row.getString(3))).list();
    }
}
