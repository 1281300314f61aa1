package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Ends a case whose applicant was silent. */
@Component
class LapseApplication implements JavaDelegate {

    private final Cases cases;

    LapseApplication(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.lapse(execution.getProcessBusinessKey());
    }
}
