package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.ROUND;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Makes the applicant what the Committee approved. */
@Component
class AdmitMember implements JavaDelegate {

    private final Cases cases;

    AdmitMember(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.admitMember(execution.getProcessBusinessKey(), ROUND.of(execution));
    }
}
