package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.HOLD_UNTIL;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Declines the application. */
@Component
class DeclineApplication implements JavaDelegate {

    private final Cases cases;

    DeclineApplication(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        HOLD_UNTIL.set(execution, cases.decline(execution.getProcessBusinessKey(), REASON.of(execution), AdmissionVariables.decidedBy(execution)));
    }
}
