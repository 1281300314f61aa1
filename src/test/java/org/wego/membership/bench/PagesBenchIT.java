package org.wego.membership.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wego.membership.bench.BenchHouse.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long a visitor waits for the public page, and the Treasurer for Tasklist's list of 10,000 open tasks: in a quiet house
 * and while an invoicing run is under way. Each at a steady pace, measured from the moment when it was to be asked.
 */
@Tag("bench")
@Order(3)
class PagesBenchIT {

    private static final int SHARE = Integer.getInteger("wego.bench.share", 1);
    private static final int TASKS = 10_000;
    /** So many of them by the engine. */
    private static final int BEGUN = 100;
    private static final int INVOICES = 10_000 / SHARE;
    private static final int ASKED = 160 / Math.min(SHARE, 4);
    private static final int A_SECOND = 10;

    @Test
    void pagesComeAlmostAsFastWhileInvoicesGoOut() throws IOException, InterruptedException {
        try (BenchHouse house = new BenchHouse()) {
            int first = 2_000 / SHARE;
            house.admit(first);
            house.prepareRun(2025);
            house.approve(2025);
            house.awaitSent(first);
            house.awaitRunClosed();
            openTasks(house);
            house.admit(INVOICES - first);
            house.prepareRun(2026);

            Visitor visitor = new Visitor(house.base());
            Visitor treasurer = new Visitor(house.base()).atTasklist("treasurer");
            String filter = house.bean(FilterService.class).createFilterQuery().filterName("Treasurer: open tasks").singleResult().getId();
            assertThat(house.bean(TaskService.class).createTaskQuery().taskDefinitionKey("followUpArrears").count()).isEqualTo(TASKS);
            assertThat(treasurer.tasks(filter)).contains("Follow up arrears", "\"count\":" + TASKS);
            Waits.of(ASKED, A_SECOND, number -> ask(visitor, treasurer, filter, number));

            Waits[] idle = measure(visitor, treasurer, filter);
            long before = house.sent();
            house.approve(2026);
            house.awaitSent(before + 50);
            Waits[] during = measure(visitor, treasurer, filter);
            long left = house.sent() - before;

            print("public-page", idle[0], during[0]);
            print("tasklist", idle[1], during[1]);
            System.out.printf(Locale.ROOT, "%d letters left meanwhile%n", left);
            house.awaitSent(before + INVOICES);
            house.awaitRunClosed();
            assertThat(house.bean(RuntimeService.class).createIncidentQuery().count()).isZero();
            assertThat(SHARE > 1 || left < INVOICES).as("the run was under way all the time").isTrue();
        }
    }

    private static void ask(Visitor visitor, Visitor treasurer, String filter, int number) {
        if (number % 2 == 0) {
            visitor.get("/");
        } else {
            treasurer.tasks(filter);
        }
    }

    /** First the page, then the list: neither makes the other wait. */
    private static Waits[] measure(Visitor visitor, Visitor treasurer, String filter) throws InterruptedException {
        return new Waits[] {Waits.of(ASKED, A_SECOND, number -> visitor.get("/")), Waits.of(ASKED / 2, A_SECOND / 2, number -> treasurer.tasks(filter))};
    }

    private static void print(String name, Waits idle, Waits during) {
        System.out.printf(Locale.ROOT, "%s, idle: %s%n%s, during a run: %s%n", name, idle, name, during);
        bench(name + ".p95.idle", idle.percentile(95), "ms");
        bench(name + ".p95.during-run", during.percentile(95), "ms");
        bench(name + ".p95.ratio", during.percentile(95) / idle.percentile(95), "ratio");
    }

    /**
     * As many arrears for the Treasurer to follow up: some by the engine, and each of these many times over by its rows, since
     * ten thousand instances would take longer to begin than all that is measured here.
     */
    private static void openTasks(BenchHouse house) {
        RuntimeService runtime = house.bean(RuntimeService.class);
        JdbcClient jdbc = house.bean(JdbcClient.class);
        String process = house.bean(RepositoryService.class).createProcessDefinitionQuery().processDefinitionKey("member-invoice").latestVersion()
                .singleResult().getId();
        List<String> numbers = jdbc.sql("select number from invoice order by number limit ?").param(BEGUN).query(String.class).list();
        house.bean(TransactionTemplate.class).executeWithoutResult(status -> numbers.forEach(number ->
                runtime.createProcessInstanceById(process).businessKey(number).startBeforeActivity("followUpArrears").execute()));
        int more = TASKS / numbers.size() - 1;
        jdbc.sql("""
                with t as (select * from act_ru_task where task_def_key_ = 'followUpArrears'),
                  tasks as (insert into act_ru_task select (jsonb_populate_record(null::act_ru_task, to_jsonb(t) || jsonb_build_object('id_', t.id_ || '-' || n,
                    'create_time_', t.create_time_ - n * interval '1 minute', 'due_date_', t.due_date_ - n * interval '1 minute'))).*
                    from t, generate_series(1, :more) n),
                  links as (insert into act_ru_identitylink select (jsonb_populate_record(l, jsonb_build_object('id_', l.id_ || '-' || n,
                    'task_id_', l.task_id_ || '-' || n))).* from act_ru_identitylink l join t on t.id_ = l.task_id_, generate_series(1, :more) n)
                insert into act_ru_authorization select (jsonb_populate_record(a, jsonb_build_object('id_', a.id_ || '-' || n,
                  'resource_id_', a.resource_id_ || '-' || n))).* from act_ru_authorization a join t on t.id_ = a.resource_id_, generate_series(1, :more) n""")
                .param("more", more).update();
        jdbc.sql("analyze act_ru_task, act_ru_identitylink, act_ru_authorization").update();
    }
}
