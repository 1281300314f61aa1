package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.member.Category;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Rows of applications. */
@Repository
class ApplicationStore {

    private static final String SELECT = "select a.*, v.form, v.signed_form, v.authority_letter, v.resolution, v.written_at"
            + " from application a join application_version v on v.reference = a.reference and v.version = a.version ";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    ApplicationStore(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    String nextReference(int year) {
        int number = jdbc.sql("""
                insert into application_number (year, last) values (:year, 1)
                on conflict (year) do update set last = application_number.last + 1 returning last""")
                .param("year", year).query(Integer.class).single();
        return String.format("WEGO-%d-%04d", year, number);
    }

    /** How much all files of a case take, those of earlier versions among them, in bytes. */
    long storedBytes(String reference) {
        return jdbc.sql("""
                select coalesce(sum(size), 0) from document where id in (
                  select signed_form from application_version where reference = :reference
                  union select authority_letter from application_version where reference = :reference
                  union select resolution from application_version where reference = :reference)""")
                .param("reference", reference).query(Long.class).single();
    }

    /** Lets one caller at a time go on with that content or key, until the end of the transaction. */
    void lock(byte[] hash) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(encode(:hash, 'hex'), 60))").param("hash", hash).query((row, i) -> 0).single();
    }

    Optional<String> sameContent(byte[] contentHash, Instant since) {
        return jdbc.sql("""
                select reference from application where content_hash = :hash and submitted_at >= :since
                  and state not in ('LAPSED', 'WITHDRAWN', 'DECLINED', 'CLOSED') order by submitted_at desc limit 1""")
                .param("hash", contentHash).param("since", at(since)).query(String.class).optional();
    }

    /** What a caller's key stands for. */
    record Key(byte[] contentHash, String reference) {
    }

    Optional<Key> key(byte[] keyHash) {
        return jdbc.sql("select content_hash, reference from application_key where key_hash = :key").param("key", keyHash)
                .query((row, i) -> new Key(row.getBytes("content_hash"), row.getString("reference"))).optional();
    }

    void putKey(byte[] keyHash, byte[] contentHash, String reference) {
        jdbc.sql("insert into application_key (key_hash, content_hash, reference, written_at) values (:key, :content, :reference, :now)")
                .param("key", keyHash).param("content", contentHash).param("reference", reference).param("now", now()).update();
    }

    void insert(String reference, ApplicationForm form, Map<Part, DocumentId> files, String channel, String enteredBy, Instant confirmUntil,
            byte[] contentHash) {
        jdbc.sql("""
                insert into application (reference, state, state_since, category, name, country, contact_email, version, channel, entered_by,
                  submitted_at, confirm_until, content_hash)
                values (:reference, 'UNCONFIRMED', :now, :category, :name, :country, :email, 1, :channel, :by, :now, :until, :hash)""")
                .param("reference", reference).param("now", now()).param("category", form.category().name()).param("name", form.name())
                .param("country", form.country()).param("email", form.contact().email()).param("channel", channel).param("by", enteredBy)
                .param("until", at(confirmUntil)).param("hash", contentHash).update();
        version(reference, 1, form, files, enteredBy == null ? "applicant" : enteredBy);
    }

    /** A further version; what the case is listed by follows it. */
    void amend(Application before, ApplicationForm form, Map<Part, DocumentId> files, String by) {
        int version = before.version() + 1;
        version(before.reference(), version, form, files, by);
        jdbc.sql("""
                update application set version = :version, category = :category, name = :name, country = :country, contact_email = :email
                where reference = :reference""")
                .param("version", version).param("category", form.category().name()).param("name", form.name()).param("country", form.country())
                .param("email", form.contact().email()).param("reference", before.reference()).update();
    }

    /** Why a clerk wrote the version that was just added. */
    void correction(String reference, int version, String why) {
        jdbc.sql("update application_version set correction = :why where reference = :reference and version = :version")
                .param("why", why).param("reference", reference).param("version", version).update();
    }

    private void version(String reference, int version, ApplicationForm form, Map<Part, DocumentId> files, String by) {
        jdbc.sql("""
                insert into application_version (reference, version, form, signed_form, authority_letter, resolution, written_at, written_by)
                values (:reference, :version, cast(:form as jsonb), :signedForm, :authorityLetter, :resolution, :now, :by)""")
                .param("reference", reference).param("version", version).param("form", write(form))
                .param("signedForm", uuid(files.get(Part.SIGNED_FORM))).param("authorityLetter", uuid(files.get(Part.AUTHORITY_LETTER)))
                .param("resolution", uuid(files.get(Part.RESOLUTION))).param("now", now()).param("by", by).update();
    }

    /** Moves the case on; the row is the caller's until the end of its transaction. */
    void state(String reference, CaseState state) {
        jdbc.sql("update application set state = :state, state_since = :now where reference = :reference")
                .param("state", state.name()).param("now", now()).param("reference", reference).update();
    }

    void confirmed(String reference, String by) {
        jdbc.sql("update application set confirmed_at = :now, confirmed_by = :by where reference = :reference")
                .param("now", now()).param("by", by).param("reference", reference).update();
    }

    void askChanges(String reference, String reason, Instant until) {
        jdbc.sql("update application set reason = :reason, amend_until = :until where reference = :reference")
                .param("reason", reason).param("until", until == null ? null : at(until)).param("reference", reference).update();
    }

    void reason(String reference, String reason) {
        jdbc.sql("update application set reason = :reason where reference = :reference").param("reason", reason).param("reference", reference).update();
    }

    void outcome(String reference, String outcome, String round) {
        jdbc.sql("update application set outcome = :outcome, round = :round where reference = :reference")
                .param("outcome", outcome).param("round", round).param("reference", reference).update();
    }

    void member(String reference, String number) {
        jdbc.sql("update application set member_number = :number where reference = :reference")
                .param("number", number).param("reference", reference).update();
    }

    void associate(String reference, LocalDate day) {
        jdbc.sql("update application set associate_on = :day where reference = :reference").param("day", day).param("reference", reference).update();
    }

    void event(String reference, String kind, String who, String detail) {
        jdbc.sql("insert into application_event (reference, at, kind, who, detail) values (:reference, :now, :kind, :who, :detail)")
                .param("reference", reference).param("now", now()).param("kind", kind).param("who", who).param("detail", detail).update();
    }

    List<CaseEvent> events(String reference) {
        return jdbc.sql("select at, kind, who, detail from application_event where reference = :reference order by id").param("reference", reference)
                .query((row, i) -> new CaseEvent(instant(row, "at"), row.getString("kind"), row.getString("who"), row.getString("detail"))).list();
    }

    /** Writes what the process must hear of; told after the commit. */
    void news(String reference, String message) {
        jdbc.sql("insert into application_news (reference, message, written_at) values (:reference, :message, :now)")
                .param("reference", reference).param("message", message).param("now", now()).update();
    }

    /** The same of a refused letter, once a letter. */
    boolean refusal(String reference, String message, long letterId, String address, String words) {
        return jdbc.sql("""
                insert into application_news (reference, message, letter_id, address, words, written_at)
                values (:reference, :message, :letter, :address, :words, :now) on conflict (letter_id) do nothing""")
                .param("reference", reference).param("message", message).param("letter", letterId).param("address", address)
                .param("words", words).param("now", now()).update() == 1;
    }

    List<CaseNews> untold() {
        return jdbc.sql("select * from application_news where told_at is null order by id limit 200").query(ApplicationStore::oneNews).list();
    }

    List<CaseNews> untold(String reference) {
        return jdbc.sql("select * from application_news where told_at is null and reference = :reference order by id")
                .param("reference", reference).query(ApplicationStore::oneNews).list();
    }

    Optional<CaseNews> newsOfLetter(long letterId) {
        return jdbc.sql("select * from application_news where letter_id = :letter").param("letter", letterId).query(ApplicationStore::oneNews).optional();
    }

    void told(long id) {
        jdbc.sql("update application_news set told_at = :now where id = :id").param("now", now()).param("id", id).update();
    }

    Optional<Application> find(String reference) {
        return jdbc.sql(SELECT + "where a.reference = :reference").param("reference", reference).query(this::application).optional();
    }

    /** The same, and nobody else changes it until the end of the transaction. */
    Optional<Application> findForUpdate(String reference) {
        if (jdbc.sql("select reference from application where reference = :reference for update").param("reference", reference)
                .query(String.class).optional().isEmpty()) {
            return Optional.empty();
        }
        return find(reference);
    }

    List<CaseLine> list(CaseState state, boolean onlyOpen, Category category, String q, boolean oldestFirst, int most) {
        String sql = """
                select a.reference, a.name, a.country, c.name as country_name, a.category, a.state, a.state_since, a.submitted_at,
                  a.confirmed_at is not null as confirmed, a.member_number, a.confirm_until, a.amend_until
                from application a join country c on c.alpha3 = a.country
                where (cast(:state as text) is null or a.state = :state) and (cast(:category as text) is null or a.category = :category)
                  and (not :onlyOpen or a.state in ('UNCONFIRMED', 'IN_REVIEW', 'CHANGES_ASKED', 'WITH_COMMITTEE', 'AFTER_VOTE'))
                  and (cast(:q as text) is null or position(lower(:q) in lower(a.reference || ' ' || a.name || ' ' || c.name || ' ' || a.contact_email)) > 0)
                order by case when :oldestFirst then a.submitted_at end, case when :oldestFirst then a.reference end, a.submitted_at desc, a.reference desc
                limit :most""";
        return jdbc.sql(sql).param("state", state == null ? null : state.name()).param("category", category == null ? null : category.name())
                .param("onlyOpen", onlyOpen).param("q", q == null || q.isBlank() ? null : q.strip()).param("oldestFirst", oldestFirst).param("most", most)
                .query((row, i) -> new CaseLine(row.getString("reference"), row.getString("name"), row.getString("country"),
                        row.getString("country_name"), Category.valueOf(row.getString("category")), CaseState.valueOf(row.getString("state")),
                        instant(row, "state_since"), instant(row, "submitted_at"), row.getBoolean("confirmed"), row.getString("member_number"),
                        instant(row, "confirm_until"), instant(row, "amend_until")))
                .list();
    }

    /** How many cases stand where. */
    Map<CaseState, Integer> counts() {
        Map<CaseState, Integer> counts = new java.util.EnumMap<>(CaseState.class);
        jdbc.sql("select state, count(*) as cases from application group by state")
                .query((row, i) -> counts.put(CaseState.valueOf(row.getString("state")), row.getInt("cases"))).list();
        return counts;
    }

    /** The names of the other open cases of that country and category. */
    List<String> otherOpenNames(Application application) {
        return jdbc.sql("""
                select name from application where reference <> :reference and country = :country and category = :category
                  and state in ('UNCONFIRMED', 'IN_REVIEW', 'CHANGES_ASKED', 'WITH_COMMITTEE', 'AFTER_VOTE')""")
                .param("reference", application.reference()).param("country", application.form().country())
                .param("category", application.category().name()).query(String.class).list();
    }

    String write(ApplicationForm form) {
        try {
            return json.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Application application(ResultSet row, int index) throws SQLException {
        ApplicationForm form;
        try {
            form = json.readValue(row.getString("form"), ApplicationForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return new Application(row.getString("reference"), CaseState.valueOf(row.getString("state")), instant(row, "state_since"), form,
                row.getInt("version"), row.getString("channel"), row.getString("entered_by"), instant(row, "submitted_at"),
                instant(row, "confirm_until"), instant(row, "confirmed_at"), row.getString("confirmed_by"), instant(row, "amend_until"),
                row.getObject("associate_on", LocalDate.class), row.getString("reason"), row.getString("round"), row.getString("outcome"),
                row.getString("member_number"), document(row, "signed_form"), document(row, "authority_letter"), document(row, "resolution"),
                instant(row, "written_at"));
    }

    private static CaseNews oneNews(ResultSet row, int index) throws SQLException {
        return new CaseNews(row.getLong("id"), row.getString("reference"), row.getString("message"), row.getObject("letter_id", Long.class),
                row.getString("address"), row.getString("words"));
    }

    private static DocumentId document(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new DocumentId(id);
    }

    private static UUID uuid(DocumentId id) {
        return id == null ? null : id.value();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }
}
