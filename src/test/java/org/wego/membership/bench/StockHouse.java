package org.wego.membership.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.stock.StockProgram;

/** The stock way on a database of its own, set up as ours is, with the same mail server; measured as ours is. */
final class StockHouse implements AutoCloseable {

    private final Sink sink;
    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext program;
    private final Meter meter;
    private int invoices;

    StockHouse() throws IOException {
        sink = new Sink();
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "stock-").toAbsolutePath();
        postgres = EmbeddedPostgres.builder().setDataDirectory(data.resolve("postgres-17")).setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements").setServerConfig("pg_stat_statements.max", "50000").start();
        program = StockProgram.run(postgres.getJdbcUrl("postgres", "postgres"), sink.port);
        meter = new Meter(program.getBean(JdbcClient.class), data);
    }

    /** Starts so many instances and waits for their letters. */
    Meter.Reading run(int count) throws IOException {
        RuntimeService runtime = program.getBean(RuntimeService.class);
        long before = sink.taken();
        Meter.Reading start = meter.read();
        for (int i = 0; i < count; i++) {
            invoices++;
            runtime.startProcessInstanceByKey("stock-invoice", String.valueOf(invoices), StockProgram.invoice(invoices));
        }
        Awaitility.await(count + " letters").atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200)).until(() -> sink.taken() >= before + count);
        Meter.Reading cost = meter.read().since(start);
        System.out.printf(Locale.ROOT, "the stock way, %d invoices: %.2f CPU-ms, %.1f statements, %.2f commits each, %.1f s%n", count,
                cost.cpuMillis() / count, cost.statements() / (double) count, cost.commits() / (double) count, cost.nanos() / 1e9);
        return cost;
    }

    @Override
    public void close() {
        try {
            program.close();
        } finally {
            try {
                postgres.close();
            } catch (IOException gone) {
                // It ends with its JVM
            }
            sink.close();
        }
    }
}
