package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Sha256;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The forms that were made here: by number and version, with a hash of what each says. Only the hash is kept, so a form that
 * comes back can be told from one that was changed, and nothing personal is stored for it.
 */
@Component
class FormSeals {

    /** Under this name a form carries its own data. */
    static final String FILE = "wego-application.json";
    static final String FORMAT = "wego-application-form/1";

    /** Format, reference, version, hash and form: what says more isn't of our making. */
    private static final int PARTS = 5;

    private static final Pattern REFERENCE = Pattern.compile("WEGO-\\d{4}-\\d{4,9}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() { };
    /** Writes one content in one way only, whatever order its fields came in; what isn't there isn't written. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(12).maxNumberLength(40).maxNameLength(200).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .serializationInclusion(JsonInclude.Include.NON_NULL).build();

    private final JdbcClient jdbc;
    private final Clock clock;

    FormSeals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a form carries of itself.
     *
     * @param hash as the form claims it; {@link #rightHash} is what its content has
     */
    record Data(String reference, int version, String hash, Map<String, Object> form) {

        String rightHash() {
            return FormSeals.hash(reference, form);
        }

        /** The content as it was read, if it still is one. */
        Optional<ApplicationForm> content() {
            try {
                return Optional.of(JSON.convertValue(form, ApplicationForm.class));
            } catch (IllegalArgumentException other) {
                return Optional.empty();
            }
        }
    }

    /** The seal of that content: the one that it had when a form of it was made before, or the next version's. */
    @Transactional
    public FormSeal of(String reference, ApplicationForm form) {
        String hash = hash(reference, form);
        Optional<FormSeal> known = find(reference, hash);
        if (known.isPresent()) {
            return known.get();
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:reference, 63))").param("reference", reference).query((row, i) -> 0).single();
        jdbc.sql("""
                insert into form_seal (reference, version, hash, made_at)
                select :reference, coalesce(max(version), 0) + 1, :hash, :now from form_seal where reference = :reference
                on conflict (reference, hash) do nothing""")
                .param("reference", reference).param("hash", hash)
                .param("now", at(clock.instant().truncatedTo(ChronoUnit.SECONDS))).update();
        return find(reference, hash).orElseThrow();
    }

    /** Notes how the file looked that was made; a later release may draw it otherwise, and knows by this that it does. */
    @Transactional
    public void drawn(FormSeal seal, byte[] file) {
        if (seal.fileHash() == null) {
            jdbc.sql("update form_seal set file_hash = :file where reference = :reference and version = :version and file_hash is null")
                    .param("file", Sha256.hex(file)).param("reference", seal.reference()).param("version", seal.version()).update();
        }
    }

    Optional<FormSeal> find(String reference, String hash) {
        return jdbc.sql("select * from form_seal where reference = :reference and hash = :hash")
                .param("reference", reference).param("hash", hash).query(FormSeals::seal).optional();
    }

    Optional<FormSeal> find(String reference, int version) {
        return jdbc.sql("select * from form_seal where reference = :reference and version = :version")
                .param("reference", reference).param("version", version).query(FormSeals::seal).optional();
    }

    private static FormSeal seal(ResultSet row, int index) throws SQLException {
        return new FormSeal(row.getString("reference"), row.getInt("version"), row.getString("hash"),
                instant(row, "made_at"), row.getString("file_hash"));
    }

    static String hash(String reference, ApplicationForm form) {
        return hash(reference, map(form));
    }

    private static String hash(String reference, Map<String, Object> form) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("form", form);
        content.put("format", FORMAT);
        content.put("reference", reference);
        return Sha256.hex(write(content));
    }

    /** The content as fields and values, without those that aren't there. */
    static Map<String, Object> map(ApplicationForm form) {
        return JSON.convertValue(form, MAP);
    }

    /** The file that a form carries. */
    static byte[] data(FormSeal seal, ApplicationForm form) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("format", FORMAT);
        data.put("reference", seal.reference());
        data.put("version", seal.version());
        data.put("hash", seal.hash());
        data.put("form", map(form));
        return write(data).getBytes(StandardCharsets.UTF_8);
    }

    /** What a form carries, if it is of our making or was made to look so; empty when it is another file. */
    static Optional<Data> read(byte[] file) {
        try {
            JsonNode tree = JSON.readTree(file);
            if (tree == null || !FORMAT.equals(tree.path("format").textValue()) || !tree.path("form").isObject() || tree.size() != PARTS) {
                return Optional.empty();
            }
            String reference = tree.path("reference").asText();
            String hash = tree.path("hash").asText();
            return Optional.of(new Data(REFERENCE.matcher(reference).matches() ? reference : null, tree.path("version").asInt(0),
                    HASH.matcher(hash).matches() ? hash : null, JSON.convertValue(tree.get("form"), MAP)));
        } catch (IOException | IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static String write(Map<String, Object> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
