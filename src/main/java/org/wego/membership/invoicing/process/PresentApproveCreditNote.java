package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.invoicing.CreditNotes;
import org.wego.membership.invoicing.CreditRequest;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Shows the approver what is asked for, by whom and why, and what follows for amount, payments and later runs. */
@Component
class PresentApproveCreditNote implements TaskListener {

    private final CreditNotes credits;
    private final Invoices invoices;
    private final PersonalLinks links;
    private final Moments moments;
    private final Texts texts;

    PresentApproveCreditNote(CreditNotes credits, Invoices invoices, PersonalLinks links, Moments moments, Texts texts) {
        this.credits = credits;
        this.invoices = invoices;
        this.links = links;
        this.moments = moments;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        CreditRequest asked = credits.request(CreditVariables.REQUEST.of(task));
        Invoice invoice = invoices.get(asked.invoice());
        TaskFacts facts = new TaskFacts()
                .add(texts.get("invoicing.fact.member"), invoice.memberName() + " (" + invoice.memberNumber() + ")", invoice.countryName())
                .add(texts.get("invoicing.fact.number"), invoice.number(), texts.get("invoicing.paper.issued", Usd.day(invoice.issuedOn())))
                .add(texts.get("credit.task.credited"), Figures.usd(invoice.amount()), texts.get("invoicing.task.feeOf", String.valueOf(invoice.feeYear())))
                .add(texts.get("credit.fact.cause"), texts.get("credit.cause." + asked.cause()))
                .add(texts.get("credit.fact.reason"), asked.reason())
                .add(texts.get("credit.task.askedBy"), asked.askedBy(), moments.words(asked.askedAt()));
        if (asked.reissue()) {
            facts.add(texts.get("credit.task.next"), Figures.usd(asked.amount()), asked.assessment().sentence())
                    .add(texts.get("credit.task.change"), texts.get("credit.task.changed", Figures.usd(invoice.amount()), Figures.usd(asked.amount())))
                    .add(texts.get("credit.fact.received"), invoice.paid().signum() == 0 ? texts.get("credit.fact.nothing") : Figures.usd(invoice.paid()),
                            invoice.paid().signum() == 0 ? null : texts.get("credit.task.moves"));
        } else {
            facts.add(texts.get("credit.task.next"), texts.get("credit.fact.none"))
                    .add(texts.get("credit.fact.received"), invoice.paid().signum() == 0 ? texts.get("credit.fact.nothing") : Figures.usd(invoice.paid()),
                            invoice.paid().signum() == 0 ? null : texts.get("credit.task.owed"));
        }
        facts.add(texts.get("credit.task.follows"), credits.consequence(asked.cause(), asked.reissue()).words()).show(task, "facts");
        task.getExecution().setVariableLocal("creditWords", asked.reissue()
                ? texts.get("credit.task.wordsReissue", invoice.number(), Figures.usd(invoice.amount()), Figures.usd(asked.amount()))
                : texts.get("credit.task.words", invoice.number(), Figures.usd(invoice.amount())));
        task.getExecution().setVariableLocal("caseLink", links.page("/office/invoices/" + invoice.number()));
    }
}
