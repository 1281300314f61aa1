package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.CONFIRM_UNTIL;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Asks the applicant to confirm its address. */
@Component
class SendConfirmation implements JavaDelegate {

    private final Cases cases;

    SendConfirmation(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CONFIRM_UNTIL.set(execution, cases.askToConfirm(execution.getProcessBusinessKey()));
    }
}
