package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECISION_ID;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;
import static org.wego.membership.admission.process.AdmissionVariables.TAKEN_BACK;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.SecondLook;

/** Takes a decision back; the application hears of it after the commit. */
@Component
class TakeBackDecision implements JavaDelegate {

    private final SecondLook look;

    TakeBackDecision(SecondLook look) {
        this.look = look;
    }

    @Override
    public void execute(DelegateExecution execution) {
        TAKEN_BACK.set(execution, look.takeBack(DECISION_ID.of(execution), REASON.of(execution), AdmissionVariables.decidedBy(execution)));
    }
}
