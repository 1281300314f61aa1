package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Puts the case before the Committee in a round of its own. */
@Component
class OpenRoundNow implements JavaDelegate {

    private final Cases cases;

    OpenRoundNow(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.openRound(execution.getProcessBusinessKey(), REASON.optional(execution).orElse(null), AdmissionVariables.decidedBy(execution));
    }
}
