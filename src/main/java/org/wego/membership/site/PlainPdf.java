package org.wego.membership.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Semaphore;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Lets only plain PDFs in: pages to look at, nothing that runs, nothing hidden, nothing locked.
 *
 * <p>Every object of the file is looked at, also those that no page refers to: what can't be reached here may be reached
 * by another reader. A link that a reader clicks, and an opening view ({@code OpenAction} with a mere destination), are
 * what honest programs write, and are accepted.
 */
public final class PlainPdf {

    /** The largest file taken, in bytes. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final byte[] HEAD = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> MERE_VIEWS = Set.of("GoTo", "Named");
    /** A parsed file takes many times its size in memory: no more than two at a time. */
    private static final Semaphore PLACES = new Semaphore(2);

    private PlainPdf() {
    }

    /** Returns if the bytes are a plain PDF, and throws {@link UnfitPdf} with the reason otherwise. */
    public static void check(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new UnfitPdf("site.pdf.empty");
        }
        if (bytes.length > MAX_BYTES) {
            throw new UnfitPdf("site.pdf.tooLarge");
        }
        if (!startsWithHead(bytes)) {
            throw new UnfitPdf("site.pdf.notPdf");
        }
        PLACES.acquireUninterruptibly();
        try (PDDocument document = Loader.loadPDF(bytes, "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            look(document);
        } catch (InvalidPasswordException e) {
            throw new UnfitPdf("site.pdf.encrypted");
        } catch (UnfitPdf e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnfitPdf("site.pdf.unreadable");
        } finally {
            PLACES.release();
        }
    }

    private static boolean startsWithHead(byte[] bytes) {
        for (int i = 0; i < HEAD.length; i++) {
            if (bytes.length <= i || bytes[i] != HEAD[i]) {
                return false;
            }
        }
        return true;
    }

    private static void look(PDDocument document) {
        if (document.isEncrypted()) {
            throw new UnfitPdf("site.pdf.encrypted");
        }
        if (!document.getPages().iterator().hasNext()) {
            throw new UnfitPdf("site.pdf.noPages");
        }
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<COSBase> waiting = new ArrayDeque<>();
        waiting.add(document.getDocument().getTrailer());
        for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
            waiting.add(document.getDocument().getObjectFromPool(key));
        }
        boolean acts = false;
        while (!waiting.isEmpty()) {
            COSBase next = waiting.pop();
            if (next instanceof COSObject reference) {
                next = reference.getObject();
            }
            if (next == null || !seen.add(next)) {
                continue;
            }
            if (next instanceof COSDictionary dictionary) {
                refuse(dictionary);
                acts |= acts(dictionary);
                dictionary.getValues().forEach(waiting::push);
            } else if (next instanceof COSArray array) {
                array.forEach(item -> {
                    if (item != null) {
                        waiting.push(item);
                    }
                });
            }
        }
        // said last: that a script runs by itself says more
        if (acts) {
            throw new UnfitPdf("site.pdf.acts");
        }
    }

    private static void refuse(COSDictionary dictionary) {
        String action = dictionary.getNameAsString(COSName.S);
        if ("JavaScript".equals(action) || dictionary.containsKey(COSName.JS)
            || dictionary.containsKey(COSName.JAVA_SCRIPT)) {
            throw new UnfitPdf("site.pdf.javascript");
        }
        if ("Launch".equals(action)) {
            throw new UnfitPdf("site.pdf.launch");
        }
        if (dictionary.containsKey(COSName.getPDFName("XFA"))) {
            throw new UnfitPdf("site.pdf.xfa");
        }
        String type = dictionary.getNameAsString(COSName.TYPE);
        String subtype = dictionary.getNameAsString(COSName.SUBTYPE);
        if ("EmbeddedFile".equals(type) || "FileAttachment".equals(subtype) || "RichMedia".equals(subtype)
            || dictionary.containsKey(COSName.getPDFName("EmbeddedFiles"))
            || dictionary.getDictionaryObject(COSName.EF) instanceof COSDictionary) {
            throw new UnfitPdf("site.pdf.embedded");
        }
    }

    private static boolean acts(COSDictionary dictionary) {
        if (actsAlone(dictionary.getDictionaryObject(COSName.OPEN_ACTION), 0)) {
            return true;
        }
        if (dictionary.getDictionaryObject(COSName.AA) instanceof COSDictionary occasions) {
            for (COSName occasion : occasions.keySet()) {
                if (actsAlone(occasions.getDictionaryObject(occasion), 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether what runs by itself does more than choose a view; a chain of actions is as bad as its worst. */
    private static boolean actsAlone(COSBase started, int depth) {
        if (!(started instanceof COSDictionary action)) {
            return false;
        }
        String kind = action.getNameAsString(COSName.S);
        if (depth > 20 || kind != null && !MERE_VIEWS.contains(kind)) {
            return true;
        }
        COSBase next = action.getDictionaryObject(COSName.NEXT);
        if (next instanceof COSArray several) {
            for (int i = 0; i < several.size(); i++) {
                if (actsAlone(several.getObject(i), depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        return actsAlone(next, depth + 1);
    }
}
