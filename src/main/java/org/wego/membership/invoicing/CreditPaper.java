package org.wego.membership.invoicing;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.member.Contact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Draws a credit note as a PDF of one page. The same credit note gives the same bytes. */
@Component
class CreditPaper {

    private final PdfSheets sheets;
    private final Texts texts;

    CreditPaper(PdfSheets sheets, Texts texts) {
        this.sheets = sheets;
        this.texts = texts;
    }

    /** The file's name. */
    static String name(CreditNote note) {
        return "WeGO-credit-note-" + note.number() + ".pdf";
    }

    /**
     * Draws the credit note.
     *
     * @param next    the invoice that takes the credited one's place, null without one
     * @param billing where it goes, may be null
     */
    byte[] draw(CreditNote note, Invoice credited, Invoice next, Contact billing) {
        PdfSheet sheet = sheets.begin(texts.get("credit.paper.title", note.number()), note.issuedAt())
                .footer(texts.get("credit.paper.footer", note.number())).kicker(texts.get("credit.paper.kicker")).heading(note.number());
        sheet.columns(InvoicePaper.addressee(sheet, credited, billing), List.of(texts.get("invoicing.paper.sender"),
                        texts.get("invoicing.paper.issued", Usd.day(note.issuedOn())), texts.get("invoicing.paper.member", credited.memberNumber())))
                .paragraph(texts.get("credit.paper.about", credited.number(), Usd.day(credited.issuedOn()), String.valueOf(credited.feeYear())))
                .amount(texts.get("credit.paper.amount"), Figures.usd(note.amount()))
                .section(texts.get("credit.paper.why"))
                .fact(texts.get("credit.fact.cause"), texts.get("credit.cause." + note.cause()))
                .fact(texts.get("credit.fact.reason"), note.reason())
                .section(texts.get("credit.paper.what"))
                .fact(texts.get("credit.fact.invoice"), texts.get("credit.fact.numberAndSum", credited.number(), Figures.usd(credited.amount())))
                .fact(texts.get("credit.fact.received"), note.paidBefore().signum() == 0 ? texts.get("credit.fact.nothing")
                        : next == null ? texts.get("credit.fact.kept", Figures.usd(note.paidBefore()))
                        : texts.get("credit.fact.moved", Figures.usd(note.paidBefore()), next.number()));
        if (next == null) {
            sheet.fact(texts.get("credit.fact.next"), texts.get("credit.fact.none"));
        } else {
            sheet.fact(texts.get("credit.fact.next"), texts.get("credit.fact.numberAndSum", next.number(), Figures.usd(next.amount())));
        }
        return sheet.space(6).small(texts.get("credit.paper.note")).finish();
    }
}
