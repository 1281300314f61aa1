package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Accounts;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.StaffGroup;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.site.Texts;

/**
 * Two pairs of eyes: who prepared something can neither take its approval nor give it, whatever groups the account has; and only
 * a process owner decides.
 */
@Component
class SecondEyes {

    private final Accounts accounts;
    private final Acting acting;
    private final Texts texts;

    SecondEyes(Accounts accounts, Acting acting, Texts texts) {
        this.accounts = accounts;
        this.acting = acting;
        this.texts = texts;
    }

    /** Refuses an assignment to an account that may not approve. */
    void assigned(DelegateTask task, String preparedBy) {
        if (task.getAssignee() != null) {
            mayApprove(task.getAssignee(), preparedBy);
        }
    }

    /** The account that decides; refused if it, or who holds the task, may not approve. */
    String decides(DelegateTask task, String preparedBy) {
        String account = acting.account(task);
        if (account == null) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.nobody"));
        }
        mayApprove(account, preparedBy);
        assigned(task, preparedBy);
        return account;
    }

    private void mayApprove(String account, String preparedBy) {
        if (account.equals(preparedBy)) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.prepared", account));
        }
        if (!accounts.groupsOf(account).contains(StaffGroup.OWNERS.id())) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.owner", account));
        }
    }
}
