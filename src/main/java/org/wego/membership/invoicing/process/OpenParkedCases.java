package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoicingRuns;

@Component
class OpenParkedCases implements JavaDelegate {

    private final InvoicingRuns runs;
    private final ParkedTidings parked;

    OpenParkedCases(InvoicingRuns runs, ParkedTidings parked) {
        this.runs = runs;
        this.parked = parked;
    }

    @Override
    public void execute(DelegateExecution execution) {
        parked.follow(runs.current(RunVariables.FEE_YEAR.of(execution)).id());
    }
}
