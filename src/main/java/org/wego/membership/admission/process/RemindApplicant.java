package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Reminds the applicant of what it was asked for. */
@Component
class RemindApplicant implements JavaDelegate {

    private final Cases cases;

    RemindApplicant(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.remindOfChanges(execution.getProcessBusinessKey());
    }
}
