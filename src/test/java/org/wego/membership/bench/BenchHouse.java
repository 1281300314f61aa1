package org.wego.membership.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.MembershipApplication;
import org.wego.membership.drill.RunOffice;

/**
 * The program as the benchmarks run it: a database of its own, a mail server in another process that takes everything,
 * and as many members as a run is to have invoices.
 */
final class BenchHouse implements AutoCloseable {

    final Meter meter;
    private final Sink sink;
    private final ConfigurableApplicationContext program;
    private final RunOffice office;

    /** @param settings more of them, as {@code --name=value} */
    BenchHouse(String... settings) throws IOException {
        sink = new Sink();
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "bench-").toAbsolutePath();
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--wego.data-dir=" + data, "--wego.demo.seed=none",
                "--wego.demo.smtp-port=" + sink.port, "--logging.level.root=warn"));
        all.addAll(List.of(settings));
        program = new SpringApplication(MembershipApplication.class).run(all.toArray(String[]::new));
        office = new RunOffice(program);
        meter = new Meter(program.getBean(JdbcClient.class), data);
    }

    static void bench(String name, double value, String unit) {
        System.out.println(String.format(Locale.ROOT, "BENCH %s %.2f %s", name, value, unit));
    }

    <T> T bean(Class<T> type) {
        return program.getBean(type);
    }

    String base() {
        return "http://localhost:" + ((ServletWebServerApplicationContext) program).getWebServer().getPort();
    }

    /** Admits so many members. */
    void admit(int count) {
        office.admit(count);
    }

    /** Opens a run for all members who have no invoice of that year yet, up to the owner's task. */
    void prepareRun(int feeYear) {
        office.prepare(feeYear);
    }

    void approve(int feeYear) {
        office.approve(feeYear);
    }

    /** Waits until the mail server has taken so many letters in all. */
    void awaitSent(long letters) {
        Awaitility.await(letters + " letters").atMost(Duration.ofMinutes(15)).pollInterval(Duration.ofMillis(50)).until(() -> sent() >= letters);
    }

    void awaitRunClosed() {
        Awaitility.await("the run is closed").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100)).until(() ->
                bean(RuntimeService.class).createProcessInstanceQuery().processDefinitionKey("annual-invoicing").count() == 0);
    }

    /** How many letters the mail server has taken. */
    long sent() {
        return sink.taken();
    }

    @Override
    public void close() {
        try {
            program.close();
        } finally {
            sink.close();
        }
    }
}
