package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.AMEND_UNTIL;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Tells the applicant what to change. */
@Component
class RequestChanges implements JavaDelegate {

    private final Cases cases;

    RequestChanges(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        AMEND_UNTIL.set(execution, cases.requestChanges(execution.getProcessBusinessKey(), REASON.of(execution)));
    }
}
