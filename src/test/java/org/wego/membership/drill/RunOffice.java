package org.wego.membership.drill;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Level;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Members;
import org.wego.membership.member.NewMember;
import org.wego.membership.member.Standing;

/** The Treasurer and a process owner in a house that runs by itself: members by the hundred, runs prepared and approved. */
public final class RunOffice {

    private static final String[] COUNTRIES = {"KOR", "DEU", "KEN", "BRA", "IDN", "USA", "POL", "VNM"};
    private static final int AT_ONCE = 500;

    private final ApplicationContext house;
    private int members;

    public RunOffice(ApplicationContext house) {
        this.house = house;
    }

    /** Admits so many members. */
    public void admit(int count) {
        Members register = house.getBean(Members.class);
        for (int left = count; left > 0; left -= AT_ONCE) {
            int some = Math.min(left, AT_ONCE);
            house.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                for (int i = 0; i < some; i++) {
                    int number = ++members;
                    String country = COUNTRIES[number % COUNTRIES.length];
                    register.admit(new NewMember(null, Category.FULL, Standing.FULL, MemberDetails.city("Benchton " + number, null, country,
                            Level.CITY, null, 50_000L + 997L * (number % 8_000), 2024, "census"), LocalDate.of(2011, 1, 1), "Committee", false,
                            new Contact("Office", null, "office@b" + number + ".example", null, null),
                            new Contact("Finance", null, "finance@b" + number + ".example", null, "City Hall"), "bench"));
                }
            });
        }
    }

    /** Opens a run for all members who have no invoice of that year yet, up to the owner's task. */
    public Task prepare(int feeYear) {
        as("treasurer", "treasurer", () -> {
            String process = house.getBean(RepositoryService.class).createProcessDefinitionQuery()
                    .processDefinitionKey("annual-invoicing").latestVersion().singleResult().getId();
            house.getBean(FormService.class).submitStartForm(process, Map.of("feeYear", feeYear));
        });
        Task prepare = task(feeYear, "prepareFeeYear");
        as("treasurer", "treasurer", () -> house.getBean(TaskService.class).complete(prepare.getId(), Map.of("decision", "proceed", "confirmChart", true)));
        return task(feeYear, "approveInvoicingRun");
    }

    public void approve(int feeYear) {
        Task approval = task(feeYear, "approveInvoicingRun");
        as("owner", "owners", () -> house.getBean(TaskService.class).complete(approval.getId(), Map.of("decision", "approve", "reason", "Benchmark")));
    }

    private Task task(int feeYear, String id) {
        TaskService tasks = house.getBean(TaskService.class);
        Awaitility.await(id).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(100)).until(() ->
                tasks.createTaskQuery().taskDefinitionKey(id).processInstanceBusinessKey(String.valueOf(feeYear)).count() == 1);
        return tasks.createTaskQuery().taskDefinitionKey(id).processInstanceBusinessKey(String.valueOf(feeYear)).singleResult();
    }

    private void as(String account, String group, Runnable act) {
        IdentityService identity = house.getBean(IdentityService.class);
        identity.setAuthentication(account, List.of(group));
        try {
            act.run();
        } finally {
            identity.clearAuthentication();
        }
    }
}
