package org.wego.membership.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.bench.BenchHouse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.sun.management.UnixOperatingSystemMXBean;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What invoices cost, from the owner's approval until the mail server has taken every letter, in 512 MB of heap.
 * {@code -Dwego.bench.share=20} runs a twentieth of each, to see that it works.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("bench")
@Order(1)
class InvoicingBenchIT {

    private static final int SHARE = Integer.getInteger("wego.bench.share", 1);

    /** CPU-ms an invoice of ours, for the ratio. */
    private static double ours;

    /** 10,000 invoices after 5,000 of warm-up. */
    @Test
    @Order(1)
    void aRunOfTenThousand() throws IOException {
        int count = 10_000 / SHARE;
        try (BenchHouse house = new BenchHouse("--wego.sweeps=false")) {
            run(house, 2025, 5_000 / SHARE, 5_000 / SHARE);
            Meter.Reading cost = run(house, 2026, count - 5_000 / SHARE, count);
            ours = cost.cpuMillis() / count;
            bench("invoicing.rate", count / (cost.nanos() / 1e9), "invoices/s");
            bench("invoicing.cpu", ours, "ms/invoice");
            bench("invoicing.statements", cost.statements() / (double) count, "per invoice");
            bench("invoicing.commits", cost.commits() / (double) count, "per invoice");
        }
    }

    /** 2,000 the stock way after as many of warm-up. */
    @Test
    @Order(2)
    void theStockWayBeside() throws IOException {
        try (StockHouse stock = new StockHouse()) {
            int some = 2_000 / SHARE;
            stock.run(some);
            Meter.Reading cost = stock.run(some);
            bench("stock.rate", some / (cost.nanos() / 1e9), "invoices/s");
            bench("stock.cpu", cost.cpuMillis() / some, "ms/invoice");
            bench("stock.statements", cost.statements() / (double) some, "per invoice");
            bench("stock.commits", cost.commits() / (double) some, "per invoice");
            if (ours > 0) {
                bench("invoicing.cpu.ratio", ours * some / cost.cpuMillis(), "of the stock way");
            }
        }
    }

    /** Ten runs of a thousand in one process: what is in use after the last was in use after the third. */
    @Test
    @Order(3)
    void tenRunsInOneProcessGrowNothing() throws IOException {
        int count = 1_000 / SHARE;
        try (BenchHouse house = new BenchHouse("--wego.sweeps=false")) {
            Use third = null;
            for (int time = 1; time <= 10; time++) {
                run(house, 2015 + time, time == 1 ? count : 0, count);
                if (time == 3) {
                    third = Use.now();
                }
            }
            Use last = Use.now();
            System.out.printf("in use after three runs: %s; after ten: %s%n", third, last);
            bench("invoicing.ten-runs.heap", (last.heap() - third.heap()) / 1e6, "MB grown");
            bench("invoicing.ten-runs.threads", last.threads() - third.threads(), "grown");
            bench("invoicing.ten-runs.files", last.files() - third.files(), "grown");
            assertThat(last.heap() - third.heap()).as("heap").isLessThan(8_000_000);
            assertThat(last.threads() - third.threads()).as("threads").isLessThan(5);
            assertThat(last.files() - third.files()).as("open files").isLessThan(20);
        }
    }

    private static List<String> twoPlaces(List<Double> figures) {
        return figures.stream().map(each -> String.format(Locale.ROOT, "%.2f", each)).toList();
    }

    /** 50,000 invoices in one run, thousand by thousand, after 2,000 of warm-up. */
    @Test
    @Order(4)
    void aRunOfFiftyThousandIsFlat() throws IOException {
        int count = 50_000 / SHARE;
        int thousand = 1_000 / SHARE;
        try (BenchHouse house = new BenchHouse("--wego.sweeps=false")) {
            run(house, 2025, 2 * thousand, 2 * thousand);
            house.admit(count - 2 * thousand);
            house.prepareRun(2026);
            long before = house.sent();
            List<Double> thousands = new ArrayList<>();
            List<Double> ofDatabase = new ArrayList<>();
            Meter.Reading last = house.meter.read();
            house.approve(2026);
            for (long letters = thousand; letters <= count; letters += thousand) {
                house.awaitSent(before + letters);
                Meter.Reading now = house.meter.read();
                thousands.add(now.since(last).cpuMillis() / thousand);
                ofDatabase.add(now.since(last).ofDatabase() / thousand);
                last = now;
            }
            house.awaitRunClosed();
            System.out.println("CPU-ms an invoice, by thousands: " + twoPlaces(thousands) + "; PostgreSQL's part: " + twoPlaces(ofDatabase));
            bench("invoicing.flatness", thousands.get(thousands.size() - 1) / thousands.get(1), "last to second thousand");
            // The second is still being compiled, and one thousand of either may meet a checkpoint: this says it more strictly
            bench("invoicing.flatness.warm", median(thousands.subList(45, 50)) / median(thousands.subList(10, 15)), "last five to eleventh to fifteenth");
            bench("invoicing.heap", Runtime.getRuntime().maxMemory() / 1e6, "MB at most");
            assertThat(house.bean(RuntimeService.class).createIncidentQuery().count()).isZero();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** What the process holds. */
    private record Use(long heap, int threads, long files) {

        static Use now() {
            System.gc();
            System.gc();
            return new Use(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0);
        }
    }

    /** Admits so many members more, prepares a run, and measures from its approval until all letters are taken. */
    private static Meter.Reading run(BenchHouse house, int feeYear, int more, int count) throws IOException {
        house.admit(more);
        house.prepareRun(feeYear);
        long before = house.sent();
        Meter.Reading start = house.meter.read();
        house.approve(feeYear);
        house.awaitSent(before + count);
        Meter.Reading cost = house.meter.read().since(start);
        System.out.printf(Locale.ROOT, "%d invoices: %.2f CPU-ms, %.1f statements, %.2f commits each, %.1f s%n", count, cost.cpuMillis() / count,
                cost.statements() / (double) count, cost.commits() / (double) count, cost.nanos() / 1e9);
        house.awaitRunClosed();
        assertThat(house.bean(RuntimeService.class).createIncidentQuery().count()).isZero();
        return cost;
    }
}
