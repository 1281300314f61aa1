package org.wego.membership.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import org.wego.membership.PdfA;
import org.wego.membership.invoicing.CreditNote;
import org.wego.membership.invoicing.CreditNotes;
import org.wego.membership.invoicing.CreditRequest;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Year;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;

/** Crediting an invoice in a few words, for tests. */
final class Credit {

    final Year year;
    final CreditNotes credits;
    final Invoices invoices;
    final Payments payments;
    final Documents documents;

    Credit(ApplicationContext house) {
        year = new Year(house);
        credits = house.getBean(CreditNotes.class);
        invoices = house.getBean(Invoices.class);
        payments = house.getBean(Payments.class);
        documents = house.getBean(Documents.class);
    }

    /** Asks by the start form, as the Treasurer. */
    CreditRequest ask(String invoice, String cause, String reissue, String reason) {
        year.as("treasurer", () -> year.runtime.startProcessInstanceByKey("credit-note",
                Map.of("invoice", invoice, "cause", cause, "reissue", reissue, "reason", reason)));
        return credits.underWay(invoice.strip()).orElseThrow();
    }

    Task task(CreditRequest asked) {
        return year.task(asked.key(), "approveCreditNote");
    }

    void approve(CreditRequest asked) {
        year.complete("owner", task(asked), Map.of("decision", "approve"));
        year.quiet.drain();
    }

    CreditNote credit(String invoice, String cause, String reissue, String reason) {
        approve(ask(invoice, cause, reissue, reason));
        return credits.of(invoice).orElseThrow();
    }

    void pay(String invoice, String amount, String reference) {
        payments.record(invoice, new NewPayment(amount, year.calendar.today().toString(), reference, true, UUID.randomUUID().toString()), "treasurer");
    }

    /** The register says another number of inhabitants: the former one was wrong. */
    void populate(Member member, long population) {
        Member now = year.members.find(member.number()).orElseThrow();
        year.members.revise(member.number(), MemberDetails.city(now.name(), now.localName(), now.country(), now.level(), now.website(), population, 2021,
                "census"), "secretariat", true);
    }

    Invoice latest(Member member) {
        return invoices.of(member.number()).get(0);
    }

    /** What a letter says, with its facts, as it is stored. */
    String letter(String naturalKey) {
        return year.jdbc.sql("select kind || ' ' || content::text from letter where natural_key = ?").param(naturalKey).query(String.class).single();
    }

    /** The papers that a letter takes along. */
    List<DocumentId> papers(String naturalKey) {
        return year.jdbc.sql("select a ->> 'value' from letter, jsonb_array_elements(content -> 'attachments') with ordinality as x (a, n) where natural_key = ? order by n")
                .param(naturalKey).query(String.class).list().stream().map(DocumentId::of).toList();
    }

    /** The text of a paper, which is PDF/A-3u. */
    String text(DocumentId paper) {
        byte[] bytes = documents.get(paper).bytes();
        assertThat(PdfA.faults(bytes)).isEmpty();
        try (var pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getNumberOfPages()).isOne();
            return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
