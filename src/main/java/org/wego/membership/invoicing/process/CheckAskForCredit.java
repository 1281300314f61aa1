package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.CreditNotes;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.LineState;
import org.wego.membership.invoicing.RunLine;
import org.wego.membership.site.Texts;

/** Refuses a request that can't be: before anything begins, and with words that say what to do instead. */
@Component
class CheckAskForCredit implements ExecutionListener {

    private static final int LONGEST = 500;

    private final CreditNotes credits;
    private final Invoices invoices;
    private final Acting acting;
    private final Texts texts;

    CheckAskForCredit(CreditNotes credits, Invoices invoices, Acting acting, Texts texts) {
        this.credits = credits;
        this.invoices = invoices;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (acting.account() == null) {
            throw new TaskRefused("assignee", texts.get("credit.refused.nobody"));
        }
        TaskValues values = TaskValues.of(execution);
        Invoice invoice = invoice(values.requiredText("invoice", texts.get("credit.refused.invoiceMissing")));
        String cause = values.oneOf("cause", credits.causes().toArray(String[]::new));
        boolean reissue = values.oneOf("reissue", "yes", "no").equals("yes");
        String reason = values.requiredText("reason", texts.get("credit.refused.reasonMissing"));
        if (reason.length() > LONGEST) {
            throw new TaskRefused("reason", texts.get("credit.refused.reasonLong"));
        }
        CreditNotes.Consequence follows = credits.consequence(cause, reissue);
        if (!follows.allowed()) {
            throw new TaskRefused("reissue", texts.get("credit.refused.reissue", follows.words()));
        }
        if (reissue) {
            RunLine next = credits.replacement(invoice);
            if (next.state() != LineState.DUE) {
                throw new TaskRefused("reissue", texts.get("credit.refused.notDue", next.reason()));
            }
        }
        CreditVariables.INVOICE.set(execution, invoice.number());
        CreditVariables.REASON.set(execution, reason);
    }

    /** The invoice, held until the request is recorded: two who ask at once come one after the other. */
    private Invoice invoice(String number) {
        Invoice invoice = invoices.hold(number).orElseThrow(() -> new TaskRefused("invoice", texts.get("credit.refused.noInvoice", number)));
        if (invoice.state() == InvoiceState.CANCELLED) {
            throw new TaskRefused("invoice", credits.of(number).map(note -> texts.get("credit.refused.credited", number, note.number()))
                    .orElseGet(() -> texts.get("credit.refused.cancelled", number)));
        }
        if (invoice.sentAt() == null) {
            throw new TaskRefused("invoice", texts.get("credit.refused.unsent", number));
        }
        if (credits.underWay(number).isPresent()) {
            throw new TaskRefused("invoice", texts.get("credit.refused.underWay", number));
        }
        return invoice;
    }
}
