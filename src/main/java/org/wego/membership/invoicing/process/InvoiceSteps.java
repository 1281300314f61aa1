package org.wego.membership.invoicing.process;

import java.time.Instant;
import java.util.Date;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoiceSchedule;
import org.wego.membership.invoicing.Invoices;

/** What the model asks of an invoice: {@code ${invoiceSteps.nextDue(execution)}}. Answers come from the table each time. */
@Component("invoiceSteps")
public class InvoiceSteps {

    private final Invoices invoices;
    private final InvoiceSchedule schedule;

    InvoiceSteps(Invoices invoices, InvoiceSchedule schedule) {
        this.invoices = invoices;
        this.schedule = schedule;
    }

    /** When the next step is due; the run passes it to the instances it starts, so that a thousand starts need no look-up. */
    public Date nextDue(DelegateExecution execution) {
        Instant next = InvoiceVariables.FIRST_STEP.optional(execution).orElseGet(() -> invoices.nextStep(execution.getProcessBusinessKey()));
        return Date.from(next);
    }

    /** Whether this step is the Treasurer's. */
    public boolean longOverdue(DelegateExecution execution) {
        return schedule.longOverdue(invoices.get(execution.getProcessBusinessKey()));
    }

    /** Whom the task is named after. */
    public String memberName(DelegateExecution execution) {
        return invoices.get(execution.getProcessBusinessKey()).memberName();
    }
}
