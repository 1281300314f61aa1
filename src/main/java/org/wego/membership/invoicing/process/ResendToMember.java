package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;

/** Sends the refused letter to the right address, and keeps that as the billing address from now on. */
@Component
class ResendToMember implements JavaDelegate {

    private final LetterDesk letters;
    private final Contacts contacts;
    private final Invoices invoices;

    ResendToMember(LetterDesk letters, Contacts contacts, Invoices invoices) {
        this.letters = letters;
        this.contacts = contacts;
        this.invoices = invoices;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String email = InvoiceVariables.EMAIL.of(execution);
        letters.resend(InvoiceVariables.LETTER.of(execution), email);
        String member = invoices.get(execution.getProcessBusinessKey()).memberNumber();
        Contact now = contacts.of(member, ContactRole.BILLING).orElseGet(() -> new Contact(null, null, null, null, null));
        contacts.put(member, ContactRole.BILLING, new Contact(now.name(), now.title(), email, now.phone(), now.address(), now.orderReference()), "correctBillingAddress");
    }
}
