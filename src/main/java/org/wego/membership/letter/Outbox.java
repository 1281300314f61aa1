package org.wego.membership.letter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one way out of the house. A letter is a row, written in the transaction that causes it; the worker sends it after
 * the commit. One natural key goes out once, however often it is posted.
 */
@Component
public class Outbox {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LetterSettings settings;
    private final Bell bell;

    Outbox(JdbcClient jdbc, Clock clock, LetterSettings settings, Bell bell) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.bell = bell;
    }

    /**
     * Posts a letter in the caller's transaction.
     *
     * @return false when a letter with that natural key was posted before, which is harmless
     */
    @Transactional
    public boolean post(Letter letter) {
        return !postAll(List.of(letter)).isEmpty();
    }

    /**
     * Posts many letters with one statement.
     *
     * @return the natural keys that were new
     */
    @Transactional
    public Set<String> postAll(Collection<Letter> letters) {
        if (letters.isEmpty()) {
            return Set.of();
        }
        var now = clock.instant();
        var rows = LetterContent.write(letters.stream().map(letter -> row(letter, now)).toList());
        var fresh = jdbc.sql("insert into letter (natural_key, kind, about, recipients, copies, content, message_id, posted_at, not_before, bulk)"
                        + " select natural_key, kind, about, recipients, copies, content, message_id, posted_at, not_before, bulk"
                        + " from jsonb_to_recordset(cast(? as jsonb)) as x (natural_key text, kind text, about text, recipients text[], copies text[],"
                        + " content jsonb, message_id text, posted_at timestamptz, not_before timestamptz, bulk boolean)"
                        + " on conflict (natural_key) do nothing returning natural_key")
                .param(rows).query(String.class).list();
        if (!fresh.isEmpty()) {
            wakeAfterCommit(bell);
        }
        return new LinkedHashSet<>(fresh);
    }

    private Row row(Letter letter, Instant now) {
        var notBefore = letter.notBefore == null || letter.notBefore.isBefore(now) ? now : letter.notBefore;
        return new Row(letter.naturalKey, letter.kind, letter.about, letter.to, letter.cc, letter.content,
                messageId(letter.naturalKey, settings.domain()), now.toString(), notBefore.toString(),
                letter.bulk);
    }

    /** From the natural key, so that a letter sent twice after a crash is recognised as one; hashed, since keys may hold names. */
    static String messageId(String naturalKey, String domain) {
        return "<" + UUID.nameUUIDFromBytes(("letter|" + naturalKey).getBytes(StandardCharsets.UTF_8)) + "@" + domain + ">";
    }

    /** Wakes the worker once the running transaction has committed; the bell stands in the set of its followers once. */
    static void wakeAfterCommit(Bell bell) {
        TransactionSynchronizationManager.registerSynchronization(bell);
    }

    private record Row(String natural_key, String kind, String about, List<String> recipients, List<String> copies, LetterContent content,
            String message_id, String posted_at, String not_before, boolean bulk) {
    }
}
