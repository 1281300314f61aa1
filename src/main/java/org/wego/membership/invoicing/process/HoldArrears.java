package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.Invoices;

@Component
class HoldArrears implements JavaDelegate {

    private final Invoices invoices;

    HoldArrears(Invoices invoices) {
        this.invoices = invoices;
    }

    @Override
    public void execute(DelegateExecution execution) {
        invoices.rest(execution.getProcessBusinessKey(), InvoiceVariables.REASON.optional(execution).orElse(null));
    }
}
