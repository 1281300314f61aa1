package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.CaseNews;
import org.wego.membership.admission.SecondLook;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Takes the answer to a held letter. One that is to be stopped is stopped here, so that it can't leave any more. */
@Component
class CheckLookAtDecision implements TaskListener {

    private final SecondLook look;
    private final Processes processes;
    private final Acting acting;
    private final Texts texts;

    CheckLookAtDecision(SecondLook look, Processes processes, Acting acting, Texts texts) {
        this.look = look;
        this.processes = processes;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        String decision = values.oneOf(DECISION.name(), "send", "stop");
        if (decision.equals("stop")) {
            reason(values);
            stop(AdmissionVariables.DECISION_ID.of(task), task.getExecution().getProcessBusinessKey());
        }
        task.setVariable(DECISION.name(), decision);
        task.setVariable(REASON.name(), values.text(REASON.name()));
        task.setVariable(DECIDED_BY.name(), acting.account(task));
    }

    private void reason(TaskValues values) {
        if (values.requiredText(REASON.name(), texts.get("admission.takeBack.reason")).length() > 2000) {
            throw new TaskRefused(REASON.name(), texts.get("admission.task.reasonTooLong"));
        }
    }

    private void stop(int decision, String reference) {
        look.objection(decision).ifPresent(words -> {
            throw new TaskRefused(DECISION.name(), words);
        });
        if (!processes.isWaitingFor(CaseNews.DECISION_TAKEN_BACK, reference)) {
            throw new TaskRefused(DECISION.name(), texts.get("admission.takeBack.onItsWay"));
        }
        if (!look.stopLetter(decision)) {
            throw new TaskRefused(DECISION.name(), texts.get("admission.takeBack.left"));
        }
    }
}
