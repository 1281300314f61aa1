package org.wego.membership.invoicing;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

/** The stored papers of invoices. What is handed out is what was issued: a file that was changed since is noticed by its hash. */
@Component
public class InvoiceFiles {

    /** A stored paper is not the one that was issued. */
    public static class Changed extends Unprocessable {

        Changed(String words) {
            super(words);
        }
    }

    private final Documents documents;
    private final Texts texts;

    InvoiceFiles(Documents documents, Texts texts) {
        this.documents = documents;
        this.texts = texts;
    }

    /**
     * The paper of an invoice that was drawn.
     *
     * @throws Changed if the stored bytes are not those of the invoice's hash
     */
    public Document of(Invoice invoice) {
        return unchanged(invoice.document(), invoice.number(), invoice.sha256());
    }

    /**
     * The paper of a credit note that was drawn.
     *
     * @throws Changed if the stored bytes are not those of its hash
     */
    public Document of(CreditNote note) {
        return unchanged(note.document(), note.number(), note.sha256());
    }

    private Document unchanged(DocumentId document, String number, String sha256) {
        Document paper = documents.get(document);
        if (!Sha256.hex(paper.bytes()).equals(sha256)) {
            throw new Changed(texts.get("invoicing.paper.changed", number, sha256));
        }
        return paper;
    }

    /** Whether the stored paper is still the one that was issued. */
    public boolean unchanged(Invoice invoice) {
        return documents.find(invoice.document()).map(paper -> Sha256.hex(paper.bytes()).equals(invoice.sha256())).orElse(false);
    }
}
