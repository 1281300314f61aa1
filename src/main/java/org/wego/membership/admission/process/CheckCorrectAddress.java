package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.EMAIL;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Texts;

/** Takes the answer to a refused letter only if it is whole: sending again needs an address. */
@Component
class CheckCorrectAddress implements TaskListener {

    private final Texts texts;

    CheckCorrectAddress(Texts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        String decision = values.oneOf(DECISION.name(), "resend", "setAside");
        String email = null;
        if (decision.equals("resend")) {
            email = values.requiredText(EMAIL.name(), texts.get("admission.task.email"));
            if (!MailAddress.isFit(email)) {
                throw new TaskRefused(EMAIL.name(), texts.get("admission.task.email"));
            }
        }
        task.setVariable(DECISION.name(), decision);
        task.setVariable(EMAIL.name(), email);
    }
}
