package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.REASON;
import static org.wego.membership.admission.process.AdmissionVariables.REFERRAL_CONFIRMED;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Makes an accepted city an Associate Member. */
@Component
class AdmitAssociate implements JavaDelegate {

    private final Cases cases;

    AdmitAssociate(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.admitAssociate(execution.getProcessBusinessKey(), REFERRAL_CONFIRMED.optional(execution).orElse(false),
                REASON.optional(execution).orElse(null), AdmissionVariables.decidedBy(execution));
    }
}
