package org.wego.membership.admission.process;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.StaffGroup;

/** Brings an overdue review before the lead: the group on the task, a letter. */
@Component
class EscalateReview implements JavaDelegate {

    private static final int URGENT = 90;

    private final Cases cases;

    EscalateReview(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        tasks.createTaskQuery().processInstanceId(execution.getProcessInstanceId()).taskDefinitionKey(AdmissionVariables.REVIEW).list().forEach(task -> {
            tasks.addCandidateGroup(task.getId(), StaffGroup.SECRETARIAT_LEAD.id());
            tasks.setPriority(task.getId(), URGENT);
        });
        cases.escalateReview(execution.getProcessBusinessKey());
    }
}
