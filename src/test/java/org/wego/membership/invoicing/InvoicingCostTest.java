package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.letter.LetterWorker;

/**
 * What an invoice costs the database, from the approval to its letter on its way. Processor time is the benchmark's; the
 * counts hold everywhere.
 */
@HouseTest
class InvoicingCostTest {

    private static final int MEMBERS = 240;

    @Autowired
    ApplicationContext house;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    LetterWorker worker;

    @AfterEach
    void tidy() {
        new Year(house).tidy();
    }

    private record Count(long statements, long commits) {
    }

    private Count count() {
        jdbc.sql("select pg_stat_force_next_flush()").query((row, i) -> 0).list();
        return new Count(jdbc.sql("select coalesce(sum(calls), 0)::bigint from pg_stat_statements where query !~* '^(begin|commit|rollback|set |show )'")
                .query(Long.class).single(),
                jdbc.sql("select xact_commit from pg_stat_database where datname = current_database()").query(Long.class).single());
    }

    @Test
    void anInvoiceTakesFewStatementsAndCommits() {
        Year year = new Year(house);
        for (int i = 0; i < MEMBERS; i++) {
            year.city("Cost", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        }
        jdbc.sql("create extension if not exists pg_stat_statements").update();
        worker.sendDue();
        year.prepare(2015);
        long due = new InvoicesOf(jdbc).due(2015);
        var task = year.task("2015", "approveInvoicingRun");
        jdbc.sql("select pg_stat_statements_reset()").query((row, i) -> 0).list();
        Count before = count();
        year.complete("owner", task, Year.APPROVE);
        year.quiet.drain();
        Count issued = count();
        while (worker.sendDue() > 0) {
            // until the outbox is empty
        }
        Count sent = count();
        double statements = (double) (sent.statements() - before.statements()) / due;
        double commits = (double) (sent.commits() - before.commits()) / due;
        System.out.printf("COST an invoice: %.1f statements (%.1f until posted), %.2f commits, %d invoices%n", statements,
                (double) (issued.statements() - before.statements()) / due, commits, due);
        assertThat(statements).isLessThan(10);
        assertThat(commits).isLessThan(3);
    }

    private record InvoicesOf(JdbcClient jdbc) {
        long due(int feeYear) {
            return jdbc.sql("select count(*) from invoicing_run_line l join invoicing_run r on r.id = l.run where r.fee_year = ? and l.state = 'DUE'")
                    .param(feeYear).query(Long.class).single();
        }
    }
}
