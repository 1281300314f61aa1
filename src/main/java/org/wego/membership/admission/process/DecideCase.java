package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.BATCH_DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.CASES;
import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.DECLINE_REASON;
import static org.wego.membership.admission.process.AdmissionVariables.FIELDS;
import static org.wego.membership.admission.process.AdmissionVariables.MORE_CASES;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import java.util.HashMap;
import java.util.Map;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Decides the next case of a batch by its own review task; one that isn't as it was when its letter was shown is passed over. */
@Component
class DecideCase implements JavaDelegate {

    private final Cases cases;

    DecideCase(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String[] waiting = CASES.of(execution).split(",", 2);
        Cases.Seen next = Cases.Seen.of(waiting[0]);
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        Task review = cases.isAs(next) ? tasks.createTaskQuery().processDefinitionKey(AdmissionVariables.PROCESS)
                .processInstanceBusinessKey(next.reference()).taskDefinitionKey(AdmissionVariables.REVIEW).singleResult() : null;
        if (review == null) {
            cases.passOver(next.reference(), AdmissionVariables.decidedBy(execution));
        } else {
            DECIDED_BY.optional(execution).ifPresent(account -> tasks.setAssignee(review.getId(), account));
            tasks.complete(review.getId(), answer(execution));
        }
        MORE_CASES.set(execution, waiting.length > 1);
        CASES.set(execution, waiting.length > 1 ? waiting[1] : null);
    }

    private static Map<String, Object> answer(DelegateExecution execution) {
        Map<String, Object> answer = new HashMap<>();
        answer.put(DECISION.name(), BATCH_DECISION.of(execution));
        answer.put(REASON.name(), REASON.optional(execution).orElse(null));
        answer.put(DECLINE_REASON.name(), DECLINE_REASON.optional(execution).orElse(null));
        answer.put(FIELDS.name(), FIELDS.optional(execution).orElse(null));
        return answer;
    }
}
