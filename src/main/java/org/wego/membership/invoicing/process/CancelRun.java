package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.ParkedCases;

@Component
class CancelRun implements JavaDelegate {

    private final InvoicingRuns runs;
    private final ParkedCases parked;

    CancelRun(InvoicingRuns runs, ParkedCases parked) {
        this.runs = runs;
        this.parked = parked;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int year = RunVariables.FEE_YEAR.of(execution);
        runs.cancel(year);
        parked.settleCancelled(year);
    }
}
