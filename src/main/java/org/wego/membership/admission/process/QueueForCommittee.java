package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Puts the case before the Committee's next round. */
@Component
class QueueForCommittee implements JavaDelegate {

    private final Cases cases;

    QueueForCommittee(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.queue(execution.getProcessBusinessKey(), REASON.optional(execution).orElse(null), AdmissionVariables.decidedBy(execution));
    }
}
