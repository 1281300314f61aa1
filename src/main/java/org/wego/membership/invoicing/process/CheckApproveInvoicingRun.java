package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.SafetyCheck;

/** Takes the approval of a run, from a process owner who did not prepare it. */
@Component
class CheckApproveInvoicingRun implements TaskListener {

    private final InvoicingRuns runs;
    private final SafetyCheck safety;
    private final SecondEyes eyes;

    CheckApproveInvoicingRun(InvoicingRuns runs, SafetyCheck safety, SecondEyes eyes) {
        this.runs = runs;
        this.safety = safety;
        this.eyes = eyes;
    }

    @Override
    public void notify(DelegateTask task) {
        int year = RunVariables.FEE_YEAR.of(task);
        InvoicingRun run = runs.current(year);
        if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            eyes.assigned(task, run.preparedBy());
            return;
        }
        String account = eyes.decides(task, run.preparedBy());
        TaskValues values = TaskValues.of(task);
        String decision = values.oneOf("decision", "approve", "recalculate", "cancel");
        if (decision.equals("approve")) {
            safety.refusal(run).ifPresent(why -> values.requiredText("reason", why));
            runs.approved(year, account, values.text("reason"));
        } else if (decision.equals("recalculate")) {
            runs.sentBack(year, values.text("reason"));
        }
    }
}
