package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.LineState;
import org.wego.membership.invoicing.RunList;

@Component
class CloseRun implements JavaDelegate {

    private final InvoicingRuns runs;
    private final RunList list;

    CloseRun(InvoicingRuns runs, RunList list) {
        this.runs = runs;
        this.list = list;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int year = RunVariables.FEE_YEAR.of(execution);
        RunVariables.MEMBERS_PARKED.set(execution, list.totals(runs.current(year).id()).of(LineState.PARKED) > 0);
        runs.close(year);
    }
}
