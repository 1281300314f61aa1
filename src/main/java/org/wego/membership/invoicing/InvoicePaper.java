package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.member.Contact;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Draws an invoice as a PDF of one page. The same invoice gives the same bytes. */
@Component
class InvoicePaper {

    /** What the part about paying takes, in points: it stands on one page, whole, whatever stands before it. */
    private static final float HOW_TO_PAY = 183;
    private static final float MARK = 28;

    private final PdfSheets sheets;
    private final InvoiceWords words;
    private final Assessments assessments;
    private final Texts texts;

    InvoicePaper(PdfSheets sheets, InvoiceWords words, Assessments assessments, Texts texts) {
        this.sheets = sheets;
        this.words = words;
        this.assessments = assessments;
        this.texts = texts;
    }

    /** The file's name. */
    static String name(Invoice invoice) {
        return "WeGO-invoice-" + invoice.number() + ".pdf";
    }

    /**
     * Draws the invoice.
     *
     * @param billing where it goes, may be null
     * @param preview whether it is only an example of what the run would issue
     */
    byte[] draw(Invoice invoice, Contact billing, boolean preview) {
        String number = preview ? texts.get("invoicing.paper.noNumber") : invoice.number();
        PdfSheet sheet = sheets.begin(texts.get("invoicing.paper.title", number), invoice.issuedAt())
                .footer(texts.get("invoicing.paper.footer", number))
                .kicker(texts.get("invoicing.paper.kicker")).heading(number);
        if (preview) {
            sheet.mark(texts.get("invoicing.paper.preview"));
        }
        sheet.columns(addressee(sheet, invoice, billing), sender(invoice));
        sheet.paragraph(invoice.replaces() == null ? texts.get("invoicing.paper.about", String.valueOf(invoice.feeYear()))
                : texts.get("invoicing.paper.replaces", String.valueOf(invoice.feeYear()), invoice.replaces()));
        sheet.amount(due(invoice), Figures.usd(invoice.amount()));
        sheet.section(texts.get("invoicing.paper.why")).paragraph(words.sentence(invoice));
        facts(sheet, words.reasons(invoice));
        sheet.keep(words.demoBank() ? HOW_TO_PAY + MARK : HOW_TO_PAY).section(texts.get("invoicing.paper.how"));
        if (words.demoBank()) {
            sheet.mark(texts.get("invoicing.paper.demo"));
        }
        facts(sheet, words.payment(invoice));
        sheet.space(6);
        String file = "assessment-" + (preview ? "preview" : invoice.number()) + ".json";
        sheet.attach(file, "application/json", texts.get("invoicing.paper.attached", number), PdfSheet.Relation.DATA,
                assessments.attachment(invoice, preview ? null : words.machineReference(invoice)));
        return sheet.small(texts.get("invoicing.paper.note", file)).finish();
    }

    /** What to pay by when, on one line: the paper has one page. What was paid on a credited invoice counts for its successor. */
    private String due(Invoice invoice) {
        String day = Usd.day(invoice.firstDueOn());
        return invoice.replaces() == null || invoice.paid().signum() == 0 ? texts.get("invoicing.paper.due", day)
                : texts.get("invoicing.paper.dueLess", day, Figures.usd(invoice.paid()), Figures.usd(invoice.balance().max(BigDecimal.ZERO)));
    }

    private List<String> sender(Invoice invoice) {
        List<String> lines = new ArrayList<>(words.issuer());
        lines.add(texts.get("invoicing.paper.issued", Usd.day(invoice.issuedOn())));
        lines.add(texts.get("invoicing.paper.member", invoice.memberNumber()));
        if (invoice.orderReference() != null) {
            lines.add(texts.get("invoicing.paper.order", invoice.orderReference()));
        }
        return lines;
    }

    /** Who an invoice, or a paper about it, goes to, line by line. */
    static List<String> addressee(PdfSheet sheet, Invoice invoice, Contact billing) {
        List<String> lines = new ArrayList<>();
        lines.add(invoice.memberName());
        if (invoice.localName() != null && !invoice.localName().equals(invoice.memberName()) && sheet.draws(invoice.localName())) {
            lines.add(invoice.localName());
        }
        if (billing != null) {
            if (billing.name() != null) {
                lines.add(billing.title() == null ? billing.name() : billing.name() + ", " + billing.title());
            }
            if (billing.address() != null) {
                billing.address().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
            }
        }
        lines.add(invoice.countryName());
        return lines;
    }

    private static void facts(PdfSheet sheet, List<Fact> facts) {
        facts.forEach(fact -> sheet.fact(fact.label(), fact.value(), fact.source()));
    }
}
