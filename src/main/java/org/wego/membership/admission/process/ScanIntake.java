package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.IntakeRadar;

/** Looks at the application before the Secretariat does. */
@Component
class ScanIntake implements JavaDelegate {

    private final IntakeRadar radar;

    ScanIntake(IntakeRadar radar) {
        this.radar = radar;
    }

    @Override
    public void execute(DelegateExecution execution) {
        radar.scan(execution.getProcessBusinessKey());
    }
}
