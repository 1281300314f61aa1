package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;
import org.wego.membership.invoicing.InvoiceNumbers;
import org.wego.membership.invoicing.InvoiceSender;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.RunPauses;

/**
 * The next chunk: number and start it, then draw and post it. A try that was broken off is first brought to its end. While the
 * run is paused nothing is done, and the model waits.
 */
@Component
class IssueInvoices implements JavaDelegate {

    private final InvoicingRuns runs;
    private final InvoiceNumbers numbers;
    private final InvoiceIssue issue;
    private final InvoiceSender sender;
    private final RunPauses pauses;
    private final CrashPoints points;

    IssueInvoices(InvoicingRuns runs, InvoiceNumbers numbers, InvoiceIssue issue, InvoiceSender sender, RunPauses pauses, CrashPoints points) {
        this.runs = runs;
        this.numbers = numbers;
        this.issue = issue;
        this.sender = sender;
        this.pauses = pauses;
        this.points = points;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long run = runs.current(RunVariables.FEE_YEAR.of(execution)).id();
        if (!pauses.paused(run)) {
            sender.sendAll(run);
            issue.numberNext(run);
            sender.sendAll(run);
        }
        // It may have been asked for meanwhile
        RunVariables.PAUSED.set(execution, pauses.paused(run));
        RunVariables.MORE_TO_ISSUE.set(execution, numbers.moreToNumber(run));
        points.passed(CrashPoint.CHUNK_SENT);
    }
}
