package org.wego.membership.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.bench.BenchHouse.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a voter waits for the answer to "Cast my votes" on an agenda of 18 cases: in a quiet house, and while an
 * invoicing run of 10,000 is under way. A third of the votes are a seat's first, which its process hears of; the others
 * change what it answered.
 */
@Tag("bench")
@Order(2)
class VoteBenchIT {

    private static final int FEE_YEAR = 2026;
    private static final int SEATS = 20;
    private static final int CASES = 18;
    private static final int ROUNDS = 10;
    private static final int TIMES = 3;
    /** So that the six hundred are through before the run is. */
    private static final int A_SECOND = 20;
    private static final int INVOICES = 10_000;

    @Test
    void aVoterWaitsLittleLongerWhileInvoicesGoOut() throws IOException, InterruptedException {
        try (BenchHouse house = new BenchHouse()) {
            Committee committee = new Committee(house, SEATS);
            // What runs often is compiled by the time it is measured: votes and invoices
            house.admit(2_000);
            house.prepareRun(FEE_YEAR);
            committee.cast(committee.rounds(ROUNDS, CASES), TIMES, 2 * A_SECOND);
            committee.quiet();
            long before = house.sent();
            house.approve(FEE_YEAR);
            house.awaitSent(before + 2_000);
            house.awaitRunClosed();
            house.admit(INVOICES);
            house.prepareRun(FEE_YEAR);

            List<Committee.Member> voters = committee.rounds(ROUNDS, CASES);
            committee.quiet();
            Meter.Reading start = house.meter.read();
            Waits idle = committee.cast(voters, TIMES, A_SECOND);
            committee.quiet();
            Meter.Reading cost = house.meter.read().since(start);

            voters = committee.rounds(ROUNDS, CASES);
            committee.quiet();
            before = house.sent();
            house.approve(FEE_YEAR);
            house.awaitSent(before + 100);
            Waits during = committee.cast(voters, TIMES, A_SECOND);
            long left = house.sent() - before;

            System.out.printf(Locale.ROOT, "idle: %s%nduring: %s; %d letters left meanwhile%n", idle, during, left);
            System.out.printf(Locale.ROOT, "a cast with its letter and its process: %.1f CPU-ms, %.1f statements, %.2f commits%n",
                    cost.cpuMillis() / idle.count(), cost.statements() / (double) idle.count(), cost.commits() / (double) idle.count());
            bench("vote.p95.idle", idle.percentile(95), "ms");
            bench("vote.p95.during-run", during.percentile(95), "ms");
            bench("vote.p95.ratio", during.percentile(95) / idle.percentile(95), "ratio");
            assertThat(left).as("the run was under way all the time").isLessThan(INVOICES);
            house.awaitSent(before + INVOICES);
            house.awaitRunClosed();
            assertThat(house.bean(RuntimeService.class).createIncidentQuery().count()).isZero();
        }
    }
}
