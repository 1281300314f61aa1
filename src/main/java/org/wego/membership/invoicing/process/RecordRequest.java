package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.invoicing.CreditNotes;
import org.wego.membership.invoicing.CreditRequest;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.Invoices;

@Component
class RecordRequest implements JavaDelegate {

    private final CreditNotes credits;
    private final Invoices invoices;
    private final Acting acting;

    RecordRequest(CreditNotes credits, Invoices invoices, Acting acting) {
        this.credits = credits;
        this.invoices = invoices;
        this.acting = acting;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Invoice invoice = invoices.hold(CreditVariables.INVOICE.of(execution)).orElseThrow();
        CreditRequest asked = credits.ask(invoice, CreditVariables.CAUSE.of(execution), CreditVariables.REISSUE.of(execution).equals("yes"),
                CreditVariables.REASON.of(execution), acting.account());
        execution.setProcessBusinessKey(asked.key());
        CreditVariables.REQUEST.set(execution, Math.toIntExact(asked.id()));
        CreditVariables.MEMBER_NAME.set(execution, invoice.memberName());
    }
}
