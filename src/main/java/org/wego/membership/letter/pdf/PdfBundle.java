package org.wego.membership.letter.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Many papers in one file, to be printed at one go. */
public final class PdfBundle implements AutoCloseable {

    private final PDDocument bundle = new PDDocument();
    private final PDFMergerUtility merger = new PDFMergerUtility();
    /** What was taken over is read once more when the bundle is written. */
    private final List<PDDocument> taken = new ArrayList<>();

    /** Begins a bundle of that title, made at that instant. */
    public PdfBundle(String title, Instant made) {
        bundle.getDocumentInformation().setTitle(title);
        bundle.setDocumentId(made.toEpochMilli());
    }

    /** Adds papers that belong into one envelope: the first begins on a sheet of its own, also when both sides are printed. */
    public PdfBundle add(byte[]... papers) {
        try {
            if (bundle.getNumberOfPages() % 2 == 1) {
                bundle.addPage(new PDPage(PDRectangle.A4));
            }
            for (byte[] paper : papers) {
                var part = Loader.loadPDF(paper);
                taken.add(part);
                merger.appendDocument(bundle, part);
            }
            return this;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The finished file. */
    public byte[] finish() {
        try {
            var out = new ByteArrayOutputStream(65_536);
            bundle.save(out);
            return out.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        try {
            bundle.close();
            for (var part : taken) {
                part.close();
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
