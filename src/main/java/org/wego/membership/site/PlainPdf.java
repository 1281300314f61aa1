package org.wego.membership.site;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Lets only plain PDFs in: pages to look at, nothing that runs, nothing hidden, nothing locked.
 *
 * <p>Every object of the file is looked at, also those that no page refers to: what can't be reached here may be reached
 * by another reader. A link that a reader clicks, and an opening view ({@code OpenAction} with a mere destination), are
 * what honest programs write, and are accepted. How much memory a file takes is bounded before it is parsed
 * ({@link BoundedParser}).
 */
public final class PlainPdf {

    /** The largest file taken, in bytes. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final byte[] HEAD = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final COSName EMBEDDED_FILES = COSName.getPDFName("EmbeddedFiles");
    private static final COSName RELATED_FILES = COSName.getPDFName("RF");
    /** Annotations that carry a file, or what plays one. */
    private static final Set<String> ATTACHED = Set.of("FileAttachment", "RichMedia", "3D");
    /** A form's own data: the longest form stays below a tenth of it. */
    private static final int MOST_CARRIED = 256 * 1024;
    /** Named actions that turn a page; others print, save or close. */
    private static final Set<String> TURNS = Set.of("NextPage", "PrevPage", "FirstPage", "LastPage");
    /** A letter of a name, written as its number. */
    private static final Pattern ESCAPED = Pattern.compile("#([46][1-9A-Fa-f]|[57][0-9Aa])");
    /** An action by its kind, with spaces and remarks between. */
    private static final Pattern ACTION = Pattern.compile("(?:/S|\\bobj)(?:[\\x00\\s]|%[^\\r\\n]{0,500}[\\r\\n]){0,500}+/(JavaScript|Launch)(?![A-Za-z])");
    /** Streams that are unpacked to read the text of a page. */
    private static final List<COSName> READ = List.of(COSName.CONTENTS, COSName.TO_UNICODE, COSName.ENCODING);
    /** A parsed file takes many times its size in memory: no more than two at a time. */
    private static final Semaphore PLACES = new Semaphore(2);

    private PlainPdf() {
    }

    /** Returns if the bytes are a plain PDF, and throws {@link UnfitPdf} with the reason otherwise. */
    public static void check(byte[] bytes) {
        open(bytes, null, (document, parser, inside) -> null);
    }

    /**
     * The same for a PDF that may carry one file of that name, a form's own data.
     *
     * @param own the one name under which a file may be carried
     * @return what the pages hold
     */
    public static Look look(byte[] bytes, String own) {
        return open(bytes, own, PlainPdf::see);
    }

    /**
     * What a plain PDF holds.
     *
     * @param carried the file that it carries, or null
     * @param text    of its first pages, line by line from top to bottom; null where it can't be read in reasonable time
     * @param seen    the same without what can't be seen: guesses under a scanned page, or what something was laid over
     * @param pages   a hash of each of the first pages: what is drawn, with which letters, on which sheet
     * @param marked  whether something was laid on a page that doesn't belong to it: a note, a stamp, a drawing
     */
    public record Look(byte[] carried, String text, String seen, List<String> pages, boolean marked) {
    }

    private interface Seeing<T> {
        T see(PDDocument document, BoundedParser parser, Inside inside) throws IOException;
    }

    private static <T> T open(byte[] bytes, String own, Seeing<T> seeing) {
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
        try {
            BoundedParser parser = new BoundedParser(bytes);
            try (PDDocument document = parser.parse()) {
                Inside inside = look(document, parser, own);
                refuseWhatIsLeftOver(bytes);
                return seeing.see(document, parser, inside);
            }
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

    /**
     * Actions that no table of the file leads to any more: those of an earlier state, or of objects in no table at all. A reader
     * that holds the file for damaged puts it together from everything that is there.
     */
    private static void refuseWhatIsLeftOver(byte[] bytes) {
        String text = ESCAPED.matcher(new String(bytes, StandardCharsets.ISO_8859_1))
            .replaceAll(one -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(one.group(1), 16))));
        Matcher action = ACTION.matcher(text);
        if (action.find()) {
            throw new UnfitPdf(action.group(1).equals("Launch") ? "site.pdf.launch" : "site.pdf.javascript");
        }
    }

    private static Look see(PDDocument document, BoundedParser parser, Inside inside) throws IOException {
        byte[] carried = inside.file == null ? null : unpacked(inside.file);
        List<String> pages = new ArrayList<>();
        boolean marked = false;
        if (parser.readable() && !inside.disguised) {
            try {
                for (PDPage page : document.getPages()) {
                    if (pages.size() == BoundedText.MOST_PAGES) {
                        break;
                    }
                    pages.add(PageSeal.of(page));
                    marked |= page.getCOSObject().getDictionaryObject(COSName.ANNOTS) instanceof COSArray several && several.size() > 0;
                }
                PlainFonts fonts = new PlainFonts(document.getDocument());
                for (COSDictionary font : inside.fonts) {
                    fonts.plain(font);
                }
                BoundedText reading = new BoundedText();
                String text = reading.getText(document);
                return new Look(carried, text, reading.hides() ? reading.withoutUnseen().getText(document) : text, List.copyOf(pages), marked);
            } catch (IOException | RuntimeException | StackOverflowError unread) {
                // then nobody says anything of its words
            }
        }
        return new Look(carried, null, null, List.copyOf(pages), marked);
    }

