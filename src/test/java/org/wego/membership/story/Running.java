package org.wego.membership.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.wego.membership.MembershipApplication;

/**
 * The running program that all end-to-end tests of one JVM share: default mode, an empty database, the clock at
 * 2026-11-23, job executor and letter worker on, a port of its own. Tests speak to it from outside only.
 */
final class Running {

    private static Running one;

    private final ConfigurableApplicationContext context;
    private final String base;

    private Running() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "running-");
            int port = freePort();
            context = new SpringApplication(MembershipApplication.class).run(
                    "--server.port=" + port,
                    "--wego.data-dir=" + data.toAbsolutePath(),
                    "--wego.demo.seed=none",
                    "--wego.demo.clock=2026-11-23T00:00:00Z");
            base = "http://localhost:" + port;
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

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
