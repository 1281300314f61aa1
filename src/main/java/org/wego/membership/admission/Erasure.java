package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.ProcessMemory;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Erases the personal data of cases that came to nothing: declined, lapsed, withdrawn, or closed after the Committee didn't
 * approve, some time after their end ({@code wego.privacy.erase-after}).
 *
 * <p>What is kept: the organisation and its figures, what was decided, when and by which account, the hashes of files and
 * contents, sums of money, and that letters were written. What goes: people's names and addresses, what they wrote in their
 * own words, files, letters' words and addressees, notes, and all values that went through the case's processes. In reasons
 * that are kept, whatever names these people is struck out.
 */
@Service
public class Erasure implements Sweep {

    private static final Logger log = LoggerFactory.getLogger(Erasure.class);
    private static final int AT_ONCE = 50;

    /** What goes altogether. */
    private static final List<String> GONE = List.of(
            "update application_news set address = null, words = null where reference = :reference",
            "delete from case_note where reference = :reference",
            "update application_version set correction = null where reference = :reference and correction is not null",
            "delete from intake_finding where reference = :reference",
            "delete from application_draft where reference = :reference or amends = :reference",
            "delete from case_signature where reference = :reference");

    /** Reasons and details: they stay, without whatever names the case's people. */
    private static final List<Said> SAID = List.of(new Said("application_event", "detail"), new Said("change_request", "reason"),
            new Said("case_decision", "reason"), new Said("case_decision", "taken_back_why"));

    private record Said(String table, String column) {
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final ApplicationStore store;
    private final Documents documents;
    private final LetterDesk letters;
    private final CommitteeCases committee;
    private final Contacts contacts;
    private final ProcessMemory processes;
    private final PrivacySettings settings;
    private final OrganisationCalendar calendar;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Erasure(JdbcClient jdbc, ObjectMapper json, ApplicationStore store, Documents documents, LetterDesk letters, CommitteeCases committee,
            Contacts contacts, ProcessMemory processes, PrivacySettings settings, OrganisationCalendar calendar, Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.store = store;
        this.documents = documents;
        this.letters = letters;
        this.committee = committee;
        this.contacts = contacts;
        this.processes = processes;
        this.settings = settings;
        this.calendar = calendar;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Letters about drafts that are no longer there: nobody applied, and nothing is left to keep an address for. */
    private void forgetDrafts() {
        jdbc.sql("""
                select distinct about from letter where kind like 'DRAFT\\_%' and cardinality(recipients) > 0 and state <> 'SENDING'
                  and not exists (select 1 from application_draft d where 'DRAFT-' || upper(left(replace(d.id::text, '-', ''), 12)) = letter.about)
                limit :most""")
                .param("most", AT_ONCE).query(String.class).list().forEach(letters::forget);
    }

    /** When the personal data of a case were erased; empty while they are there. */
    public Optional<Instant> erasedAt(String reference) {
        return jdbc.sql("select erased_at from application where reference = :reference and erased_at is not null").param("reference", reference)
                .query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
    }

    @Override
    public void sweep() {
        forgetDrafts();
        Instant before = clock.instant().atZone(calendar.zone()).minus(settings.eraseAfter()).toInstant();
        List<String> due = jdbc.sql("""
                select reference from application where erased_at is null and state in ('DECLINED', 'LAPSED', 'WITHDRAWN', 'CLOSED')
                  and state_since < :before order by state_since""")
                .param("before", at(before)).query(String.class).list();
        int erased = 0;
        for (int i = 0; i < due.size() && erased < AT_ONCE; i++) {
            String reference = due.get(i);
            try {
                transactions.executeWithoutResult(status -> erase(reference));
                erased++;
                log.info("The personal data of {} are erased", reference);
            } catch (RuntimeException fault) {
                // One that can't be erased holds none of the others up
                log.error("The personal data of {} could not be erased; it is tried again", reference, fault);
            }
        }
    }

    private void erase(String reference) {
        Application application = store.findForUpdate(reference).orElseThrow();
        if (erasedAt(reference).isPresent()) {
            return;
        }
        List<Written> versions = jdbc.sql("select * from application_version where reference = :reference order by version")
                .param("reference", reference).query(this::written).list();
        Set<String> others = addresses(reference);
        others.add(application.email());
        others.addAll(jdbc.sql("select name from case_signature where reference = :reference").param("reference", reference).query(String.class).list());
        Redaction redaction = Redaction.of(versions.stream().map(Written::form).toList(), others);

        documents.erase(versions.stream().flatMap(version -> version.files().stream()).toList());
        versions.forEach(version -> jdbc.sql("update application_version set form = cast(:form as jsonb) where reference = :reference and version = :version")
                .param("form", store.write(version.form().withoutPersons())).param("reference", reference).param("version", version.version()).update());
        GONE.forEach(sql -> jdbc.sql(sql).param("reference", reference).update());
        SAID.forEach(said -> redact(said, reference, redaction));
        letters.forget(reference);
        committee.forget(reference);
        memberNumbers(application).forEach(contacts::forget);
        processes.forget(reference, "The case has ended and its personal data are erased");
        store.event(reference, "erased", "clock", null);
        jdbc.sql("update application set contact_email = '', reason = :reason, erased_at = :now where reference = :reference")
                .param("reason", redaction.apply(application.reason())).param("now", at(clock.instant())).param("reference", reference).update();
    }

    /** Every address that a letter of the case went to or would not go to. */
    private Set<String> addresses(String reference) {
        Set<String> addresses = new LinkedHashSet<>();
        letters.about(reference).forEach(line -> Stream.of(line.to(), line.cc(), line.refused()).forEach(addresses::addAll));
        return addresses;
    }

    /** What the case was in the register: its Associate, and those whose admission was taken back, which it no longer names. */
    private Set<String> memberNumbers(Application application) {
        Set<String> numbers = new LinkedHashSet<>(jdbc.sql("select detail from application_event where reference = :reference and kind = 'associateAnnulled'")
                .param("reference", application.reference()).query(String.class).list());
        if (application.memberNumber() != null) {
            numbers.add(application.memberNumber());
        }
        return numbers;
    }

    private void redact(Said said, String reference, Redaction redaction) {
        record Line(long id, String words) {
        }
        jdbc.sql("select id, " + said.column() + " as words from " + said.table() + " where reference = :reference and " + said.column() + " is not null")
                .param("reference", reference).query(Line.class).list()
                .forEach(line -> jdbc.sql("update " + said.table() + " set " + said.column() + " = :words where id = :id")
                        .param("words", redaction.apply(line.words())).param("id", line.id()).update());
    }

    /** One version, as far as it holds personal data. */
    private record Written(int version, ApplicationForm form, List<DocumentId> files) {
    }

    private Written written(ResultSet row, int index) throws SQLException {
        List<DocumentId> files = new ArrayList<>();
        for (String column : List.of("signed_form", "authority_letter", "resolution")) {
            UUID id = row.getObject(column, UUID.class);
            if (id != null) {
                files.add(new DocumentId(id));
            }
        }
        try {
            return new Written(row.getInt("version"), json.readValue(row.getString("form"), ApplicationForm.class), files);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
