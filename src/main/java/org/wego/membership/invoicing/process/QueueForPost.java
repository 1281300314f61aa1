package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.PrintBundle;

/** Puts an invoice whose letter was refused into its run's print bundle. */
@Component
class QueueForPost implements JavaDelegate {

    private final Invoices invoices;
    private final PrintBundle bundle;

    QueueForPost(Invoices invoices, PrintBundle bundle) {
        this.invoices = invoices;
        this.bundle = bundle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        bundle.layUp(invoices.get(execution.getProcessBusinessKey()));
    }
}
