package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Closes a case that the Committee didn't approve. */
@Component
class CloseCase implements JavaDelegate {

    private final Cases cases;

    CloseCase(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.close(execution.getProcessBusinessKey(), REASON.optional(execution).orElse(null), AdmissionVariables.decidedBy(execution));
    }
}
