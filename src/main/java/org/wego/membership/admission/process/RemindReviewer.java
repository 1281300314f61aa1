package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Reminds the Secretariat that its first answer is due soon. */
@Component
class RemindReviewer implements JavaDelegate {

    private final Cases cases;

    RemindReviewer(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.remindReviewer(execution.getProcessBusinessKey());
    }
}
