package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;
import org.wego.membership.invoicing.InvoicingRuns;

@Component
class CloseRun implements JavaDelegate {

    private final InvoicingRuns runs;
    private final CrashPoints points;

    CloseRun(InvoicingRuns runs, CrashPoints points) {
        this.runs = runs;
        this.points = points;
    }

    @Override
    public void execute(DelegateExecution execution) {
        runs.close(RunVariables.FEE_YEAR.of(execution));
        // Runs begun under an earlier model ask this at their end; parked members have cases of their own now
        execution.setVariable("membersParked", false);
        points.passed(CrashPoint.RUN_CLOSED);
    }
}