    /** The carried file; its length is the sender's choice, and a form's data are short. */
    private static byte[] unpacked(COSStream file) throws IOException {
        COSBase filter = file.getFilters();
        if (filter instanceof COSArray several && several.size() == 1) {
            filter = several.getObject(0);
        }
        try (InputStream raw = file.createRawInputStream();
                InputStream in = filter == null ? raw : COSName.FLATE_DECODE.equals(filter) ? new InflaterInputStream(raw) : null) {
            byte[] content = in == null ? new byte[0] : in.readNBytes(MOST_CARRIED + 1);
            if (content.length == 0 || content.length > MOST_CARRIED) {
                throw new UnfitPdf("site.pdf.embedded");
            }
            return content;
        } catch (ZipException | EOFException torn) {
            throw new UnfitPdf("site.pdf.embedded");
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

    /** What was found of the one file that may be inside. */
    private static final class Inside {
        private final String own;
        private final List<COSDictionary> fonts = new ArrayList<>();
        private COSStream file;
        private boolean named;
        private boolean disguised;

        Inside(String own) {
            this.own = own;
        }

        void found(COSBase stream) {
            if (own == null || !(stream instanceof COSStream one) || file != null && file != one) {
                throw new UnfitPdf("site.pdf.embedded");
            }
            file = one;
        }

        void named(COSDictionary specification, COSDictionary files) {
            for (COSName name : List.of(COSName.F, COSName.UF)) {
                String called = specification.getString(name);
                if (own == null || called != null && !called.equals(own)) {
                    throw new UnfitPdf("site.pdf.embedded");
                }
                named |= called != null;
            }
            files.keySet().forEach(name -> found(files.getDictionaryObject(name)));
        }
    }

    private static Inside look(PDDocument document, BoundedParser parser, String own) {
        Inside inside = new Inside(own);
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
            // what holds nothing can't hold anything forbidden, and need not be remembered
            if (!(next instanceof COSDictionary) && !(next instanceof COSArray) || !seen.add(next)) {
                continue;
            }
            if (next instanceof COSDictionary dictionary) {
                refuse(dictionary, inside);
                acts |= acts(dictionary);
                inside.disguised |= disguised(dictionary, parser);
                if (PlainFonts.concerns(dictionary)) {
                    inside.fonts.add(dictionary);
                }
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
        if (inside.file != null && !inside.named) {
            throw new UnfitPdf("site.pdf.embedded");
        }
        return inside;
    }

    private static void refuse(COSDictionary dictionary, Inside inside) {
        String action = dictionary.getNameAsString(COSName.S);
        if ("JavaScript".equals(action) || dictionary.containsKey(COSName.JS)
            || dictionary.containsKey(COSName.JAVA_SCRIPT)) {
            throw new UnfitPdf("site.pdf.javascript");
        }
        // a link that a reader clicks may lead anywhere but into a script
        if (dictionary.getDictionaryObject(COSName.URI) instanceof COSString address
            && address.getString().replaceAll("[\\p{Cntrl}\\s]", "").toLowerCase(Locale.ROOT).startsWith("javascript:")) {
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
        if (ATTACHED.contains(String.valueOf(subtype)) || inside.own == null && dictionary.containsKey(EMBEDDED_FILES)
            || dictionary.getDictionaryObject(RELATED_FILES) instanceof COSDictionary) {
            throw new UnfitPdf("site.pdf.embedded");
        }
        if ("EmbeddedFile".equals(type)) {
            inside.found(dictionary);
        }
        if (dictionary.getDictionaryObject(COSName.EF) instanceof COSDictionary files) {
            inside.named(dictionary, files);
        }
    }

    /** Whether a picture stands where text is read: nobody has looked how much memory that takes. */
    private static boolean disguised(COSDictionary dictionary, BoundedParser parser) {
        for (COSName place : READ) {
            COSBase read = dictionary.getDictionaryObject(place);
            if (parser.isPicture(read)) {
                return true;
            }
            if (read instanceof COSArray several) {
                for (int i = 0; i < several.size(); i++) {
                    if (parser.isPicture(several.getObject(i))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean acts(COSDictionary dictionary) {
        if (actsAlone(dictionary.getDictionaryObject(COSName.OPEN_ACTION))) {
            return true;
        }
        if (dictionary.getDictionaryObject(COSName.AA) instanceof COSDictionary occasions) {
            for (COSName occasion : occasions.keySet()) {
                if (actsAlone(occasions.getDictionaryObject(occasion))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether what runs by itself does more than choose a view; a chain of actions is as bad as its worst, each looked at once. */
    private static boolean actsAlone(COSBase started) {
        if (!(started instanceof COSDictionary)) {
            return false;
        }
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<COSBase> waiting = new ArrayDeque<>(List.of(started));
        while (!waiting.isEmpty()) {
            COSBase next = waiting.pop();
            if (next instanceof COSArray several) {
                for (int i = 0; i < several.size() && (i > 0 || seen.add(several)); i++) {
                    COSBase one = several.getObject(i);
                    if (one != null) {
                        waiting.push(one);
                    }
                }
            } else if (next instanceof COSDictionary action && seen.add(action)) {
                if (!choosesAView(action)) {
                    return true;
                }
                COSBase further = action.getDictionaryObject(COSName.NEXT);
                if (further != null) {
                    waiting.push(further);
                }
            }
        }
        return false;
    }

    private static boolean choosesAView(COSDictionary action) {
        String kind = action.getNameAsString(COSName.S);
        return kind == null || kind.equals("GoTo") || kind.equals("Named") && TURNS.contains(String.valueOf(action.getNameAsString(COSName.N)));
    }
}
