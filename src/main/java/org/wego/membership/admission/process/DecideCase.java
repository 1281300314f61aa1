package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.BATCH_DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.CASES;
import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.MORE_CASES;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import java.util.HashMap;
import java.util.Map;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Decides the next case of a batch by its own review task; one that is decided or withdrawn already is passed over. */
@Component
class DecideCase implements JavaDelegate {

    private final Cases cases;

    DecideCase(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String[] waiting = CASES.of(execution).split(",", 2);
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        if (cases.isOpen(waiting[0])) {
            Map<String, Object> answer = new HashMap<>();
            answer.put(DECISION.name(), BATCH_DECISION.of(execution));
            answer.put(REASON.name(), REASON.optional(execution).orElse(null));
            tasks.createTaskQuery().processInstanceBusinessKey(waiting[0]).taskDefinitionKey(AdmissionVariables.REVIEW).list().forEach(task -> {
                DECIDED_BY.optional(execution).ifPresent(account -> tasks.setAssignee(task.getId(), account));
                tasks.complete(task.getId(), answer);
            });
        }
        MORE_CASES.set(execution, waiting.length > 1);
        CASES.set(execution, waiting.length > 1 ? waiting[1] : null);
    }
}
