package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECLINE_STANDS;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.SecondLook;

/** Makes a decline final, unless it was taken back. */
@Component
class KeepDecline implements JavaDelegate {

    private final SecondLook look;

    KeepDecline(SecondLook look) {
        this.look = look;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DECLINE_STANDS.set(execution, look.keepDecline(execution.getProcessBusinessKey()));
    }
}
