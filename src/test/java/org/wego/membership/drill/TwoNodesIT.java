package org.wego.membership.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.wego.membership.engine.CrashPoint;

/**
 * Two processes of the program on one database, begun at the same moment while it is still empty, issue a run together;
 * then one of them is killed in the middle of another run. The short form of {@link KillDrillIT}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {

    private static final int MEMBERS = 600;

    private static Cluster cluster;
    private static Cluster.Node one;
    private static Cluster.Node other;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster();
        // A lock far shorter than a chunk takes: both take up the same job, which is the worst that can be between them
        String[] settings = {"--wego.invoicing.chunk=40", Cluster.JOB_LOCK + 300};
        one = cluster.start(settings);
        other = cluster.start(settings);
        one.ready();
        other.ready();
        one.tell("admit " + MEMBERS);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    @Order(1)
    void bothIssueARunTogetherAndNothingTwice() {
        // Who finds a run's work first is chance, and now and then one finds all of it: the next run is theirs together then
        for (int year : new int[] {2025, 2023, 2022}) {
            one.tell("prepare " + year);
            one.tell("approve " + year);
            long run = cluster.run(year);
            cluster.awaitQuiet(run);
            assertThat(cluster.numbered(run)).isEqualTo(MEMBERS);
            RunAudit.hold(cluster.jdbc, run, cluster.mails(), 0);
            if (!passes(CrashPoint.TEN_STAND).contains(0L)) {
                break;
            }
        }
        assertThat(passes(CrashPoint.LETTER_MARKED)).as("letters that each has sent").doesNotContain(0L);
        assertThat(passes(CrashPoint.TEN_STAND)).as("tens that each has drawn and posted").doesNotContain(0L);
    }

    private static List<Long> passes(CrashPoint point) {
        return Stream.of(one, other).map(node -> Long.valueOf(node.tell("passes " + point))).toList();
    }

    @Test
    @Order(2)
    void oneIsKilledAndTheOtherEndsTheRun() {
        long seed = Long.getLong("wego.seed", System.nanoTime());
        int after = new Random(seed).nextInt(MEMBERS);
        System.out.printf("Drill: killed after %d letters, seed %d%n", after, seed);
        other.tell("prepare 2024");
        int before = cluster.taken();
        other.tell("approve 2024");
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> cluster.taken() - before >= after);
        one.kill();
        long run = cluster.run(2024);
        cluster.awaitQuiet(run);
        assertThat(cluster.numbered(run)).isEqualTo(MEMBERS);
        RunAudit.hold(cluster.jdbc, run, cluster.mails(), 1);
    }
}
