package org.wego.membership.invoicing.process;

import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Processes;
import org.wego.membership.invoicing.CreditNote;
import org.wego.membership.invoicing.CreditNotes;

/** The credit note, the new invoice and its process stand or fall together. */
@Component
class IssueCreditNote implements JavaDelegate {

    private final CreditNotes credits;
    private final Processes processes;

    IssueCreditNote(CreditNotes credits, Processes processes) {
        this.credits = credits;
        this.processes = processes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CreditNote note = credits.issue(CreditVariables.REQUEST.of(execution));
        CreditVariables.CREDIT_NOTE.set(execution, note.number());
        if (note.successor() != null) {
            processes.start(InvoiceVariables.PROCESS, note.successor(), Map.of());
        }
    }
}
