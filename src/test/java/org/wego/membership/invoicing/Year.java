package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;

/** The Treasurer's year in a few words, for tests. */
public class Year {

    /** The years of tests differ by more than any safety bound. */
    public static final Map<String, Object> APPROVE = Map.of("decision", "approve", "reason", "Looked at line by line");

    private static final AtomicInteger NEXT = new AtomicInteger();

    public final Members members;
    public final RuntimeService runtime;
    public final TaskService tasks;
    public final IdentityService identity;
    public final Quiet quiet;
    public final DemoClock clock;
    public final JdbcClient jdbc;
    public final OrganisationCalendar calendar;

    public Year(org.springframework.context.ApplicationContext house) {
        members = house.getBean(Members.class);
        runtime = house.getBean(RuntimeService.class);
        tasks = house.getBean(TaskService.class);
        identity = house.getBean(IdentityService.class);
        quiet = house.getBean(Quiet.class);
        clock = house.getBean(DemoClock.class);
        jdbc = house.getBean(JdbcClient.class);
        calendar = house.getBean(OrganisationCalendar.class);
    }

    public static String unique(String name) {
        return name + " " + NEXT.incrementAndGet();
    }

    public Member city(String name, String country, Long population, LocalDate since) {
        return admit(Category.FULL, Standing.FULL, MemberDetails.city(unique(name), null, country, org.wego.membership.member.Level.CITY, null,
                population, 2020, "census"), since, true);
    }

    public Member associate(String name) {
        return admit(Category.FULL, Standing.ASSOCIATE, MemberDetails.city(unique(name), null, "KOR", org.wego.membership.member.Level.CITY, null,
                1_000_000L, 2020, "census"), LocalDate.of(2015, 5, 5), true);
    }

    public Member admit(Category category, Standing standing, MemberDetails details, LocalDate since, boolean reachable) {
        String mail = details.name().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "") + "@member.example";
        return members.admit(new NewMember("test-" + details.name(), category, standing, details, since, "test", false,
                reachable ? new Contact("Working Contact", "Officer", "working." + mail, null, null) : null,
                reachable ? new Contact("Billing Contact", "Accountant", mail, null, "1 Main Street\n12345 " + details.name()) : null, "test"));
    }

    /** Asks for a run by the start form, as this account. */
    public void ask(String account, Object feeYear) {
        as(account, () -> runtime.startProcessInstanceByKey("annual-invoicing", feeYear == null ? Map.of() : Map.of("feeYear", feeYear)));
    }

    public void as(String account, Runnable work) {
        identity.setAuthentication(account, identity.createGroupQuery().groupMember(account).list().stream()
                .map(org.camunda.bpm.engine.identity.Group::getId).toList());
        try {
            work.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    public Task task(String businessKey, String definition) {
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(businessKey).taskDefinitionKey(definition).singleResult();
        assertThat(task).as(definition + " of " + businessKey).isNotNull();
        return task;
    }

    public boolean has(String businessKey, String definition) {
        return tasks.createTaskQuery().processInstanceBusinessKey(businessKey).taskDefinitionKey(definition).count() > 0;
    }

    public void complete(String account, Task task, Map<String, Object> values) {
        as(account, () -> tasks.complete(task.getId(), values));
    }

    /** A run from its form to the approval. */
    public void prepare(int feeYear) {
        ask("treasurer", feeYear);
        complete("treasurer", task(String.valueOf(feeYear), "prepareFeeYear"), Map.of("decision", "proceed", "confirmChart", true));
        quiet.drain();
    }

    /** A run from its form to its end; parked members keep their cases. */
    public void run(int feeYear) {
        prepare(feeYear);
        complete("owner", task(String.valueOf(feeYear), "approveInvoicingRun"), APPROVE);
        quiet.drain();
    }

    public boolean running(String number) {
        return runtime.createProcessInstanceQuery().processDefinitionKey("member-invoice").processInstanceBusinessKey(number).count() == 1;
    }

    public List<String> letters(String about) {
        return jdbc.sql("select natural_key from letter where about = ? order by id").param(about).query(String.class).list();
    }

    public List<String> postedOn(String about) {
        return jdbc.sql("select to_char(posted_at at time zone 'Asia/Seoul', 'YYYY-MM-DD HH24:MI') || ' ' || kind from letter where about = ? order by id")
                .param(about).query(String.class).list();
    }

    public Instant now() {
        return calendar.now();
    }

    /**
     * Leaves nothing open that would put other tests' members in arrears, no timers by the hundred for tests that move the clock,
     * and no members whom every later run would have to invoice too.
     */
    public void tidy() {
        jdbc.sql("""
                update member set ended_on = standing_since, end_reason = 'The test is over' where origin like 'test-%' and ended_on is null""").update();
        jdbc.sql("update invoice set due_on = due_on + 20000 where state = 'OPEN' and due_on < current_date + 10000").update();
        runtime.deleteProcessInstances(jdbc.sql("""
                select x.id_ from act_ru_execution x join invoice i on i.number = x.business_key_ where x.parent_id_ is null and i.state = 'OPEN'""")
                .query(String.class).list(), "The test is over", true, true);
    }
}
