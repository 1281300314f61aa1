package org.wego.membership.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the work costs: processor time of this JVM and of PostgreSQL's processes (those that ended are in their parent's
 * count), statements and commits by PostgreSQL's own statistics.
 */
final class Meter {

    /**
     * @param cpuMillis  processor time so far, JVM and PostgreSQL
     * @param ofDatabase PostgreSQL's part of it
     * @param statements statements executed so far
     * @param commits    transactions committed so far
     */
    record Reading(double cpuMillis, double ofDatabase, long statements, long commits, long nanos) {

        Reading since(Reading start) {
            return new Reading(cpuMillis - start.cpuMillis, ofDatabase - start.ofDatabase, statements - start.statements, commits - start.commits, nanos - start.nanos);
        }
    }

    private static final double TICK_MILLIS = 10;

    private final JdbcClient jdbc;
    private final long postmaster;

    Meter(JdbcClient jdbc, Path dataDir) throws IOException {
        this.jdbc = jdbc;
        this.postmaster = Long.parseLong(Files.readAllLines(dataDir.resolve("postgres-17/postmaster.pid")).get(0).strip());
        jdbc.sql("create extension if not exists pg_stat_statements").update();
    }

    Reading read() throws IOException {
        long jvm = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        long statements = jdbc.sql("select coalesce(sum(calls), 0)::bigint from pg_stat_statements"
                + " where query !~* '^(begin|commit|rollback|set |show |savepoint|release)'").query(Long.class).single();
        long commits = jdbc.sql("select xact_commit from pg_stat_database where datname = current_database()").query(Long.class).single();
        double database = postgresTicks() * TICK_MILLIS;
        return new Reading(jvm / 1e6 + database, database, statements, commits, System.nanoTime());
    }

    private double postgresTicks() throws IOException {
        double ticks = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                String stat;
                try {
                    stat = Files.readString(process.resolve("stat"));
                } catch (IOException gone) {
                    continue;
                }
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                long pid = Long.parseLong(process.getFileName().toString());
                boolean itself = pid == postmaster;
                if (itself || Long.parseLong(fields[1]) == postmaster) {
                    ticks += Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
                    if (itself) {
                        // Children that ended and were waited for
                        ticks += Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]);
                    }
                }
            }
        }
        return ticks;
    }
}
