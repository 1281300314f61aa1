package org.wego.membership.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wego.membership.engine.CrashPoint;

/**
 * Processes of the program that are killed while they issue invoices: at random moments, and at each crash point on the
 * spot. {@code -Dwego.seed=…} repeats a drill, as far as the machine does the same twice.
 */
@Tag("drill")
class KillDrillIT {

    private static final int MEMBERS = 600;
    private static final int KILLS = 6;

    @Test
    void twoNodesThatAreKilledAtRandomIssueEveryInvoiceOnce() throws IOException {
        long seed = Long.getLong("wego.seed", ThreadLocalRandom.current().nextLong());
        System.out.printf("Drill: %d kills of either of two nodes during a run of %d invoices, seed %d%n", KILLS, MEMBERS, seed);
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster()) {
            Cluster.Node[] nodes = {cluster.start(), cluster.start()};
            nodes[0].ready();
            nodes[1].ready();
            nodes[0].tell("admit " + MEMBERS);
            nodes[0].tell("prepare 2025");
            nodes[0].tell("approve 2025");
            long run = cluster.run(2025);
            int killed = 0;
            // Each time a little further into the run, so that all kills meet it under way
            for (int kill = 1; kill <= KILLS && !cluster.closed(run); kill++) {
                int letters = (kill - 1) * MEMBERS / KILLS + random.nextInt(MEMBERS / KILLS);
                Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(5))
                        .until(() -> cluster.taken() >= letters || cluster.closed(run));
                LockSupport.parkNanos(random.nextInt(200) * 1_000_000L);
                int which = random.nextInt(2);
                System.out.printf("Kill %d: node %d after %d letters, %d numbered%n", kill, which + 1, cluster.taken(), cluster.numbered(run));
                nodes[which].kill();
                killed++;
                // It comes up while the other goes on, or is killed meanwhile
                nodes[which] = cluster.start();
            }
            cluster.awaitQuiet(run);
            assertThat(cluster.numbered(run)).isEqualTo(MEMBERS);
            int doubts = RunAudit.hold(cluster.jdbc, run, cluster.mails(), killed);
            System.out.printf("%d kills, %d letters in doubt, %d mails for %d invoices%n", killed, doubts, cluster.taken(), MEMBERS);
        }
    }

    @Test
    void aNodeThatEndsAtEachCrashPointLeavesNothingHalfDone() throws IOException {
        int members = 45;
        try (Cluster cluster = new Cluster()) {
            Cluster.Node desk = cluster.start("--camunda.bpm.job-execution.enabled=false", "--wego.letter.worker=false", "--wego.sweeps=false").ready();
            desk.tell("admit " + members);
            int year = 2025;
            // No letter of the drill is refused
            for (CrashPoint point : EnumSet.complementOf(EnumSet.of(CrashPoint.LETTER_REFUSED, CrashPoint.REFUSAL_HEARD))) {
                int passes = switch (point) {
                    case RUN_CLOSED -> 0;
                    case NUMBERED, STARTED, CHUNK_STANDS, CHUNK_SENT, DRAWN, POSTED, TEN_STAND, LETTERS_CLAIMED -> 1;
                    default -> 13;
                };
                Cluster.Node doomed = cluster.start("--wego.crash-at=" + point + "/" + passes, "--wego.invoicing.chunk=20").ready();
                desk.tell("prepare " + year);
                desk.tell("approve " + year);
                doomed.awaitCrash();
                long run = cluster.run(year);
                Cluster.Node heir = cluster.start("--wego.invoicing.chunk=20").ready();
                cluster.awaitQuiet(run);
                heir.kill();
                assertThat(cluster.numbered(run)).isEqualTo(members);
                int doubts = RunAudit.hold(cluster.jdbc, run, cluster.mails(), 1);
                System.out.printf("Drill: ended at %s, %d invoices, %d letters in doubt%n", point, members, doubts);
                year--;
            }
        }
    }
}
