package org.wego.membership.admission;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.member.Category;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The application's form, filled in, to print and to sign. */
@Component
public class FormPdf {

    private final PdfSheets sheets;
    private final CaseFacts facts;
    private final FormSeals seals;
    private final FormReader reader;
    private final Moments moments;
    private final Texts texts;

    FormPdf(PdfSheets sheets, CaseFacts facts, FormSeals seals, FormReader reader, Moments moments, Texts texts) {
        this.sheets = sheets;
        this.facts = facts;
        this.seals = seals;
        this.reader = reader;
        this.moments = moments;
        this.texts = texts;
    }

    /** What is wrong with the answers, so that they make no form yet. */
    public Faults faults(Answers answers) {
        Faults faults = new Faults();
        reader.read(answers, faults);
        return faults;
    }

    /** The form of answers that have no fault, under the number that is kept for them. */
    public byte[] draw(Answers answers, String reference) {
        return draw(reader.read(answers, new Faults()), reference);
    }

    /** The form of a case as it was written last. */
    public byte[] draw(Application application) {
        if (!application.form().namesPeople()) {
            throw new NotFound(texts.get("admission.erased.form"));
        }
        return draw(application.form(), application.reference());
    }

    /** The same content always makes the same file, to the byte. */
    private byte[] draw(ApplicationForm form, String reference) {
        FormSeal seal = seals.of(reference, form);
        byte[] drawn = draw(form, seal);
        seals.drawn(seal, drawn);
        return drawn;
    }

    byte[] draw(ApplicationForm form, FormSeal seal) {
        PdfSheet sheet = sheets.begin(texts.get("admission.pdf.title", form.name()), seal.madeAt())
                .footer(texts.get("admission.pdf.footer", seal.reference(), String.valueOf(seal.version()), moments.day(seal.madeAt()), seal.hash()))
                .attach(FormSeals.FILE, "application/json", texts.get("admission.pdf.data"), PdfSheet.Relation.DATA, FormSeals.data(seal, form))
                .kicker(texts.get("admission.pdf.kicker"))
                .heading(form.name())
                .paragraph(texts.get("admission.pdf.lead", texts.get("admission.category." + form.category())));
        // Heading and lead say the first two; the rest must leave room for the signature on the same page
        part(sheet, "organisation", facts.organisation(form).stream().skip(2).toList());
        part(sheet, "people", facts.peopleInShort(form));
        if (form.motivation() != null) {
            sheet.section(texts.get("admission.fact.motivation")).paragraph(form.motivation());
        }
        if (form.category() == Category.FULL && form.referredBy() != null) {
            sheet.fact(texts.get("admission.fact.referredBy"), form.referredBy());
        }
        sheet.section(texts.get("admission.pdf.declaration"))
                .paragraph(texts.get("admission.pdf.declares", form.name(), texts.get("admission.category." + form.category())))
                .paragraph(texts.get("admission.pdf.duties." + form.category()))
                .tick(texts.get("admission.pdf.consent"), Boolean.TRUE.equals(form.consent()))
                .space(8)
                .signatures(texts.get("admission.pdf.placeAndDate"),
                        texts.get("admission.pdf.signature", form.signatory().name(), form.signatory().title()), texts.get("admission.pdf.seal"));
        if (form.signatory().capacity() == Capacity.AUTHORISED_REPRESENTATIVE) {
            sheet.notice(texts.get("admission.pdf.authority"));
        }
        return sheet.small(texts.get("admission.pdf.next")).finish();
    }

    private void part(PdfSheet sheet, String key, List<Fact> lines) {
        sheet.section(texts.get("admission.pdf." + key));
        lines.forEach(fact -> {
            if (fact.source() == null) {
                sheet.fact(fact.label(), fact.value());
            } else {
                sheet.fact(fact.label(), fact.value(), fact.source());
            }
        });
    }
}
