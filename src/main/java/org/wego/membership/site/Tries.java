package org.wego.membership.site;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.Sha256;

/**
 * Five wrong answers in fifteen minutes a key, counted in the database, so that all nodes count together.
 *
 * <p>How to use it: {@code tries.allow(key)}, then look; then {@code tries.failed(key)} or {@code tries.succeeded(key)}.
 * {@code allow} takes one of the five tries at once, so that twenty guesses sent at the same moment are five guesses too.
 * Each call is a transaction of its own: a fault that rolls back the caller doesn't give the try back.
 */
@Component
public class Tries {

    /** Wrong answers that are taken. */
    public static final int LIMIT = 5;
    /** How long a wrong answer counts. */
    public static final Duration WINDOW = Duration.ofMinutes(15);
    /** A try that was taken and never answered (a crash) counts only so long. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate alone;

    Tries(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Takes one try, or throws {@link TooManyTries}. */
    public void allow(String key) {
        String hash = hash(key);
        Duration wait = alone.execute(status -> {
            lock(hash);
            Duration refused = refused(hash);
            if (refused == null) {
                insert(hash, false);
            }
            return refused;
        });
        if (wait != null) {
            throw new TooManyTries(wait);
        }
    }

    /** Throws {@link TooManyTries} if none is left, but takes none: for passwords, where right answers come in parallel. */
    public void look(String key) {
        String hash = hash(key);
        Duration wait = alone.execute(status -> refused(hash));
        if (wait != null) {
            throw new TooManyTries(wait);
        }
    }

    /** The answer was wrong: the try taken by {@link #allow} counts for fifteen minutes. */
    public void failed(String key) {
        String hash = hash(key);
        alone.executeWithoutResult(status -> {
            lock(hash);
            int marked = jdbc.sql("""
                    update wrong_try set wrong = true, tried_at = :now
                     where id = (select min(id) from wrong_try where key_hash = :key and not wrong)""")
                .param("now", Timestamp.from(clock.instant())).param("key", hash).update();
            if (marked == 0) {
                insert(hash, true);
            }
        });
    }

    /** The answer was right: the key starts afresh. */
    public void succeeded(String key) {
        String hash = hash(key);
        alone.executeWithoutResult(status ->
            jdbc.sql("delete from wrong_try where key_hash = :key").param("key", hash).update());
    }

    /** Throws away what no longer counts. */
    void forget() {
        jdbc.sql("delete from wrong_try where tried_at < :before")
            .param("before", Timestamp.from(clock.instant().minus(WINDOW))).update();
    }

    private Duration refused(String hash) {
        Instant now = clock.instant();
        var row = jdbc.sql("""
                select count(*) as taken, min(tried_at) as first from wrong_try
                 where key_hash = :key and (wrong and tried_at > :window or not wrong and tried_at > :abandoned)""")
            .param("key", hash)
            .param("window", Timestamp.from(now.minus(WINDOW)))
            .param("abandoned", Timestamp.from(now.minus(ABANDONED)))
            .query((rs, n) -> rs.getInt("taken") < LIMIT ? Instant.MIN : rs.getTimestamp("first").toInstant())
            .single();
        return row.equals(Instant.MIN) ? null : Duration.between(now, row.plus(WINDOW));
    }

    private void insert(String hash, boolean wrong) {
        jdbc.sql("insert into wrong_try (key_hash, wrong, tried_at) values (:key, :wrong, :now)")
            .param("key", hash).param("wrong", wrong).param("now", Timestamp.from(clock.instant())).update();
    }

    /** One key at a time; other keys don't wait. */
    private void lock(String hash) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 7))").param("key", hash).query((rs, n) -> 0).single();
    }

    /** Keys may hold an account or an address; the table needs neither. */
    private static String hash(String key) {
        return Sha256.hex(key);
    }
}
