package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.CreditNotes;

@Component
class SendCreditNote implements JavaDelegate {

    private final CreditNotes credits;

    SendCreditNote(CreditNotes credits) {
        this.credits = credits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        credits.send(CreditVariables.CREDIT_NOTE.of(execution));
    }
}
