package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.EMAIL;
import static org.wego.membership.admission.process.AdmissionVariables.LETTER_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Sends a letter that was refused to the address that the Secretariat found. */
@Component
class ResendToApplicant implements JavaDelegate {

    private final Cases cases;

    ResendToApplicant(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.resend(execution.getProcessBusinessKey(), LETTER_ID.of(execution), EMAIL.of(execution), "secretariat");
    }
}
