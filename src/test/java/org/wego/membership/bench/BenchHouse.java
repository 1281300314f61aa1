package org.wego.membership.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.MembershipApplication;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Level;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;

/**
 * The program as the benchmarks run it: a database of its own, a mail server in another process that takes everything,
 * and as many members as a run is to have invoices.
 */
final class BenchHouse implements AutoCloseable {

    private static final int FEE_YEAR = 2026;
    private static final String[] COUNTRIES = {"KOR", "DEU", "KEN", "BRA", "IDN", "USA", "POL", "VNM"};

    final Meter meter;
    private final Process sink;
    private final ConfigurableApplicationContext program;
    private int members;

    /** @param settings more of them, as {@code --name=value} */
    BenchHouse(String... settings) throws IOException {
        sink = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-XX:+UseSerialGC",
                "-cp", "target/test-classes", SmtpSink.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(sink.getInputStream(), StandardCharsets.US_ASCII));
        int port = Integer.parseInt(said.readLine());
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "bench-").toAbsolutePath();
        List<String> all = new java.util.ArrayList<>(List.of("--server.port=0", "--wego.data-dir=" + data, "--wego.demo.seed=none",
                "--wego.demo.smtp-port=" + port, "--logging.level.root=warn"));
        all.addAll(List.of(settings));
        program = new SpringApplication(MembershipApplication.class).run(all.toArray(String[]::new));
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
        Members register = bean(Members.class);
        for (int done = 0; done < count; done += 500) {
            bean(TransactionTemplate.class).executeWithoutResult(status -> {
                for (int i = 0; i < 500; i++) {
                    int number = ++members;
                    String country = COUNTRIES[number % COUNTRIES.length];
                    register.admit(new NewMember(null, Category.FULL, Standing.FULL, MemberDetails.city("Benchton " + number, null, country,
                            Level.CITY, null, 50_000L + 997L * (number % 8_000), 2024, "census"), LocalDate.of(2020, 1, 1), "Committee", false,
                            new Contact("Office", null, "office@b" + number + ".example", null, null),
                            new Contact("Finance", null, "finance@b" + number + ".example", null, "City Hall"), "bench"));
                }
            });
        }
    }

    /** Opens a run for all members who have no invoice yet, up to the owner's task. */
    Task prepareRun() {
        as("treasurer", () -> {
            String process = bean(RepositoryService.class).createProcessDefinitionQuery()
                    .processDefinitionKey("annual-invoicing").latestVersion().singleResult().getId();
            bean(FormService.class).submitStartForm(process, Map.of("feeYear", FEE_YEAR));
        });
        Task prepare = task("prepareFeeYear");
        as("treasurer", () -> bean(TaskService.class).complete(prepare.getId(), Map.of("decision", "proceed", "confirmChart", true)));
        return task("approveInvoicingRun");
    }

    void approve(Task approval) {
        as("owner", () -> bean(TaskService.class).complete(approval.getId(), Map.of("decision", "approve", "reason", "Benchmark")));
    }

    /** Waits until the mail server has taken so many letters in all. */
    void awaitSent(long letters) {
        Awaitility.await(letters + " letters").atMost(Duration.ofMinutes(15)).pollInterval(Duration.ofMillis(500)).until(() -> sent() >= letters);
    }

    void awaitRunClosed() {
        Awaitility.await("the run is closed").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100)).until(() ->
                bean(RuntimeService.class).createProcessInstanceQuery().processDefinitionKey("annual-invoicing").count() == 0);
    }

    long sent() {
        return bean(JdbcClient.class).sql("select count(*) from letter where state = 'SENT'").query(Long.class).single();
    }

    private Task task(String id) {
        TaskService tasks = bean(TaskService.class);
        Awaitility.await(id).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(100))
                .until(() -> tasks.createTaskQuery().taskDefinitionKey(id).count() == 1);
        return tasks.createTaskQuery().taskDefinitionKey(id).singleResult();
    }

    private void as(String account, Runnable act) {
        IdentityService identity = bean(IdentityService.class);
        identity.setAuthentication(account, List.of(account.equals("owner") ? "owners" : account));
        try {
            act.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    @Override
    public void close() {
        try {
            program.close();
        } finally {
            sink.destroy();
        }
    }
}
