package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Draws the consequences of a withdrawal. */
@Component
class WithdrawApplication implements JavaDelegate {

    private final Cases cases;

    WithdrawApplication(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.finishWithdrawal(execution.getProcessBusinessKey());
    }
}
