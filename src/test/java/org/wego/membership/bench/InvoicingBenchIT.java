package org.wego.membership.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.bench.BenchHouse.bench;

import java.io.IOException;
import java.util.Locale;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an invoicing run costs, from the owner's approval until the mail server has taken every letter: 10,000 invoices
 * after 5,000 of warm-up, and a thousand before and after them to see whether a full database makes it dearer.
 */
@Tag("bench")
@Order(1)
class InvoicingBenchIT {

    @Test
    void aRunOfTenThousand() throws IOException {
        try (BenchHouse house = new BenchHouse("--wego.sweeps=false")) {
            run(house, 5_000);
            Meter.Reading first = run(house, 1_000);
            Meter.Reading whole = run(house, 10_000);
            Meter.Reading last = run(house, 1_000);

            bench("invoicing.rate", 10_000 / (whole.nanos() / 1e9), "invoices/s");
            bench("invoicing.cpu", whole.cpuMillis() / 10_000, "ms/invoice");
            bench("invoicing.statements", whole.statements() / 10_000.0, "per invoice");
            bench("invoicing.commits", whole.commits() / 10_000.0, "per invoice");
            bench("invoicing.flatness", last.cpuMillis() / first.cpuMillis(), "ratio");
        }
    }

    /** Admits so many members, prepares a run for them, and measures from its approval until all letters are taken. */
    private static Meter.Reading run(BenchHouse house, int count) throws IOException {
        house.admit(count);
        Task approval = house.prepareRun();
        long before = house.sent();
        Meter.Reading start = house.meter.read();
        house.approve(approval);
        house.awaitSent(before + count);
        Meter.Reading cost = house.meter.read().since(start);
        System.out.printf(Locale.ROOT, "%d invoices: %.2f CPU-ms, %.1f statements, %.2f commits each, %.1f s%n", count, cost.cpuMillis() / count,
                cost.statements() / (double) count, cost.commits() / (double) count, cost.nanos() / 1e9);
        house.awaitRunClosed();
        assertThat(house.bean(RuntimeService.class).createIncidentQuery().count()).isZero();
        return cost;
    }
}
