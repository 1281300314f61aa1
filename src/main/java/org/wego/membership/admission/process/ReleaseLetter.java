package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECISION_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.SecondLook;

/** Lets a held letter go. */
@Component
class ReleaseLetter implements JavaDelegate {

    private final SecondLook look;

    ReleaseLetter(SecondLook look) {
        this.look = look;
    }

    @Override
    public void execute(DelegateExecution execution) {
        look.releaseLetter(DECISION_ID.of(execution));
    }
}
