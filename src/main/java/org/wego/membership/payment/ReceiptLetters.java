package org.wego.membership.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceLetters;
import org.wego.membership.invoicing.InvoiceWords;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Writes receipts, with their paper, and withdraws them. */
@Component
class ReceiptLetters {

    private final InvoiceLetters letters;
    private final InvoiceWords words;
    private final Documents documents;
    private final PdfSheets sheets;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    ReceiptLetters(InvoiceLetters letters, InvoiceWords words, Documents documents, PdfSheets sheets, OrganisationCalendar calendar, Texts texts) {
        this.letters = letters;
        this.words = words;
        this.documents = documents;
        this.sheets = sheets;
        this.calendar = calendar;
        this.texts = texts;
    }

    Optional<Letter> receipt(Invoice invoice, List<Payment> payments) {
        return letters.begin(PaymentLetter.RECEIPT, invoice, "RECEIPT/" + invoice.settlements()).map(letter -> {
            DocumentId paper = documents.store("WeGO-receipt-" + invoice.number() + ".pdf", "application/pdf", draw(invoice, payments));
            return letter.word("paid", Figures.usd(invoice.paid()))
                    .fact(texts.get("payment.fact.invoice"), invoice.number()).fact(texts.get("payment.fact.asked"), Figures.usd(invoice.amount()))
                    .fact(texts.get("payment.fact.received"), Figures.usd(invoice.paid()))
                    .fact(texts.get("payment.fact.over"), invoice.overpaid().signum() == 0 ? null : texts.get("payment.over", Figures.usd(invoice.overpaid())))
                    .attach(paper).build();
        });
    }

    Optional<Letter> withdrawn(Invoice invoice, String reason) {
        return letters.begin(PaymentLetter.RECEIPT_WITHDRAWN, invoice, "RECEIPT_WITHDRAWN/" + invoice.settlements()).map(letter -> {
            letter.word("reason", reason).fact(texts.get("payment.fact.invoice"), invoice.number())
                    .fact(texts.get("payment.fact.asked"), Figures.usd(invoice.amount())).fact(texts.get("payment.fact.received"), Figures.usd(invoice.paid()))
                    .fact(texts.get("payment.fact.open"), Figures.usd(invoice.balance()));
            words.payment(invoice).forEach(fact -> letter.fact(fact.label(), fact.value()));
            return letter.build();
        });
    }

    private byte[] draw(Invoice invoice, List<Payment> payments) {
        PdfSheet sheet = sheets.begin(texts.get("payment.paper.title", invoice.number()), calendar.now())
                .footer(texts.get("payment.paper.footer", invoice.number()))
                .kicker(texts.get("payment.paper.kicker")).heading(texts.get("payment.paper.title", invoice.number()))
                .columns(List.of(invoice.memberName(), invoice.countryName()),
                        List.of(texts.get("payment.paper.sender"), texts.get("payment.paper.issued", Usd.day(calendar.today())),
                                texts.get("payment.paper.member", invoice.memberNumber())))
                .paragraph(texts.get("payment.paper.about", String.valueOf(invoice.feeYear()), Usd.day(invoice.issuedOn())))
                .amount(texts.get("payment.paper.received"), Figures.usd(invoice.paid()))
                .section(texts.get("payment.paper.payments"));
        List<List<String>> rows = new ArrayList<>();
        payments.stream().filter(entry -> entry.takesBack() == null && !entry.takenBack()).forEach(entry -> rows.add(List.of(
                Usd.day(entry.receivedOn()), entry.reference() == null ? "" : entry.reference(), Figures.sum(entry.amount()))));
        sheet.table(List.of(PdfSheet.Column.text(texts.get("payment.col.day"), 3), PdfSheet.Column.text(texts.get("payment.col.reference"), 5),
                PdfSheet.Column.number(texts.get("payment.col.amount"), 2)), rows, List.of(texts.get("payment.paper.sum"), "", Figures.sum(invoice.paid())));
        if (invoice.overpaid().signum() > 0) {
            sheet.notice(texts.get("payment.over", Figures.usd(invoice.overpaid())));
        }
        return sheet.small(texts.get("payment.paper.note")).finish();
    }
}
