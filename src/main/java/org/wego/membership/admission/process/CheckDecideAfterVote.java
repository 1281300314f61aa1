package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.OUTCOME;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Takes the Secretariat's decision after a vote only if it is whole: after a rejection it needs a reason. */
@Component
class CheckDecideAfterVote implements TaskListener {

    private final Cases cases;
    private final Acting acting;
    private final Texts texts;

    CheckDecideAfterVote(Cases cases, Acting acting, Texts texts) {
        this.cases = cases;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        String decision = values.oneOf(DECISION.name(), "nextRound", "close");
        String reason = "REJECTED".equals(OUTCOME.of(task)) ? values.requiredText(REASON.name(), texts.get("admission.task.reasonAfterRejection"))
                : values.text(REASON.name());
        if (reason != null && reason.length() > 2000) {
            throw new TaskRefused(REASON.name(), texts.get("admission.task.reasonTooLong"));
        }
        if (!cases.isOpen(task.getExecution().getProcessBusinessKey())) {
            throw new TaskRefused(DECISION.name(), texts.get("admission.task.withdrawn"));
        }
        task.setVariable(DECISION.name(), decision);
        task.setVariable(REASON.name(), reason);
        task.setVariable(DECIDED_BY.name(), acting.account(task));
    }
}
