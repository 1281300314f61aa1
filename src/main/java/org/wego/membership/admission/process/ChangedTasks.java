package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.APPLICANT_NAME;
import static org.wego.membership.admission.process.AdmissionVariables.VERDICT;
import static org.wego.membership.admission.process.AdmissionVariables.VERDICT_REASON;

import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseCorrected;
import org.wego.membership.admission.CaseNoted;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.Processes;

/** Shows who has a case's task before it what has changed meanwhile: all that it shows, and the verdict that follows. What is being typed stays. */
@Component
class ChangedTasks {

    private static final String AFTER_VOTE = "decideAfterVote";

    private final Applications applications;
    private final Cases cases;
    private final CaseDesk desk;
    private final DecisionTables tables;
    private final Processes processes;
    private final RuntimeService runtime;
    private final TaskService tasks;

    ChangedTasks(Applications applications, Cases cases, CaseDesk desk, DecisionTables tables, Processes processes, @Lazy RuntimeService runtime,
            @Lazy TaskService tasks) {
        this.applications = applications;
        this.cases = cases;
        this.desk = desk;
        this.tables = tables;
        this.processes = processes;
        this.runtime = runtime;
        this.tasks = tasks;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void show(CaseCorrected corrected) {
        showNow(corrected.reference());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void show(CaseNoted noted) {
        showNow(noted.reference());
    }

    // Who completes the task at this moment is quicker: then there is nothing to show any more
    private void showNow(String reference) {
        Errands.quietly("Task of " + reference, () -> processes.apart(() -> {
            show(reference);
            return null;
        }));
    }

    private void show(String reference) {
        ProcessInstance instance = runtime.createProcessInstanceQuery().processDefinitionKey(AdmissionVariables.PROCESS)
                .processInstanceBusinessKey(reference).singleResult();
        if (instance == null) {
            return;
        }
        String name = applications.get(reference).name();
        Object before = runtime.getVariable(instance.getId(), APPLICANT_NAME.name());
        runtime.setVariable(instance.getId(), APPLICANT_NAME.name(), name);
        for (Task task : tasks.createTaskQuery().processInstanceId(instance.getId()).list()) {
            if (!name.equals(before)) {
                task.setName(task.getName().replace(String.valueOf(before), name));
                tasks.saveTask(task);
            }
            if (task.getTaskDefinitionKey().equals(AdmissionVariables.REVIEW)) {
                Decision verdict = verdict(cases.eligibility(reference));
                runtime.setVariables(instance.getId(), Map.of(VERDICT.name(), verdict.text("verdict"), VERDICT_REASON.name(), verdict.text("reason")));
                runtime.setVariablesLocal(task.getExecutionId(), desk.review(reference, verdict.text("verdict")));
            } else if (task.getTaskDefinitionKey().equals(AFTER_VOTE)) {
                runtime.setVariablesLocal(task.getExecutionId(), desk.afterVote(reference));
            }
        }
    }

    private Decision verdict(Cases.Eligibility asked) {
        return tables.decide("eligibility", Map.of("category", asked.category(), "kind", asked.kind(), "digital", asked.digital(),
                "alreadyMember", asked.alreadyMember(), "signedForm", asked.signedForm(), "capacity", asked.capacity(),
                "authorityLetter", asked.authorityLetter()));
    }
}
