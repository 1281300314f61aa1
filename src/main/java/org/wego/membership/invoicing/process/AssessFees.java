package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoicingRuns;

@Component
class AssessFees implements JavaDelegate {

    private final InvoicingRuns runs;

    AssessFees(InvoicingRuns runs) {
        this.runs = runs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        runs.assess(RunVariables.FEE_YEAR.of(execution));
    }
}
