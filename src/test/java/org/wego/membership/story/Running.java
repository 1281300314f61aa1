package org.wego.membership.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.MembershipApplication;

/**
 * The running program that all end-to-end tests of one JVM share: default mode, an empty database, the clock at
 * 2026-11-23, job executor and letter worker on, a port of its own. Tests speak to it from outside only.
 */
final class Running {

    private static Running one;

    private final ConfigurableApplicationContext context;
    private final String base;
    private final Path accessLogs;

    private Running() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "running-");
            int port = freePort();
            context = new SpringApplication(MembershipApplication.class).run(
                    "--server.port=" + port,
                    "--wego.data-dir=" + data.toAbsolutePath(),
                    "--wego.demo.seed=none",
                    "--server.tomcat.basedir=" + data.toAbsolutePath(),
                    "--server.tomcat.accesslog.enabled=true",
                    "--server.tomcat.accesslog.pattern=%h %t \"%r\" %s %b \"%{Referer}i\" \"%{User-Agent}i\" \"%{Cookie}i\"",
                    "--server.tomcat.accesslog.buffered=false",
                    "--wego.demo.clock=2026-11-23T00:00:00Z");
            base = "http://localhost:" + port;
            accessLogs = data.resolve("logs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized Running program() {
        if (one == null) {
            one = new Running();
        }
        return one;
    }

    /** The address that links in letters begin with. */
    String base() {
        return base;
    }

    /** Everything the server wrote down about requests: address, referrer, browser, cookies. */
    String accessLog() {
        try (Stream<Path> files = Files.list(accessLogs)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What stands in the house's own tables, by table, to be compared: two that are equal have the same rows. When an
     * agenda was opened is left out, and who has one open; so is what logged-in staff have open.
     */
    Map<String, String> standing() {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        Map<String, String> out = new TreeMap<>();
        jdbc.sql("select tablename from pg_tables where schemaname = current_schema() and tablename !~ '^(act_|spring_session|flyway|vote_session|wrong_try)'")
                .query(String.class).list().forEach(table -> out.put(table, jdbc.sql("""
                        select count(*) || ' ' || coalesce(md5(string_agg(row, '' order by row)), '')
                        from (select (to_jsonb(t) - 'opened_at' - 'last_opened_at')::text as row from "%s" t) as rows""".formatted(table))
                        .query(String.class).single()));
        return out;
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
