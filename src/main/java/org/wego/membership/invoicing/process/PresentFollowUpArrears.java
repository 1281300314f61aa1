package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Shows the Treasurer what is open and what was done about it. */
@Component
class PresentFollowUpArrears implements TaskListener {

    private final Invoices invoices;
    private final PersonalLinks links;
    private final Texts texts;

    PresentFollowUpArrears(Invoices invoices, PersonalLinks links, Texts texts) {
        this.invoices = invoices;
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        Invoice invoice = invoices.get(task.getExecution().getProcessBusinessKey());
        new TaskFacts()
                .add(texts.get("invoicing.fact.member"), invoice.memberName() + " (" + invoice.memberNumber() + ")", invoice.countryName())
                .add(texts.get("invoicing.fact.number"), invoice.number(), texts.get("invoicing.paper.issued", Usd.day(invoice.issuedOn())))
                .add(texts.get("invoicing.fact.amount"), Figures.usd(invoice.amount()), texts.get("invoicing.task.feeOf", String.valueOf(invoice.feeYear())))
                .add(texts.get("invoicing.fact.paid"), Figures.usd(invoice.paid()))
                .add(texts.get("invoicing.fact.open"), Figures.usd(invoice.balance()))
                .add(texts.get("invoicing.fact.due"), Usd.day(invoice.dueOn()), invoice.dueOn().equals(invoice.firstDueOn()) ? null
                        : texts.get("invoicing.task.extended", Usd.day(invoice.firstDueOn())))
                .add(texts.get("invoicing.fact.reminders"), String.valueOf(invoice.remindersDone()),
                        invoice.followUps() == 0 ? null : texts.get("invoicing.task.followUps", String.valueOf(invoice.followUps())))
                .add(texts.get("invoicing.fact.note"), invoice.note())
                .show(task, "facts");
        task.getExecution().setVariableLocal("caseLink", links.page("/office/invoices/" + invoice.number()));
    }
}
