package org.wego.membership.admission;

import static org.wego.membership.engine.Rows.at;
import static org.wego.membership.engine.Rows.instant;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Sha256;
import org.wego.membership.site.Texts;

/**
 * Who consented to what. The words that stand beside the tick are kept, each time they change under a new version, so that
 * a consent always shows the words it was given to.
 */
@Component
public class Consents {

    /**
     * A consent.
     *
     * @param version     of the application that it came with
     * @param textVersion of the words
     * @param words       consented to
     * @param channel     {@code PAGE}, {@code API} or {@code POST}: ticked on paper and entered by a clerk
     * @param by          {@code applicant}, or the clerk's account
     */
    public record Consent(int version, int textVersion, String words, String channel, String by, Instant at) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Texts texts;

    Consents(JdbcClient jdbc, Clock clock, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.texts = texts;
    }

    /** Puts a consent down, in the caller's transaction, with the words as they stand now. */
    @Transactional
    void given(String reference, int version, String channel, String by) {
        jdbc.sql("""
                insert into application_consent (reference, version, text_version, channel, given_by, given_at)
                values (:reference, :version, :text, :channel, :by, :now) on conflict do nothing""")
                .param("reference", reference).param("version", version).param("text", textVersion()).param("channel", channel).param("by", by)
                .param("now", now()).update();
    }

    /** The consent that holds for the case: the latest. */
    public Optional<Consent> of(String reference) {
        return jdbc.sql("""
                select c.version, c.text_version, t.words, c.channel, c.given_by, c.given_at
                from application_consent c join consent_text t on t.version = c.text_version
                where c.reference = :reference order by c.version desc limit 1""").param("reference", reference)
                .query((row, i) -> new Consent(row.getInt("version"), row.getInt("text_version"), row.getString("words"), row.getString("channel"),
                        row.getString("given_by"), instant(row, "given_at"))).optional();
    }

    /** The number of the words that stand beside the tick now; words that are new get the next one. */
    private int textVersion() {
        String words = texts.get("admission.form.consent");
        String hash = Sha256.hex(words);
        return find(hash).orElseGet(() -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('consent.text'))").query((row, i) -> 0).list();
            jdbc.sql("""
                    insert into consent_text (version, words, sha256, since)
                    select coalesce(max(version), 0) + 1, :words, :hash, :now from consent_text on conflict (sha256) do nothing""")
                    .param("words", words).param("hash", hash).param("now", now()).update();
            return find(hash).orElseThrow();
        });
    }

    private Optional<Integer> find(String hash) {
        return jdbc.sql("select version from consent_text where sha256 = :hash").param("hash", hash).query(Integer.class).optional();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }
}
