package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Sha256;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Applications being written: what was typed and the files that were good. A draft is opened by a personal link or its typed code,
 * on any device; handed over, it has a new link, and the one before opens only words. It is gone some weeks after it was last
 * saved, and whoever gave an address is reminded before.
 */
@Service
public class Drafts implements Sweep {

    /**
     * What is kept.
     *
     * @param token   that opens it; null for changes of a case, which the case's own link leads to
     * @param version how often it was saved: a page that knows an older one doesn't write over what another device saved since
     * @param keptAt  when it was saved last
     * @param goneAt  when it is thrown away, if nobody saves it before
     * @param email   where reminders go; null when nobody gave an address
     */
    public record Draft(String token, Answers answers, Map<Part, Upload> files, int version, Instant keptAt, Instant goneAt, String email) {

        /** The name of the kept file of that part, or null. */
        public String kept(Part part) {
            Upload upload = files.get(part);
            return upload == null ? null : upload.name();
        }
    }

    /**
     * A page that saves.
     *
     * @param writer  chosen at random each time a form is shown; blank for who doesn't say
     * @param version the draft's version that it knew; 0 for none
     */
    public record Page(String writer, int version) {

        static final Page UNKNOWN = new Page("", Integer.MAX_VALUE);

        /** As the form's hidden fields say it. */
        public static Page of(Answers sent) {
            String writer = sent.get("writer");
            String version = sent.get("draftVersion");
            return writer.isBlank() || writer.length() > 40 || !version.matches("\\d{1,9}") ? UNKNOWN : new Page(writer, Integer.parseInt(version));
        }
    }

    /**
     * What became of saving.
     *
     * @param token     that opens the draft; null for changes of a case
     * @param overtaken another device has saved something else since: the answers were not kept, the files were
     */
    public record Saved(UUID id, String token, int version, Instant at, boolean overtaken) {
    }

    static final String LINK = "draft";
    static final String PATH = "/apply/{token}";

    private static final Duration AFTER_SENDING = Duration.ofHours(1);
    private static final int MOST_VALUES = 20;
    /** The form's fields, and what was answered to the question about the figure. */
    private static final List<String> KEPT = Stream.concat(FormReader.FIELDS.stream(), Places.ASKED.stream()).toList();
    private static final TypeReference<Map<String, List<String>>> LISTS = new TypeReference<>() { };

    private final JdbcClient jdbc;
    private final PersonalLinks links;
    private final DraftLetters letters;
    private final ObjectMapper json;
    private final Clock clock;
    private final AdmissionSettings settings;
    private final Texts texts;

