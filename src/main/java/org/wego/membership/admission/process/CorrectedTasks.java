package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.APPLICANT_NAME;
import static org.wego.membership.admission.process.AdmissionVariables.VERDICT;
import static org.wego.membership.admission.process.AdmissionVariables.VERDICT_REASON;

import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseCorrected;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.TaskFacts;

/** Shows who has a case's task before it what was corrected meanwhile: the facts, and the verdict that follows from them. */
@Component
class CorrectedTasks {

    private static final String REVIEW = "reviewApplication";

    private final Applications applications;
    private final Cases cases;
    private final CaseFacts facts;
    private final DecisionTables tables;
    private final Processes processes;
    private final RuntimeService runtime;
    private final TaskService tasks;

    CorrectedTasks(Applications applications, Cases cases, CaseFacts facts, DecisionTables tables, Processes processes,
            @Lazy RuntimeService runtime, @Lazy TaskService tasks) {
        this.applications = applications;
        this.cases = cases;
        this.facts = facts;
        this.tables = tables;
        this.processes = processes;
        this.runtime = runtime;
        this.tasks = tasks;
    }

    // Who completes the task at this moment is quicker: then there is nothing to show any more
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void show(CaseCorrected corrected) {
        Errands.quietly("Task of " + corrected.reference(), () -> processes.apart(() -> {
            show(applications.get(corrected.reference()));
            return null;
        }));
    }

    private void show(Application application) {
        for (Task task : tasks.createTaskQuery().processDefinitionKey(AdmissionVariables.PROCESS)
                .processInstanceBusinessKey(application.reference()).list()) {
            if (task.getTaskDefinitionKey().equals(REVIEW)) {
                TaskFacts table = new TaskFacts();
                facts.forReview(application).forEach(fact -> table.line(fact.label(), fact.value(), fact.source()));
                runtime.setVariableLocal(task.getExecutionId(), "facts", table.json());
                Decision verdict = verdict(cases.eligibility(application.reference()));
                runtime.setVariables(task.getProcessInstanceId(), Map.of(APPLICANT_NAME.name(), application.name(),
                        VERDICT.name(), verdict.text("verdict"), VERDICT_REASON.name(), verdict.text("reason")));
            }
        }
    }

    private Decision verdict(Cases.Eligibility asked) {
        return tables.decide("eligibility", Map.of("category", asked.category(), "kind", asked.kind(), "digital", asked.digital(),
                "alreadyMember", asked.alreadyMember(), "signedForm", asked.signedForm(), "capacity", asked.capacity(),
                "authorityLetter", asked.authorityLetter()));
    }
}
