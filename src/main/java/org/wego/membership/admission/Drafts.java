package org.wego.membership.admission;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Sha256;
import org.wego.membership.engine.Sweep;
import org.wego.membership.site.FileNames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Applications being written: what was typed and the files that were good, kept under a token of 256 random bits that only
 * the writer's page has. So a fault never costs an upload, and the form may be printed, signed and sent on another day.
 */
@Service
public class Drafts implements Sweep {

    /** What is kept. */
    public record Draft(String token, Answers answers, Map<Part, Upload> files) {

        /** The name of the kept file of that part, or null. */
        public String kept(Part part) {
            Upload upload = files.get(part);
            return upload == null ? null : upload.name();
        }
    }

    private static final Duration AFTER_SENDING = Duration.ofHours(1);
    private static final TypeReference<Map<String, List<String>>> LISTS = new TypeReference<>() { };

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final AdmissionSettings settings;

    Drafts(JdbcClient jdbc, ObjectMapper json, Clock clock, AdmissionSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Keeps what was typed, and adds the files to those kept before.
     *
     * @param token of the draft before; another is made when there is none of that token
     */
    @Transactional
    public Draft keep(String token, Answers answers, Map<Part, Upload> files) {
        Answers typed = answers.only(FormReader.FIELDS);
        typed.values().replaceAll((field, values) -> values.stream().map(Drafts::storable).toList());
        boolean known = token != null && jdbc.sql("select count(*) from application_draft where token_hash = :hash").param("hash", Sha256.of(token))
                .query(Integer.class).single() == 1;
        String holder = known ? token : fresh();
        jdbc.sql("""
                insert into application_draft (token_hash, answers, kept_at) values (:hash, cast(:answers as jsonb), :now)
                on conflict (token_hash) do update set answers = excluded.answers, kept_at = excluded.kept_at, sent_at = null""")
                .param("hash", Sha256.of(holder)).param("answers", write(typed)).param("now", at(clock.instant())).update();
        files.forEach((part, upload) -> jdbc.sql("""
                insert into application_draft_file (token_hash, part, name, content) values (:hash, :part, :name, :content)
                on conflict (token_hash, part) do update set name = excluded.name, content = excluded.content""")
                .param("hash", Sha256.of(holder)).param("part", part.name()).param("name", FileNames.plain(upload.name(), "document.pdf")).param("content", upload.bytes()).update());
        return find(holder).orElseThrow();
    }

    /** The draft of that token, if it is still kept. */
    public Optional<Draft> find(String token) {
        if (token == null || token.length() > 100) {
            return Optional.empty();
        }
        return jdbc.sql("select answers from application_draft where token_hash = :hash").param("hash", Sha256.of(token)).query(String.class).optional()
                .map(answers -> new Draft(token, read(answers), files(token)));
    }

    /** It became a case: it is kept a little longer, for a second click or a step back. */
    @Transactional
    public void sent(String token) {
        jdbc.sql("update application_draft set sent_at = :now where token_hash = :hash").param("now", at(clock.instant())).param("hash", Sha256.of(token)).update();
    }

    /** How long one is kept, in days. */
    public int days() {
        return settings.draftDays();
    }

    /** Throws away what is old, or was sent. */
    @Override
    @Transactional
    public void sweep() {
        jdbc.sql("delete from application_draft where kept_at < :old or sent_at < :sent")
                .param("old", at(clock.instant().minus(settings.draftDays(), ChronoUnit.DAYS)))
                .param("sent", at(clock.instant().minus(AFTER_SENDING))).update();
    }

    private Map<Part, Upload> files(String token) {
        Map<Part, Upload> files = new EnumMap<>(Part.class);
        jdbc.sql("select part, name, content from application_draft_file where token_hash = :hash").param("hash", Sha256.of(token))
                .query((row, i) -> files.put(Part.valueOf(row.getString("part")), new Upload(row.getString("name"), row.getBytes("content")))).list();
        return files;
    }

    private String fresh() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
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

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
