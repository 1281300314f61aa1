package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.Rehearsal;

@Component
class AssessFees implements JavaDelegate {

    private final Rehearsal rehearsal;

    AssessFees(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    @Override
    public void execute(DelegateExecution execution) {
        rehearsal.assess(RunVariables.FEE_YEAR.of(execution));
    }
}