    Drafts(JdbcClient jdbc, PersonalLinks links, DraftLetters letters, ObjectMapper json, Clock clock, AdmissionSettings settings, Texts texts) {
        this.jdbc = jdbc;
        this.links = links;
        this.letters = letters;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * Keeps what was typed, and adds the files to those kept before.
     *
     * @param token of the draft before; another is made when there is none of that token
     */
    @Transactional
    public Draft keep(String token, Answers answers, Map<Part, Upload> files) {
        return find(save(token, answers, files, Page.UNKNOWN).token()).orElseThrow();
    }

    /** The same for a page that says what it knew: it never writes over what another device saved since. */
    @Transactional
    public Saved save(String token, Answers answers, Map<Part, Upload> files, Page page) {
        Optional<UUID> known = id(token);
        UUID id = known.orElseGet(UUID::randomUUID);
        return keep(id, known.isPresent(), known.isPresent() ? token : token(handle(id)), answers, files, page);
    }

    /**
     * Keeps what is typed into the changes that a case is asked for: one draft a case, found by the case on every device, and gone
     * with the {@linkplain RequestedChanges request} that it answers. No link of its own opens it.
     *
     * @param token of a draft that a page of an earlier version began for it; another's, or none, is passed over
     * @throws Unprocessable if no changes are awaited any more
     */
    @Transactional
    public Saved saveChanges(String reference, String token, Answers answers, Map<Part, Upload> files, Page page) {
        if (jdbc.sql("select reference from application where reference = :reference and state = 'CHANGES_ASKED' for update").param("reference", reference)
                .query(String.class).optional().isEmpty()) {
            throw new Unprocessable(texts.get("admission.amend.notAsked"));
        }
        Optional<UUID> known = changesId(reference).or(() -> id(token));
        UUID id = known.orElseGet(UUID::randomUUID);
        Saved saved = keep(id, known.isPresent(), token(handle(id)), answers, files, page);
        jdbc.sql("update application_draft set amends = :reference where id = :id").param("reference", reference).param("id", id).update();
        return new Saved(id, null, saved.version(), saved.at(), saved.overtaken());
    }

    /** What is typed so far into the changes that a case is asked for. */
    public Optional<Draft> changes(String reference) {
        return changesId(reference).map(id -> draft(id, null));
    }

    private Optional<UUID> changesId(String reference) {
        return jdbc.sql("select id from application_draft where amends = :reference").param("reference", reference).query(UUID.class).optional();
    }

    private Saved keep(UUID id, boolean known, String holder, Answers answers, Map<Part, Upload> files, Page page) {
        String typed = write(storable(answers));
        boolean overtaken = known && overtaken(id, typed, page);
        if (!known) {
            jdbc.sql("insert into application_draft (id, token_hash, answers, kept_at, writer) values (:id, :hash, cast(:answers as jsonb), :now, :writer)")
                    .param("id", id).param("hash", Sha256.of(holder)).param("answers", typed).param("now", at(clock.instant())).param("writer", page.writer()).update();
        } else if (!overtaken) {
            jdbc.sql("""
                    update application_draft set answers = cast(:answers as jsonb), kept_at = :now, writer = :writer, version = version + 1,
                      sent_at = null, reminded = 0 where id = :id""")
                    .param("id", id).param("answers", typed).param("now", at(clock.instant())).param("writer", page.writer()).update();
        }
        files.forEach((part, upload) -> jdbc.sql("""
                insert into application_draft_file (draft, part, name, content) values (:id, :part, :name, :content)
                on conflict (draft, part) do update set name = excluded.name, content = excluded.content""")
                .param("id", id).param("part", part.name()).param("name", FileNames.plain(upload.name(), "document.pdf")).param("content", upload.bytes()).update());
        return jdbc.sql("select version, kept_at from application_draft where id = :id").param("id", id)
                .query((row, i) -> new Saved(id, holder, row.getInt("version"), instant(row, "kept_at"), overtaken)).single();
    }

    /** Whether another page has saved something else since this one was shown; the row is the caller's from now on. */
    private boolean overtaken(UUID id, String typed, Page page) {
        return jdbc.sql("select version, writer, answers = cast(:typed as jsonb) as same from application_draft where id = :id for update")
                .param("typed", typed).param("id", id)
                .query((row, i) -> row.getInt("version") > page.version() && !row.getString("writer").equals(page.writer()) && !row.getBoolean("same")).single();
    }

    /** The draft of that token, if it is still kept. */
    public Optional<Draft> find(String token) {
        return id(token).map(id -> draft(id, token));
    }

    private Draft draft(UUID id, String token) {
        return jdbc.sql("select * from application_draft where id = :id").param("id", id)
                .query((row, i) -> new Draft(token, read(row.getString("answers")), files(id), row.getInt("version"), instant(row, "kept_at"),
                        goneAt(instant(row, "kept_at")), row.getString("email"))).single();
    }

    /** How often the draft of that token was saved; 0 where there is none. */
    public int version(String token) {
        return id(token).map(id -> jdbc.sql("select version from application_draft where id = :id").param("id", id).query(Integer.class).single()).orElse(0);
    }

    private Optional<UUID> id(String token) {
        if (token == null || token.length() > 100) {
            return Optional.empty();
        }
        return jdbc.sql("select id from application_draft where token_hash = :hash and amends is null").param("hash", Sha256.of(token)).query(UUID.class).optional()
                // The link of a draft that was begun before drafts had links, and has kept its own address
                .or(() -> links.open(LINK, token).filter(PersonalLinks.Opened::current).map(opened -> UUID.fromString(opened.subject()))
                        .flatMap(id -> jdbc.sql("select id from application_draft where id = :id and amends is null").param("id", id).query(UUID.class).optional()));
    }

    /** When the draft of that token was handed over, so that the token opens nothing any more; empty when it wasn't. */
    public Optional<Instant> handedOverAt(String token) {
        return links.open(LINK, token).filter(opened -> !opened.current()).map(PersonalLinks.Opened::replacedAt);
    }

    /** What a typed code opens: the draft's token, or the instant at which the draft was handed over. */
    public Optional<Opened> byCode(String code) {
        return links.byCode(LINK, code).flatMap(opened -> opened.current()
                ? Optional.of(token(links.issue(LINK, opened.subject()))).filter(token -> id(token).isPresent()).map(token -> new Opened(token, null))
                : Optional.of(new Opened(null, opened.replacedAt())));
    }

    /** What a code opened: one of the two. */
    public record Opened(String token, Instant handedOverAt) {
    }

    /** The code to type on another device; for the page of whoever holds the draft, never to be stored. */
    public String code(String token) {
        return links.code(handle(held(token)));
    }

    /** The whole address of the draft; likewise. */
    public String address(String token) {
        return links.url(handle(held(token)), PATH);
    }

    private PersonalLinks.Handle handle(UUID id) {
        return links.issue(LINK, id.toString());
    }

    /**
     * Sends link and code to the address of whoever writes; reminders go there from now on.
     *
     * @throws InvalidInput if it is no address
     */
    @Transactional
    public void sendTo(String token, String email) {
        UUID id = held(token);
        String address = address("email", email);
        jdbc.sql("update application_draft set email = :email where id = :id").param("email", address).param("id", id).update();
        letters.saved(handle(id), address, goneAt(keptAt(id)), clock.instant());
    }

    /**
     * Hands the draft over: the colleague gets a new link and code and the whole time to go on, and the link before opens nothing any
     * more. Who held it is told, if it gave an address. Consent isn't handed over: whoever sends the application gives it. A second
     * click does nothing more.
     *
     * @throws InvalidInput if it is no address
     */
    @Transactional
    public void handOver(String token, String email) {
        UUID id = held(token);
        String address = address("colleague", email);
        String before = jdbc.sql("select coalesce(email, '') from application_draft where id = :id for update").param("id", id).query(String.class).single();
        if (id(token).isEmpty()) {
            return;
        }
        PersonalLinks.Handle link = links.reissue(LINK, id.toString());
        jdbc.sql("""
                update application_draft set email = :email, token_hash = :hash, reminded = 0, kept_at = :now, answers = answers - 'consent'
                where id = :id""")
                .param("email", address).param("hash", Sha256.of(token(link))).param("now", at(clock.instant())).param("id", id).update();
        letters.handedOver(link, address, goneAt(clock.instant()));
        if (!before.isEmpty() && !before.equalsIgnoreCase(address)) {
            letters.passedOn(link, before, address);
        }
    }

    private String address(String field, String typed) {
        String address = typed == null ? "" : typed.strip();
        if (!MailAddress.isFit(address)) {
            throw new InvalidInput(field, texts.get("admission.fault.email"));
        }
        return address;
    }

    private UUID held(String token) {
        return id(token).orElseThrow(() -> new NotFound(texts.get("admission.draft.gone")));
    }

    /** It became a case: it is kept a little longer, for a second click or a step back. */
    @Transactional
    public void sent(String token) {
        id(token).ifPresent(id -> jdbc.sql("update application_draft set sent_at = :now where id = :id").param("now", at(clock.instant())).param("id", id).update());
    }

    /** Whether the draft of that token became a case. */
    public boolean wasSent(String token) {
        return id(token).map(id -> jdbc.sql("select sent_at is not null from application_draft where id = :id").param("id", id).query(Boolean.class).single()).orElse(false);
    }

    /** The number that its case is going to have, once a form was made of it. */
    Optional<String> reference(String token) {
        return id(token).flatMap(id -> jdbc.sql("select reference from application_draft where id = :id and reference is not null").param("id", id)
                .query(String.class).optional());
    }

    /** Keeps a number for it. */
    void reference(String token, String reference) {
        jdbc.sql("update application_draft set reference = :reference where id = :id").param("reference", reference).param("id", held(token)).update();
    }

    /** How long one is kept after it was saved last, in days. */
    public int days() {
        return settings.draftDays();
    }

    private Instant goneAt(Instant keptAt) {
        return keptAt.plus(settings.draftDays(), ChronoUnit.DAYS);
    }

    private Instant keptAt(UUID id) {
        return jdbc.sql("select kept_at from application_draft where id = :id").param("id", id).query((row, i) -> instant(row, "kept_at")).single();
    }

    /** Reminds, and throws away what is old or was sent. */
    @Override
    @Transactional
    public void sweep() {
        Instant now = clock.instant();
        jdbc.sql("delete from application_draft where kept_at <= :old or sent_at < :sent")
                .param("old", at(now.minus(settings.draftDays(), ChronoUnit.DAYS))).param("sent", at(now.minus(AFTER_SENDING))).update();
        for (int sent = 0; sent < settings.draftReminders().size(); sent++) {
            waiting(now, sent).forEach(one -> {
                int due = (int) settings.draftReminders().stream().filter(days -> !now.isBefore(one.keptAt().plus(days, ChronoUnit.DAYS))).count();
                letters.remind(handle(one.id()), one.email(), one.keptAt(), goneAt(one.keptAt()), due);
                jdbc.sql("update application_draft set reminded = :due where id = :id").param("due", due).param("id", one.id()).update();
            });
        }
    }

    private record Waiting(UUID id, String email, Instant keptAt) {
    }

    /** Drafts that had so many reminders and whose next one is due: who only waits for a later one holds nobody up. */
    private List<Waiting> waiting(Instant now, int reminded) {
        return jdbc.sql("""
                select id, email, kept_at from application_draft where email is not null and sent_at is null and reminded = :reminded
                  and kept_at <= :before order by kept_at limit 500 for update skip locked""")
                .param("reminded", reminded).param("before", at(now.minus(settings.draftReminders().get(reminded), ChronoUnit.DAYS)))
                .query((row, i) -> new Waiting(row.getObject("id", UUID.class), row.getString("email"), instant(row, "kept_at"))).list();
    }

    /** The next reminder. */
    @Override
    public Optional<Instant> nextDue() {
        Instant now = clock.instant();
        return IntStream.range(0, settings.draftReminders().size()).mapToObj(sent -> next(now, sent)).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private Optional<Instant> next(Instant now, int reminded) {
        int days = settings.draftReminders().get(reminded);
        return jdbc.sql("""
                select kept_at from application_draft where email is not null and sent_at is null and reminded = :reminded and kept_at > :since
                order by kept_at limit 1""").param("reminded", reminded).param("since", at(now.minus(days, ChronoUnit.DAYS)))
                .query((row, i) -> instant(row, "kept_at").plus(days, ChronoUnit.DAYS)).optional();
    }

    private Map<Part, Upload> files(UUID id) {
        Map<Part, Upload> files = new EnumMap<>(Part.class);
        jdbc.sql("select part, name, content from application_draft_file where draft = :id").param("id", id)
                .query((row, i) -> files.put(Part.valueOf(row.getString("part")), new Upload(row.getString("name"), row.getBytes("content")))).list();
        return files;
    }

    /** The names of the files that are kept now. */
    public Map<Part, String> names(Saved saved) {
        Map<Part, String> names = new EnumMap<>(Part.class);
        jdbc.sql("select part, name from application_draft_file where draft = :id").param("id", saved.id())
                .query((row, i) -> names.put(Part.valueOf(row.getString("part")), row.getString("name"))).list();
        return names;
    }

    private String token(PersonalLinks.Handle handle) {
        String address = links.url(handle, PATH);
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static Answers storable(Answers answers) {
        Answers typed = answers.only(KEPT);
        typed.values().replaceAll((field, values) -> values.stream().limit(MOST_VALUES).map(Drafts::storable).toList());
        return typed;
    }

    /** What the database can't hold is left out; the reader has named it a fault already. */
    private static String storable(String text) {
        String plain = text.length() > 10_000 ? text.substring(0, 10_000) : text;
        return new String(plain.replace("\u0000", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private String write(Answers answers) {
        try {
            return json.writeValueAsString(answers.values());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answers read(String answers) {
        try {
            return Answers.ofLists(json.readValue(answers, LISTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
