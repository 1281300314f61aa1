package org.wego.membership.admission;

import static org.wego.membership.admission.Rows.at;
import static org.wego.membership.admission.Rows.instant;

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
     * @param overtaken another device has saved something else since: the answers were not kept, the files were
     */
    public record Saved(String token, int version, Instant at, boolean overtaken) {
    }

    static final String LINK = "draft";
    static final String PATH = "/apply/{token}";

    private static final Duration AFTER_SENDING = Duration.ofHours(1);
    private static final int MOST_VALUES = 20;
    /** The form's fields, and what was answered to the question about the figure. */
    private static final List<String> KEPT = Stream.concat(FormReader.FIELDS.stream(), Stream.of("population.confirmed")).toList();
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
        String typed = write(storable(answers));
        Optional<UUID> known = id(token);
        UUID id = known.orElseGet(UUID::randomUUID);
        String holder = known.isPresent() ? token : token(handle(id));
        boolean overtaken = known.isPresent() && overtaken(id, typed, page);
        if (known.isEmpty()) {
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
                .query((row, i) -> new Saved(holder, row.getInt("version"), instant(row, "kept_at"), overtaken)).single();
    }

    /** Whether another page has saved something else since this one was shown; the row is the caller's from now on. */
    private boolean overtaken(UUID id, String typed, Page page) {
        return jdbc.sql("select version, writer, answers = cast(:typed as jsonb) as same from application_draft where id = :id for update")
                .param("typed", typed).param("id", id)
                .query((row, i) -> row.getInt("version") > page.version() && !row.getString("writer").equals(page.writer()) && !row.getBoolean("same")).single();
    }

    /** The draft of that token, if it is still kept. */
    public Optional<Draft> find(String token) {
        return id(token).map(id -> jdbc.sql("select * from application_draft where id = :id").param("id", id)
                .query((row, i) -> new Draft(token, read(row.getString("answers")), files(id), row.getInt("version"), instant(row, "kept_at"),
                        goneAt(instant(row, "kept_at")), row.getString("email"))).single());
    }

    /** How often the draft of that token was saved; 0 where there is none. */
    public int version(String token) {
        return id(token).map(id -> jdbc.sql("select version from application_draft where id = :id").param("id", id).query(Integer.class).single()).orElse(0);
    }

    private Optional<UUID> id(String token) {
        if (token == null || token.length() > 100) {
            return Optional.empty();
        }
        return jdbc.sql("select id from application_draft where token_hash = :hash").param("hash", Sha256.of(token)).query(UUID.class).optional()
                // The link of a draft that was begun before drafts had links, and has kept its own address
                .or(() -> links.open(LINK, token).filter(PersonalLinks.Opened::current).map(opened -> UUID.fromString(opened.subject()))
                        .flatMap(id -> jdbc.sql("select id from application_draft where id = :id").param("id", id).query(UUID.class).optional()));
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
     * more. Who held it is told, if it gave an address.
     *
     * @throws InvalidInput if it is no address
     */
    @Transactional
    public void handOver(String token, String email) {
        UUID id = held(token);
        String address = address("colleague", email);
        Draft before = find(token).orElseThrow();
        PersonalLinks.Handle link = links.reissue(LINK, id.toString());
        jdbc.sql("update application_draft set email = :email, token_hash = :hash, reminded = 0, kept_at = :now where id = :id")
                .param("email", address).param("hash", Sha256.of(token(link))).param("now", at(clock.instant())).param("id", id).update();
        letters.handedOver(link, address, goneAt(clock.instant()));
        if (before.email() != null && !before.email().equalsIgnoreCase(address)) {
            letters.passedOn(link, before.email(), address);
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
        jdbc.sql("delete from application_draft where kept_at <= :old or sent_at < :sent")
                .param("old", at(clock.instant().minus(settings.draftDays(), ChronoUnit.DAYS)))
                .param("sent", at(clock.instant().minus(AFTER_SENDING))).update();
        waiting(true).forEach(one -> {
            int due = (int) settings.draftReminders().stream().filter(days -> !clock.instant().isBefore(one.keptAt().plus(days, ChronoUnit.DAYS))).count();
            if (due > one.reminded()) {
                letters.remind(handle(one.id()), one.email(), one.keptAt(), goneAt(one.keptAt()), due);
                jdbc.sql("update application_draft set reminded = :due where id = :id").param("due", due).param("id", one.id()).update();
            }
        });
    }

    /** The next reminder. */
    @Override
    public Optional<Instant> nextDue() {
        return waiting(false).stream().filter(one -> one.reminded() < settings.draftReminders().size())
                .map(one -> one.keptAt().plus(settings.draftReminders().get(one.reminded()), ChronoUnit.DAYS))
                .filter(due -> due.isAfter(clock.instant())).min(Comparator.naturalOrder());
    }

    private record Waiting(UUID id, String email, Instant keptAt, int reminded) {
    }

    private List<Waiting> waiting(boolean due) {
        Instant before = due ? clock.instant().minus(settings.draftReminders().get(0), ChronoUnit.DAYS) : clock.instant();
        return jdbc.sql("select id, email, kept_at, reminded from application_draft where email is not null and sent_at is null and kept_at <= :before"
                        + " and reminded < :most order by kept_at" + (due ? " limit 500 for update skip locked" : ""))
                .param("before", at(before)).param("most", settings.draftReminders().size())
                .query((row, i) -> new Waiting(row.getObject("id", UUID.class), row.getString("email"), instant(row, "kept_at"), row.getInt("reminded"))).list();
    }

    private Map<Part, Upload> files(UUID id) {
        Map<Part, Upload> files = new EnumMap<>(Part.class);
        jdbc.sql("select part, name, content from application_draft_file where draft = :id").param("id", id)
                .query((row, i) -> files.put(Part.valueOf(row.getString("part")), new Upload(row.getString("name"), row.getBytes("content")))).list();
        return files;
    }

    /** The names of the kept files. */
    public Map<Part, String> names(String token) {
        Map<Part, String> names = new EnumMap<>(Part.class);
        id(token).ifPresent(id -> jdbc.sql("select part, name from application_draft_file where draft = :id").param("id", id)
                .query((row, i) -> names.put(Part.valueOf(row.getString("part")), row.getString("name"))).list());
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
