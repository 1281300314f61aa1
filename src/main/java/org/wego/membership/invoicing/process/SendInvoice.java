package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoiceSender;

@Component
class SendInvoice implements JavaDelegate {

    private final InvoiceSender sender;

    SendInvoice(InvoiceSender sender) {
        this.sender = sender;
    }

    @Override
    public void execute(DelegateExecution execution) {
        sender.sendOne(execution.getProcessBusinessKey());
    }
}
