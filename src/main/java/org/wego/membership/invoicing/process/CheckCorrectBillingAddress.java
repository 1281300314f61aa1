package org.wego.membership.invoicing.process;


import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.PrintBundle;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Texts;

@Component
class CheckCorrectBillingAddress implements TaskListener {

    private final Invoices invoices;
    private final PrintBundle bundle;
    private final Texts texts;

    CheckCorrectBillingAddress(Invoices invoices, PrintBundle bundle, Texts texts) {
        this.invoices = invoices;
        this.bundle = bundle;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        String decision = values.oneOf("decision", "resend", "post", "setAside");
        if (decision.equals("post") && !bundle.canReach(invoices.get(task.getExecution().getProcessBusinessKey()))) {
            throw new TaskRefused("decision", texts.get("invoicing.refused.postalAddress"));
        }
        if (decision.equals("resend")) {
            String email = values.requiredText("email", texts.get("invoicing.refused.emailMissing"));
            if (!MailAddress.isFit(email)) {
                throw new TaskRefused("email", texts.get("invoicing.refused.email"));
            }
            task.setVariable("email", email);
        }
    }
}
