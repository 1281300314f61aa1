package org.wego.membership.invoicing.process;


import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Texts;

@Component
class CheckCorrectBillingAddress implements TaskListener {

    private final Texts texts;

    CheckCorrectBillingAddress(Texts texts) {
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        if (values.oneOf("decision", "resend", "setAside").equals("resend")) {
            String email = values.requiredText("email", texts.get("invoicing.refused.emailMissing"));
            if (!MailAddress.isFit(email)) {
                throw new TaskRefused("email", texts.get("invoicing.refused.email"));
            }
            task.setVariable("email", email);
        }
    }
}
