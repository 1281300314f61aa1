package org.wego.membership.letter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;

/**
 * Links that only their addressee has, each with a code to type.
 *
 * <p>Token (256 bits) and code (55 bits) follow from the link's id and generation under the server's key; the database
 * keeps the token's SHA-256 and the code's HMAC, so nobody who reads it can open anything. Re-issuing is the next
 * generation: what was sent before is still recognised, but no longer current.
 *
 * <p>Purposes: {@code application} (subject: reference), {@code vote} (subject: round, slash, seat), {@code tiebreak},
 * {@code draft} (subject: the id of an application being written).
 */
@Component
public class PersonalLinks {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CODE_LENGTH = 11;

    /** Names one generation of a link; harmless to store. */
    public record Handle(UUID id, String purpose, String subject, int generation) {
    }

    /**
     * What a token or code opened.
     *
     * @param current false when it has been replaced by a newer one: it must open nothing but words that say so
     * @param replacedAt when, or null
     */
    public record Opened(UUID id, String purpose, String subject, int generation, boolean current, Instant replacedAt) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LinkKey key;
    private final String baseUrl;

    PersonalLinks(JdbcClient jdbc, Clock clock, LinkKey key, @Value("${wego.base-url:http://localhost:${server.port:8080}}") String baseUrl) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.key = key;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /** The current link of that purpose and subject; made if there is none. */
    @Transactional
    public Handle issue(String purpose, String subject) {
        // Mostly it is there: each letter to the same reader asks again
        return find(purpose, subject).orElseGet(() -> {
            var made = jdbc.sql("insert into personal_link (id, purpose, subject, generation) values (?, ?, ?, 1) on conflict (purpose, subject) do nothing")
                    .params(UUID.randomUUID(), purpose, subject).update() == 1;
            var handle = find(purpose, subject).orElseThrow();
            if (made) {
                record(handle);
            }
            return handle;
        });
    }

    private Optional<Handle> find(String purpose, String subject) {
        return jdbc.sql("select * from personal_link where purpose = ? and subject = ?").params(purpose, subject)
                .query(PersonalLinks::handle).optional();
    }

    /** A new token and code; the ones before no longer hold. */
    @Transactional
    public Handle reissue(String purpose, String subject) {
        var next = jdbc.sql("update personal_link set generation = generation + 1 where purpose = ? and subject = ? returning *")
                .params(purpose, subject).query(PersonalLinks::handle).optional();
        if (next.isEmpty()) {
            return issue(purpose, subject);
        }
        jdbc.sql("update personal_link_issue set replaced_at = ? where link = ? and replaced_at is null").params(now(), next.get().id()).update();
        record(next.get());
        return next.get();
    }

    /** What the token opens; empty when it is none of ours, or of another purpose. */
    public Optional<Opened> open(String purpose, String token) {
        if (token == null || token.length() > 100) {
            return Optional.empty();
        }
        return found(purpose, "token_hash", Sha256.of(token))
                .filter(opened -> same(token, token(opened.id(), opened.generation())));
    }

    /** What the typed code opens; case, spaces and hyphens don't matter, nor does O for 0 or I and L for 1. */
    public Optional<Opened> byCode(String purpose, String code) {
        var plain = plainCode(code);
        if (plain.length() != CODE_LENGTH) {
            return Optional.empty();
        }
        return found(purpose, "code_hash", codeHash(purpose, plain))
                .filter(opened -> same(plain, plainCode(code(opened.id(), opened.generation()))));
    }

    /**
     * The link itself, for an answer that goes to its addressee at once. Never store it.
     *
     * @param path such as {@code /status/{token}}; without {@code {token}} it is added as the last part
     */
    public String url(Handle handle, String path) {
        var template = path.contains("{token}") ? path : path + "/{token}";
        return page(template.replace("{token}", token(handle.id(), handle.generation())));
    }

    /** The code to type, {@code XXXX-XXXX-XXX}. Never store it. */
    public String code(Handle handle) {
        return code(handle.id(), handle.generation());
    }

    /** The full address of one of our pages. */
    public String page(String path) {
        return baseUrl + path;
    }

    /** Whether the link issued last was made under the present key. */
    boolean fitTheKey() {
        return jdbc.sql("select link, generation, token_hash from personal_link_issue order by issued_at desc limit 1")
                .query((row, i) -> MessageDigest.isEqual(row.getBytes("token_hash"), Sha256.of(token(row.getObject("link", UUID.class), row.getInt("generation")))))
                .optional().orElse(true);
    }

    private void record(Handle handle) {
        jdbc.sql("insert into personal_link_issue (link, generation, token_hash, code_hash, issued_at) values (?, ?, ?, ?, ?)")
                .params(handle.id(), handle.generation(), Sha256.of(token(handle.id(), handle.generation())),
                        codeHash(handle.purpose(), plainCode(code(handle.id(), handle.generation()))), now())
                .update();
    }

    private Optional<Opened> found(String purpose, String column, byte[] hash) {
        return jdbc.sql("select l.id, l.purpose, l.subject, i.generation, i.generation = l.generation as current, i.replaced_at"
                        + " from personal_link_issue i join personal_link l on l.id = i.link where i." + column + " = ? and l.purpose = ?")
                .params(hash, purpose).query(PersonalLinks::opened).optional();
    }

    private String token(UUID id, int generation) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign("token|" + id + "|" + generation));
    }

    private String code(UUID id, int generation) {
        var random = key.sign("code|" + id + "|" + generation);
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(i == 4 || i == 8 ? "-" : "").append(ALPHABET.charAt(random[i] & 31));
        }
        return code.toString();
    }

    private byte[] codeHash(String purpose, String plainCode) {
        return key.sign("typed|" + purpose + "|" + plainCode);
    }

    private static String plainCode(String code) {
        return code == null || code.length() > 100 ? "" : code.toUpperCase(Locale.ROOT)
                .replace('O', '0').replace('I', '1').replace('L', '1').replaceAll("[^0-9A-Z]", "");
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private OffsetDateTime now() {
        return Rows.at(clock.instant());
    }

    private static Handle handle(ResultSet row, int index) throws SQLException {
        return new Handle(row.getObject("id", UUID.class), row.getString("purpose"), row.getString("subject"), row.getInt("generation"));
    }

    private static Opened opened(ResultSet row, int index) throws SQLException {
        return new Opened(row.getObject("id", UUID.class), row.getString("purpose"), row.getString("subject"), row.getInt("generation"),
                row.getBoolean("current"), Rows.instant(row, "replaced_at"));
    }
}
