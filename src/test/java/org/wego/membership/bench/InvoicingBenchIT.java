package org.wego.membership.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
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
 * What an invoicing run costs, from the owner's approval until the mail server has taken every letter: 10,000 invoices
 * after 5,000 of warm-up, and a thousand before and after them to see whether a full database makes it dearer.
 */
@Tag("bench")
class InvoicingBenchIT {

    private static final int FEE_YEAR = 2026;
    private static final String[] COUNTRIES = {"KOR", "DEU", "KEN", "BRA", "IDN", "USA", "POL", "VNM"};

    private ConfigurableApplicationContext program;
    private int members;

    @Test
    void aRunOfTenThousand() throws IOException, InterruptedException {
        Process sink = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-XX:+UseSerialGC",
                "-cp", "target/test-classes", SmtpSink.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(sink.getInputStream(), StandardCharsets.US_ASCII))) {
            int port = Integer.parseInt(said.readLine());
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "bench-").toAbsolutePath();
            program = new SpringApplication(MembershipApplication.class).run("--server.port=0", "--wego.data-dir=" + data,
                    "--wego.demo.seed=none", "--wego.sweeps=false", "--wego.demo.smtp-port=" + port, "--logging.level.root=warn");
            Meter meter = new Meter(program.getBean(JdbcClient.class), data);

            run(meter, 5_000);
            Meter.Reading first = run(meter, 1_000);
            Meter.Reading whole = run(meter, 10_000);
            Meter.Reading last = run(meter, 1_000);

            bench("invoicing.rate", 10_000 / (whole.nanos() / 1e9), "invoices/s");
            bench("invoicing.cpu", whole.cpuMillis() / 10_000, "ms/invoice");
            bench("invoicing.statements", whole.statements() / 10_000.0, "per invoice");
            bench("invoicing.commits", whole.commits() / 10_000.0, "per invoice");
            bench("invoicing.flatness", last.cpuMillis() / first.cpuMillis(), "ratio");
        } finally {
            if (program != null) {
                program.close();
            }
            sink.destroy();
            sink.waitFor();
        }
    }

    private static void bench(String name, double value, String unit) {
        System.out.println(String.format(Locale.ROOT, "BENCH %s %.2f %s", name, value, unit));
    }

    /** Admits so many members, prepares a run for them, and measures from its approval until all letters are taken. */
    private Meter.Reading run(Meter meter, int count) throws IOException {
        admit(count);
        as("treasurer", () -> {
            String process = program.getBean(RepositoryService.class).createProcessDefinitionQuery()
                    .processDefinitionKey("annual-invoicing").latestVersion().singleResult().getId();
            program.getBean(FormService.class).submitStartForm(process, Map.of("feeYear", FEE_YEAR));
        });
        Task prepare = task("prepareFeeYear");
        as("treasurer", () -> tasks().complete(prepare.getId(), Map.of("decision", "proceed", "confirmChart", true)));
        Task approve = task("approveInvoicingRun");
        long before = sent();
        Meter.Reading start = meter.read();
        as("owner", () -> tasks().complete(approve.getId(), Map.of("decision", "approve", "reason", "Benchmark")));
        Awaitility.await(count + " letters").atMost(Duration.ofMinutes(15)).pollInterval(Duration.ofMillis(500))
                .until(() -> sent() >= before + count);
        Meter.Reading cost = meter.read().since(start);
        System.out.printf(Locale.ROOT, "%d invoices: %.2f CPU-ms, %.1f statements, %.2f commits each, %.1f s%n", count, cost.cpuMillis() / count,
                cost.statements() / (double) count, cost.commits() / (double) count, cost.nanos() / 1e9);
        Awaitility.await("the run is closed").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100)).until(() ->
                program.getBean(org.camunda.bpm.engine.RuntimeService.class).createProcessInstanceQuery()
                        .processDefinitionKey("annual-invoicing").count() == 0);
        assertThat(program.getBean(org.camunda.bpm.engine.RuntimeService.class).createIncidentQuery().count()).isZero();
        return cost;
    }

    private void admit(int count) {
        Members register = program.getBean(Members.class);
        TransactionTemplate transaction = program.getBean(TransactionTemplate.class);
        for (int done = 0; done < count; done += 500) {
            transaction.executeWithoutResult(status -> {
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

    private long sent() {
        return program.getBean(JdbcClient.class).sql("select count(*) from letter where state = 'SENT'").query(Long.class).single();
    }

    private Task task(String id) {
        Awaitility.await(id).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(100))
                .until(() -> tasks().createTaskQuery().taskDefinitionKey(id).count() == 1);
        return tasks().createTaskQuery().taskDefinitionKey(id).singleResult();
    }

    private TaskService tasks() {
        return program.getBean(TaskService.class);
    }

    private void as(String account, Runnable act) {
        IdentityService identity = program.getBean(IdentityService.class);
        identity.setAuthentication(account, java.util.List.of(account.equals("owner") ? "owners" : account));
        try {
            act.run();
        } finally {
            identity.clearAuthentication();
        }
    }
}
