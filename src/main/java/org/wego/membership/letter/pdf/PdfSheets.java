package org.wego.membership.letter.pdf;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.springframework.stereotype.Component;

/** Begins PDFs. The same calls give the same bytes. */
@Component
public class PdfSheets {

    private final Queue<Typefaces> idle = new ConcurrentLinkedQueue<>();

    /**
     * Begins a PDF of A4 pages, with the band on top and page numbers below.
     *
     * @param title the document's title in its metadata
     * @param made the instant in its metadata: the clock's, or better the fact's
     */
    public PdfSheet begin(String title, Instant made) {
        var faces = idle.poll();
        return new PdfSheet(this, faces == null ? new Typefaces() : faces, title, made);
    }

    void giveBack(Typefaces faces) {
        idle.add(faces);
    }
}
