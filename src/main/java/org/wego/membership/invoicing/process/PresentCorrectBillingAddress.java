package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Texts;

/** Shows the Treasurer which letter was refused, by which address and with what words. */
@Component
class PresentCorrectBillingAddress implements TaskListener {

    private final Invoices invoices;
    private final LetterDesk letters;
    private final PersonalLinks links;
    private final Texts texts;

    PresentCorrectBillingAddress(Invoices invoices, LetterDesk letters, PersonalLinks links, Texts texts) {
        this.invoices = invoices;
        this.letters = letters;
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        Invoice invoice = invoices.get(task.getExecution().getProcessBusinessKey());
        TaskFacts facts = new TaskFacts()
                .add(texts.get("invoicing.fact.member"), invoice.memberName() + " (" + invoice.memberNumber() + ")")
                .add(texts.get("invoicing.fact.number"), invoice.number());
        letters.find(InvoiceVariables.LETTER.of(task)).ifPresent(letter -> facts
                .add(texts.get("invoicing.task.letter"), texts.or(letter.kind(), "invoicing.letter." + letter.kind()))
                .add(texts.get("invoicing.task.address"), String.join(", ", letter.refused().isEmpty() ? letter.to() : letter.refused()))
                .add(texts.get("invoicing.task.serverWords"), letter.lastError()));
        facts.show(task, "facts");
        task.getExecution().setVariableLocal("caseLink", links.page("/office/invoices/" + invoice.number()));
    }
}
