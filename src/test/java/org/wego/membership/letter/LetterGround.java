package org.wego.membership.letter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.CrashPoints;
import org.wego.membership.engine.PeopleFirst;

/** A letter room of its own, in a schema of its own: its mail server and clock are the test's. */
final class LetterGround implements AutoCloseable {

    record Kind(String name, boolean bulk) implements LetterKind {

        Kind(String name) {
            this(name, false);
        }

        @Override
        public Row row() {
            return new Row("whoever tests", "a test", "{test}");
        }
    }

    static final LetterKind HELLO = new Kind("HELLO");
    static final LetterKind PLAIN = new Kind("PLAIN");

    static final class MovedClock extends Clock {
        volatile Instant now = Instant.parse("2026-11-23T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    final MovedClock clock = new MovedClock();
    final List<LetterRefused> told = new ArrayList<>();
    final HikariDataSource database = new HikariDataSource();
    final JdbcClient jdbc;
    final TransactionTemplate transactions;
    final Documents documents;
    final PersonalLinks links;
    final Outbox outbox;
    final LetterDesk desk;
    final Renderer renderer;
    private final Bell bell = new Bell();
    private final LinkKey key = new LinkKey("a key for tests, long enough to be one");

    LetterGround(HikariDataSource house) {
        var schema = "letters_" + UUID.randomUUID().toString().replace("-", "");
        JdbcClient.create(house).sql("create schema " + schema).update();
        database.setJdbcUrl(house.getJdbcUrl() + "&currentSchema=" + schema);
        database.setMaximumPoolSize(12);
        database.setMinimumIdle(1);
        new ResourceDatabasePopulator(false, false, "UTF-8", new ClassPathResource("db/migration/V020__letter.sql"),
                new ClassPathResource("db/migration/V021__bulk_letters.sql")) {
            {
                // The function's body holds semicolons: the file is one piece
                setSeparator(org.springframework.jdbc.datasource.init.ScriptUtils.EOF_STATEMENT_SEPARATOR);
            }
        }.execute(database);
        jdbc = JdbcClient.create(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        documents = new Documents(jdbc, clock);
        links = new PersonalLinks(jdbc, clock, key, "https://wego.example/");
        outbox = new Outbox(jdbc, clock, settings(0), bell);
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/letters", "messages/letters-test");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        renderer = new Renderer(messages, links);
        desk = new LetterDesk(jdbc, clock, bell, renderer, event -> { });
    }

    boolean post(Letter letter) {
        return transactions.execute(status -> outbox.post(letter));
    }

    LetterWorker worker(int port) {
        return worker(port, settings(0));
    }

    LetterWorker worker(int port, LetterSettings settings) {
        return worker(port, settings, event -> told.add((LetterRefused) event), point -> {
        });
    }

    /** A node of its own: another worker knows nothing of what it has claimed. */
    LetterWorker worker(int port, LetterSettings settings, ApplicationEventPublisher listener, CrashPoints points) {
        return new LetterWorker(new LetterTable(jdbc), new LetterWriter(renderer, settings, clock), postman(port), documents, settings, bell, clock, transactions,
                listener, new PeopleFirst(), points);
    }

    static Postman postman(int port) {
        return new Postman(new MockEnvironment().withProperty("spring.mail.host", "127.0.0.1").withProperty("spring.mail.port", Integer.toString(port)));
    }

    static LetterSettings settings(int rate) {
        return settings(rate, Duration.ofSeconds(5));
    }

    static LetterSettings settings(int rate, Duration poll) {
        return settings(rate, 0, poll);
    }

    static LetterSettings settings(int rate, int bulk, Duration poll) {
        return new LetterSettings("membership@wego.example", "WeGO Secretariat", "secretariat@wego.example", false, rate, bulk, poll,
                Duration.ofMinutes(5), Duration.ofMinutes(1), 24);
    }

    String state(String naturalKey) {
        return jdbc.sql("select state from letter where natural_key = ?").param(naturalKey).query(String.class).single();
    }

    boolean ambiguous(String naturalKey) {
        return jdbc.sql("select ambiguous from letter where natural_key = ?").param(naturalKey).query(Boolean.class).single();
    }

    @Override
    public void close() {
        database.close();
    }
}
