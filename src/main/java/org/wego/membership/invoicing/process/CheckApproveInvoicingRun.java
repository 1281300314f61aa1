package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Accounts;
import org.wego.membership.engine.StaffGroup;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.SafetyCheck;
import org.wego.membership.site.Texts;

/**
 * Two pairs of eyes: who prepared a run can neither take its approval nor give it, whatever groups the account has; and only a
 * process owner decides.
 */
@Component
class CheckApproveInvoicingRun implements TaskListener {

    private final InvoicingRuns runs;
    private final SafetyCheck safety;
    private final Accounts accounts;
    private final Acting acting;
    private final Texts texts;

    CheckApproveInvoicingRun(InvoicingRuns runs, SafetyCheck safety, Accounts accounts, Acting acting, Texts texts) {
        this.runs = runs;
        this.safety = safety;
        this.accounts = accounts;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        int year = RunVariables.FEE_YEAR.of(task);
        InvoicingRun run = runs.current(year);
        if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
            if (task.getAssignee() != null) {
                mayApprove(task.getAssignee(), run);
            }
            return;
        }
        String account = acting.account(task);
        if (account == null) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.nobody"));
        }
        mayApprove(account, run);
        if (task.getAssignee() != null) {
            mayApprove(task.getAssignee(), run);
        }
        TaskValues values = TaskValues.of(task);
        String decision = values.oneOf("decision", "approve", "recalculate", "cancel");
        if (decision.equals("approve")) {
            safety.refusal(run).ifPresent(why -> values.requiredText("reason", why));
            runs.approved(year, account, values.text("reason"));
        } else if (decision.equals("recalculate")) {
            runs.sentBack(year, values.text("reason"));
        }
    }

    private void mayApprove(String account, InvoicingRun run) {
        if (account.equals(run.preparedBy())) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.prepared", account));
        }
        if (!accounts.groupsOf(account).contains(StaffGroup.OWNERS.id())) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.owner", account));
        }
    }
}
