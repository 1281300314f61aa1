package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.Invoices;

@Component
class ExtendDueDate implements JavaDelegate {

    private final Invoices invoices;

    ExtendDueDate(Invoices invoices) {
        this.invoices = invoices;
    }

    @Override
    public void execute(DelegateExecution execution) {
        invoices.extend(execution.getProcessBusinessKey(), InvoiceVariables.NEW_DUE_DATE.of(execution),
                InvoiceVariables.REASON.optional(execution).orElse(null));
    }
}
