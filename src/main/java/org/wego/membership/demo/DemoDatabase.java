package org.wego.membership.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Profile;

/**
 * A real PostgreSQL without an installation: its binaries come with the build, its data stay under the data folder. The
 * pool is closed before the server, otherwise shutting down hangs on broken connections.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoDatabase {

    private static final Logger log = LoggerFactory.getLogger(DemoDatabase.class);

    /** Held while this program runs: two programs on one data folder would take the database from each other. */
    @Bean(destroyMethod = "close")
    FileChannel dataLock(@Value("${wego.data-dir}") Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        FileChannel channel = FileChannel.open(dataDir.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IllegalStateException("Another WeGO Membership already runs on " + dataDir.toAbsolutePath().normalize()
                    + ": stop it, or give this one a folder of its own with WEGO_DATA_DIR");
        }
        return channel;
    }

    @Bean(destroyMethod = "close")
    @DependsOn("dataLock")
    EmbeddedPostgres embeddedPostgres(@Value("${wego.data-dir}") Path dataDir) throws IOException {
        Path folder = dataDir.toAbsolutePath().normalize();
        Path data = folder.resolve("postgres-17");
        Files.createDirectories(folder);
        stopOrphan(data);
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                // A run of tens of thousands writes gigabytes: with what PostgreSQL begins with, a checkpoint every few minutes
                // makes each page that is touched after it dear once more
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                // Rewritten batches are many different texts; none may be forgotten while the benchmark counts
                .setServerConfig("pg_stat_statements.max", "50000")
                .start();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(EmbeddedPostgres postgres,
            @Value("${spring.datasource.hikari.maximum-pool-size}") int connections,
            @Value("${spring.datasource.hikari.connection-init-sql}") String begin) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(connections);
        config.setConnectionInitSql(begin);
        config.setPoolName("demo");
        return new HikariDataSource(config);
    }

    // A killed JVM leaves its server behind, holding the data folder
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = Long.parseLong(lines.get(0).strip());
        ProcessHandle.of(pid).filter(process -> process.info().command().orElse("").contains("postgres")).ifPresent(orphan -> {
            log.warn("A database server (pid {}) of an earlier run still holds {}; stopping it", pid, data);
            orphan.destroy();
            try {
                orphan.onExit().get(10, TimeUnit.SECONDS);
            } catch (Exception slow) {
                orphan.destroyForcibly();
                orphan.onExit().join();
            }
        });
        Files.deleteIfExists(pidFile);
        Files.deleteIfExists(data.resolve("epg-lock"));
    }
}
