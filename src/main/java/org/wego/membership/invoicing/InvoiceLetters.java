package org.wego.membership.invoicing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.LetterKind;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Writes the letters about invoices; all go to the billing contact, with a copy to the working contact. */
@Component
public class InvoiceLetters {

    private final Contacts contacts;
    private final InvoiceWords words;
    private final Texts texts;
    private final OrganisationCalendar calendar;

    InvoiceLetters(Contacts contacts, InvoiceWords words, Texts texts, OrganisationCalendar calendar) {
        this.contacts = contacts;
        this.words = words;
        this.texts = texts;
        this.calendar = calendar;
    }

    /** Begins a letter about an invoice with what all of them say; empty if the member has no e-mail address at all. */
    public Optional<Letter.Builder> begin(LetterKind kind, Invoice invoice, String occasion) {
        return begin(kind, invoice, occasion, contactsOf(invoice.memberNumber()));
    }

    private Optional<Letter.Builder> begin(LetterKind kind, Invoice invoice, String occasion, Map<ContactRole, Contact> who) {
        return addressed(Letter.of(kind, invoice.number() + "/" + occasion).about(invoice.number()), who).map(letter -> letter
                .word("member", invoice.memberName()).word("number", invoice.number()).word("feeYear", invoice.feeYear())
                .word("amount", Figures.usd(invoice.amount())).word("open", Figures.usd(invoice.balance().max(java.math.BigDecimal.ZERO)))
                .word("due", Usd.day(invoice.dueOn())));
    }

    Letter invoice(Invoice invoice, Map<ContactRole, Contact> who, DocumentId document) {
        Letter.Builder letter = begin(InvoiceLetter.INVOICE, invoice, "INVOICE", who)
                .orElseThrow(() -> new IllegalStateException("No contact of " + invoice.memberNumber() + " has an e-mail address"));
        return said(letter, words.whole(invoice)).attach(document).build();
    }

    Optional<Letter> reminder(Invoice invoice, String occasion) {
        boolean late = invoice.overdue(calendar.today());
        return begin(late ? InvoiceLetter.INVOICE_OVERDUE : InvoiceLetter.INVOICE_DUE_SOON, invoice, "REMINDER/" + occasion)
                .map(letter -> paying(balance(letter, invoice), invoice)).map(letter -> attached(letter, invoice)).map(Letter.Builder::build);
    }

    Optional<Letter> extended(Invoice invoice) {
        return begin(InvoiceLetter.DUE_DATE_EXTENDED, invoice, "EXTENDED/" + invoice.dueOn())
                .map(letter -> paying(balance(letter, invoice), invoice)).map(letter -> attached(letter, invoice)).map(Letter.Builder::build);
    }

    Optional<Letter> cancelled(Invoice invoice) {
        return begin(InvoiceLetter.INVOICE_CANCELLED, invoice, "CANCELLED").map(letter -> letter.word("reason", invoice.cancelReason()).build());
    }

    Optional<Letter> exempt(RunLine line, int feeYear) {
        return addressed(Letter.of(InvoiceLetter.FEE_EXEMPT, line.memberNumber() + "/" + feeYear + "/FEE_EXEMPT").about(line.memberNumber()),
                contactsOf(line.memberNumber())).map(letter -> letter.word("member", line.memberName()).word("feeYear", feeYear)
                        .word("reason", line.reason()).build());
    }

    Optional<Letter> question(ParkedCase parked) {
        return addressed(Letter.of(InvoiceLetter.FIGURE_ASKED, parked.key() + "/FIGURE_ASKED/" + parked.asked()).about(parked.memberNumber()),
                contactsOf(parked.memberNumber())).map(letter -> letter.word("member", parked.memberName()).word("feeYear", parked.feeYear())
                        .word("until", Usd.day(parked.answerUntil())).word("reason", parked.reason()).word("question", parked.question()).build());
    }

    private Letter.Builder balance(Letter.Builder letter, Invoice invoice) {
        return letter.fact(texts.get("invoicing.fact.number"), invoice.number()).fact(texts.get("invoicing.fact.order"), invoice.orderReference())
                .fact(texts.get("invoicing.fact.amount"), Figures.usd(invoice.amount()))
                .fact(texts.get("invoicing.fact.paid"), invoice.paid().signum() == 0 ? null : Figures.usd(invoice.paid()))
                .fact(texts.get("invoicing.fact.open"), Figures.usd(invoice.balance()))
                .fact(texts.get("invoicing.fact.due"), Usd.day(invoice.dueOn()));
    }

    private Letter.Builder paying(Letter.Builder letter, Invoice invoice) {
        return said(letter, words.payment(invoice));
    }

    private static Letter.Builder said(Letter.Builder letter, List<Fact> facts) {
        facts.forEach(fact -> letter.fact(fact.label(), fact.source() == null ? fact.value() : fact.value() + " (" + fact.source() + ")"));
        return letter;
    }

    private static Letter.Builder attached(Letter.Builder letter, Invoice invoice) {
        return invoice.document() == null ? letter : letter.attach(invoice.document());
    }

    private Map<ContactRole, Contact> contactsOf(String memberNumber) {
        return contacts.all(java.util.List.of(memberNumber)).getOrDefault(memberNumber, Map.of());
    }

    /** Whether an invoice can reach the member: by mail, or in the print bundle. */
    static boolean deliverable(Map<ContactRole, Contact> who) {
        return reachable(who) || PrintBundle.address(who).isPresent();
    }

    /** Whether anybody at the member can be written to by mail. */
    static boolean reachable(Map<ContactRole, Contact> who) {
        return who.values().stream().anyMatch(contact -> contact.email() != null);
    }

    /** Who is billed: the billing contact, or the working contact where there is none. */
    static Contact billing(Map<ContactRole, Contact> who) {
        Contact billing = who.get(ContactRole.BILLING);
        return billing != null ? billing : who.get(ContactRole.WORKING);
    }

    private static Optional<Letter.Builder> addressed(Letter.Builder letter, Map<ContactRole, Contact> who) {
        if (!reachable(who)) {
            return Optional.empty();
        }
        Contact billing = who.get(ContactRole.BILLING);
        Contact working = who.get(ContactRole.WORKING);
        Contact first = billing != null && billing.email() != null ? billing : working;
        letter.to(first.email()).dear(first.name());
        if (working != null && working != first && working.email() != null) {
            letter.cc(working.email());
        }
        return Optional.of(letter);
    }
}
