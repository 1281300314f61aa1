package org.wego.membership.letter.pdf;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.common.function.PDFunctionType2;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShading;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShadingType2;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * A PDF that is written from top to bottom; pages break by themselves. Any text may hold any script: what no font can
 * draw is put into Latin letters, and nothing throws for it.
 *
 * <p>Every sheet is PDF/A-3u: it carries its fonts and its colour space, each letter can be read back, and it may carry
 * files along, each with what it is to the paper.
 *
 * <pre>{@code
 * byte[] bytes = sheets.begin("Invoice 2027-000123", issuedAt)
 *         .footer("WeGO · Invoice 2027-000123")
 *         .kicker("Invoice").heading("2027-000123")
 *         .fact("Member", "Suwon").fact("Due", "2 March 2027")
 *         .amount("To pay", "USD 5,000")
 *         .finish();
 * }</pre>
 */
public final class PdfSheet {

    /** The inks of the house; the same values as the pages' tokens. */
    public enum Ink {
        INK(0x14242E), MUTED(0x4A5B66), BLUE(0x0B5394), DEEP(0x08304F), TEAL(0x0B6E6E), GREEN(0x1F7A4D), AMBER(0x8A5A00), RED(0xA32424),
        LINE(0xC9D3DA), BORDER(0x7C8D98), WASH(0xF3F7F9);

        private final Color color;

        Ink(int rgb) {
            color = new Color(rgb);
        }
    }

    /**
     * A column of a table.
     *
     * @param share of the width, by which the columns divide it
     * @param right whether it holds numbers, set to the right
     */
    public record Column(String label, float share, boolean right) {

        public static Column text(String label, float share) {
            return new Column(label, share, false);
        }

        public static Column number(String label, float share) {
            return new Column(label, share, true);
        }
    }

    /** What a file carried along is to the paper. */
    public enum Relation {
        /** What the paper was made from. */
        SOURCE("Source"),
        /** What the paper shows, for programs. */
        DATA("Data"),
        /** The same once more in another form. */
        ALTERNATIVE("Alternative"),
        /** More than the paper shows. */
        SUPPLEMENT("Supplement");

        private final COSName name;

        Relation(String name) {
            this.name = COSName.getPDFName(name);
        }
    }

    private record Bookmark(String words, int page, float y) {
    }

    private record Attachment(String name, String contentType, String words, Relation relation, byte[] bytes) {
    }

    private static final COSName FILES_CARRIED = COSName.getPDFName("AF");
    private static final COSName RELATION = COSName.getPDFName("AFRelationship");
    private static final PDRectangle A4 = PDRectangle.A4;
    private static final float LEFT = 62;
    private static final float TOP = A4.getHeight() - 58;
    private static final float BOTTOM = 70;
    private static final float WIDTH = A4.getWidth() - 2 * LEFT;
    private static final float LABEL_WIDTH = 160;
    private static final float HALF_LABEL = 88;
    private static final float LABEL_GAP = 10;
    private static final float BAND = 3;

    private final PdfSheets lender;
    private final PDDocument document = new PDDocument();
    private final Typefaces faces;
    private final Map<Typefaces.Face, PDFont> fonts = new EnumMap<>(Typefaces.Face.class);
    private final List<PDPageContentStream> pages = new ArrayList<>();
    private final String title;
    private final Instant made;
    private final PDShading band;
    private final Map<String, Attachment> attachments = new TreeMap<>();
    private final List<Bookmark> bookmarks = new ArrayList<>();
    private String footer = "World e-Governments Organization of Cities and Local Governments (WeGO)";
    private String language = "en";
    private String numbering = "Page {page} of {pages}";
    private PDPageContentStream page;
    private float y;

    PdfSheet(PdfSheets lender, Typefaces faces, String title, Instant made) {
        this.lender = lender;
        this.faces = faces;
        this.title = title;
        this.made = made;
        band = gradation();
        newPage();
    }

    /** What stands at the foot of every page, beside the page number. */
    public PdfSheet footer(String text) {
        footer = text;
        return this;
    }

    /** How pages are numbered, with {@code {page}} and {@code {pages}}. */
    public PdfSheet numbering(String text) {
        numbering = text;
        return this;
    }

    /** The document's language as a tag, by default {@code en}. */
    public PdfSheet language(String tag) {
        language = tag;
        return this;
    }

    /** A small line above the heading that says what the paper is. */
    public PdfSheet kicker(String text) {
        return block(text.toUpperCase(Locale.ROOT), true, 8.5f, 12, Ink.TEAL, LEFT, WIDTH, 2);
    }

    /** The paper's heading. */
    public PdfSheet heading(String text) {
        room(60);
        return block(text, true, 20, 25, Ink.DEEP, LEFT, WIDTH, 8);
    }

    /** The heading of a part. */
    public PdfSheet section(String text) {
        room(70);
        space(10);
        return block(text, true, 12.5f, 17, Ink.DEEP, LEFT, WIDTH, 5);
    }

    /** A paragraph; line breaks in it are kept. */
    public PdfSheet paragraph(String text) {
        return block(text, false, 10, 15, Ink.INK, LEFT, WIDTH, 7);
    }

    /** A paragraph in bold. */
    public PdfSheet strong(String text) {
        return block(text, true, 10, 15, Ink.INK, LEFT, WIDTH, 7);
    }

    /** A note in small, muted type. */
    public PdfSheet small(String text) {
        return block(text, false, 8.5f, 12.5f, Ink.MUTED, LEFT, WIDTH, 5);
    }

    /** A word that must not be missed, such as that a paper is an example or cancelled. */
    public PdfSheet mark(String text) {
        room(24);
        float width = Math.min(width(text, true, 9), WIDTH - 16);
        y -= 18;
        stroke(Ink.RED, 1);
        draw(() -> {
            page.addRect(LEFT, y, width + 16, 18);
            page.stroke();
        });
        write(text, true, 9, Ink.RED, LEFT + 8, y + 5.6f);
        y -= 10;
        return this;
    }

    /** Two blocks side by side, such as the addressee and the sender; the left one is wider. */
    public PdfSheet columns(List<String> left, List<String> right) {
        float wide = WIDTH * 0.58f;
        float narrow = WIDTH - wide - 16;
        var first = wrapAll(left, false, 10, wide);
        var second = wrapAll(right, false, 10, narrow);
        int lines = Math.max(first.size(), second.size());
        room(Math.min(lines * 15, 400));
        // Each block as a whole, so that it is read aloud and copied as one
        column(first, LEFT);
        column(second, LEFT + wide + 16);
        y -= lines * 15;
        return space(10);
    }

    /** Lines from here down; what would run off the page is left out. */
    private void column(List<List<Typefaces.Run>> lines, float x) {
        for (int i = 0; i < lines.size() && y - 15 * (i + 1) > 0; i++) {
            runs(lines.get(i), 10, Ink.INK, x, y - 15 * (i + 1) + 3.5f);
        }
    }

    /** A line of a fact list; left out when the value is blank. */
    public PdfSheet fact(String label, String value) {
        return fact(label, value, null);
    }

    /** A line of a fact list with the source of its figure small under it. */
    public PdfSheet fact(String label, String value, String source) {
        return fact(label, value, source, LABEL_WIDTH);
    }

    /** The same with a narrow label, for a list in which {@link #pair pairs} stand too. */
    public PdfSheet narrow(String label, String value, String source) {
        return fact(label, value, source, HALF_LABEL);
    }

    private PdfSheet fact(String label, String value, String source, float indent) {
        if (value == null || value.isBlank()) {
            return this;
        }
        float right = LEFT + indent;
        var labels = wrap(label, false, 9, indent - LABEL_GAP);
        var values = wrap(value, false, 10, WIDTH - indent);
        var sources = source == null || source.isBlank() ? List.<List<Typefaces.Run>>of() : wrap(source, false, 8.5f, WIDTH - indent);
        int lines = Math.max(labels.size(), values.size());
        room(Math.min(lines * 14 + sources.size() * 11.5f + 6, 400));
        y -= 3;
        for (int i = 0; i < lines; i++) {
            room(14);
            y -= 14;
            if (i < labels.size()) {
                runs(labels.get(i), 9, Ink.MUTED, LEFT, y + 3.5f);
            }
            if (i < values.size()) {
                runs(values.get(i), 10, Ink.INK, right, y + 3.5f);
            }
        }
        for (var line : sources) {
            room(11.5f);
            y -= 11.5f;
            runs(line, 8.5f, Ink.MUTED, right, y + 2.5f);
        }
        y -= 3;
        return line(LEFT, WIDTH, 0.5f, Ink.LINE);
    }

    /** Two short facts beside each other, each with its source under it or {@code null}. */
    public PdfSheet pair(String label, String value, String source, String label2, String value2, String source2) {
        float half = (WIDTH - 20) / 2;
        var left = half(label, value, source, half);
        var right = half(label2, value2, source2, half);
        float height = Math.max(left.height(), right.height());
        room(height + 6);
        y -= 3;
        write(left, LEFT);
        write(right, LEFT + half + 20);
        y -= height + 3;
        return line(LEFT, WIDTH, 0.5f, Ink.LINE);
    }

    private record Half(List<List<Typefaces.Run>> label, List<List<Typefaces.Run>> value, List<List<Typefaces.Run>> source) {

        float height() {
            return Math.max(label.size(), value.size()) * 14 + source.size() * 11.5f;
        }
    }

    private Half half(String label, String value, String source, float width) {
        return new Half(wrap(label, false, 9, HALF_LABEL - LABEL_GAP), wrap(value, false, 10, width - HALF_LABEL),
                source == null || source.isBlank() ? List.of() : wrap(source, false, 8.5f, width - HALF_LABEL));
    }

    private void write(Half half, float x) {
        for (int i = 0; i < half.label().size(); i++) {
            runs(half.label().get(i), 9, Ink.MUTED, x, y - 14 * (i + 1) + 3.5f);
        }
        float at = y;
        for (var line : half.value()) {
            at -= 14;
            runs(line, 10, Ink.INK, x + HALF_LABEL, at + 3.5f);
        }
        for (var line : half.source()) {
            at -= 11.5f;
            runs(line, 8.5f, Ink.MUTED, x + HALF_LABEL, at + 2.5f);
        }
    }

    /** A sum in large type with what it is above it. */
    public PdfSheet amount(String label, String sum) {
        room(64);
        space(8);
        y -= 52;
        fill(Ink.WASH, LEFT, y, WIDTH, 52);
        fill(Ink.BLUE, LEFT, y, BAND, 52);
        write(label, false, 9, Ink.MUTED, LEFT + 16, y + 35);
        write(sum, true, 19, Ink.DEEP, LEFT + 16, y + 12);
        return space(10);
    }

    /** A paragraph on a wash, for what to do or to know. */
    public PdfSheet notice(String text) {
        var lines = wrap(text, false, 10, WIDTH - 32);
        float height = lines.size() * 15 + 16;
        room(Math.min(height + 10, 500));
        space(4);
        fill(Ink.WASH, LEFT, y - height, WIDTH, height);
        fill(Ink.TEAL, LEFT, y - height, BAND, height);
        y -= 8;
        for (var line : lines) {
            room(15);
            y -= 15;
            runs(line, 10, Ink.INK, LEFT + 16, y + 4);
        }
        y -= 8;
        return space(10);
    }

    /** A table; its head stands again on every page. */
    public PdfSheet table(List<Column> columns, List<List<String>> rows) {
        return table(columns, rows, null);
    }

    /** A table with a last row of totals, in bold. */
    public PdfSheet table(List<Column> columns, List<List<String>> rows, List<String> total) {
        room(60);
        space(4);
        head(columns);
        for (var row : rows) {
            row(columns, row, false);
        }
        if (total != null) {
            line(LEFT, WIDTH, 1, Ink.BORDER);
            row(columns, total, true);
        }
        return space(10);
    }

    /** A box to tick, ticked or not. */
    public PdfSheet tick(String label, boolean ticked) {
        var lines = wrap(label, false, 10, WIDTH - 22);
        room(lines.size() * 15 + 4);
        float box = y - 12.5f;
        stroke(Ink.BORDER, 0.8f);
        draw(() -> {
            page.addRect(LEFT + 0.5f, box, 9.5f, 9.5f);
            page.stroke();
        });
        if (ticked) {
            stroke(Ink.DEEP, 1.4f);
            draw(() -> {
                page.moveTo(LEFT + 2.4f, box + 4.8f);
                page.lineTo(LEFT + 4.6f, box + 2.4f);
                page.lineTo(LEFT + 8.4f, box + 7.6f);
                page.stroke();
            });
        }
        for (var line : lines) {
            y -= 15;
            runs(line, 10, Ink.INK, LEFT + 20, y + 4.2f);
        }
        y -= 2;
        return this;
    }

    /** Lines to write upon by hand, side by side, with what belongs there below; at most three look well. */
    public PdfSheet signatures(String... labels) {
        room(74);
        y -= 48;
        float gap = 22;
        float each = (WIDTH - gap * (labels.length - 1)) / labels.length;
        for (int i = 0; i < labels.length; i++) {
            float x = LEFT + i * (each + gap);
            float at = y;
            stroke(Ink.BORDER, 0.8f);
            draw(() -> {
                page.moveTo(x, at);
                page.lineTo(x + each, at);
                page.stroke();
            });
            float below = y;
            for (var line : wrap(labels[i], false, 8.5f, each)) {
                below -= 11.5f;
                runs(line, 8.5f, Ink.MUTED, x, below);
            }
        }
        y -= 30;
        return this;
    }

    /** A thin rule over the whole width. */
    public PdfSheet rule() {
        room(16);
        y -= 6;
        line(LEFT, WIDTH, 0.8f, Ink.LINE);
        y -= 8;
        return this;
    }

    /** Whether the fonts have every letter of a text; what they haven't is put into Latin letters when it is written. */
    public boolean draws(String text) {
        return faces.draws(text);
    }

    /** Keeps so many points together: what follows begins on a new page if less is left. */
    public PdfSheet keep(float points) {
        room(points);
        return this;
    }

    /** Lets readers jump here by the list of contents that their program shows beside the paper. */
    public PdfSheet bookmark(String words) {
        bookmarks.add(new Bookmark(words, pages.size() - 1, y));
        return this;
    }

    /** Empty space, in points. */
    public PdfSheet space(float points) {
        y -= points;
        return this;
    }

    /**
     * Carries a file along in the paper.
     *
     * @param name  under which a reader saves it: ASCII, not used before in this paper
     * @param words what it is, for whoever looks at the list of files
     */
    public PdfSheet attach(String name, String contentType, String words, Relation relation, byte[] bytes) {
        if (attachments.putIfAbsent(name, new Attachment(name, contentType, words, relation, bytes)) != null) {
            throw new IllegalArgumentException("Two files of one name: " + name);
        }
        return this;
    }

    /** The finished file. The sheet can't be used afterwards. */
    public byte[] finish() {
        try (document) {
            for (int i = 0; i < pages.size(); i++) {
                page = pages.get(i);
                var number = numbering.replace("{page}", Integer.toString(i + 1)).replace("{pages}", Integer.toString(pages.size()));
                float width = width(number, false, 8);
                stroke(Ink.LINE, 0.5f);
                page.moveTo(LEFT, 50);
                page.lineTo(LEFT + WIDTH, 50);
                page.stroke();
                var foot = wrap(footer, false, 8, WIDTH - width - 20);
                for (int line = 0; line < Math.min(2, foot.size()); line++) {
                    runs(foot.get(line), 8, Ink.MUTED, LEFT, 38 - line * 10.5f);
                }
                write(number, false, 8, Ink.MUTED, LEFT + WIDTH - width, 38);
                page.close();
            }
            describe();
            var out = new ByteArrayOutputStream(32_768);
            document.save(out);
            lender.giveBack(faces);
            return out.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void describe() throws IOException {
        var when = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        when.setTimeInMillis(made.toEpochMilli());
        when.set(Calendar.MILLISECOND, 0);
        var info = document.getDocumentInformation();
        info.setTitle(title);
        info.setAuthor("WeGO");
        info.setCreator("WeGO Membership");
        info.setCreationDate(when);
        info.setModificationDate(when);
        // Otherwise the file's id comes from the time of day
        document.setDocumentId(made.toEpochMilli());
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(language);
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        var metadata = new PDMetadata(document);
        metadata.importXMPMetadata(xmp().getBytes(StandardCharsets.UTF_8));
        catalog.setMetadata(metadata);
        catalog.getCOSObject().setItem(COSName.OUTPUT_INTENTS, Srgb.outputIntents());
        if (!bookmarks.isEmpty()) {
            catalog.setDocumentOutline(outline());
        }
        if (!attachments.isEmpty()) {
            carry(catalog, when);
        }
    }

    private PDDocumentOutline outline() {
        var outline = new PDDocumentOutline();
        for (var bookmark : bookmarks) {
            var there = new PDPageXYZDestination();
            there.setPage(document.getPage(bookmark.page()));
            there.setLeft(0);
            there.setTop(Math.round(bookmark.y()));
            var item = new PDOutlineItem();
            item.setTitle(bookmark.words());
            item.setDestination(there);
            outline.addLast(item);
        }
        return outline;
    }

    private void carry(PDDocumentCatalog catalog, Calendar when) throws IOException {
        var named = new TreeMap<String, PDComplexFileSpecification>();
        var carried = new COSArray();
        for (var attachment : attachments.values()) {
            var file = new PDEmbeddedFile(document, new ByteArrayInputStream(attachment.bytes()), COSName.FLATE_DECODE);
            file.setSubtype(attachment.contentType());
            file.setSize(attachment.bytes().length);
            file.setModDate(when);
            var specification = new PDComplexFileSpecification();
            specification.setFile(attachment.name());
            specification.setFileUnicode(attachment.name());
            specification.setFileDescription(attachment.words());
            specification.setEmbeddedFile(file);
            specification.setEmbeddedFileUnicode(file);
            specification.getCOSObject().setItem(RELATION, attachment.relation().name);
            named.put(attachment.name(), specification);
            carried.add(specification.getCOSObject());
        }
        var files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(named);
        var names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(files);
        catalog.setNames(names);
        catalog.getCOSObject().setItem(FILES_CARRIED, carried);
    }

    private String xmp() {
        var instant = Instant.ofEpochSecond(made.getEpochSecond()).toString();
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
                <pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                <dc:creator><rdf:Seq><rdf:li>WeGO</rdf:li></rdf:Seq></dc:creator>
                <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
                <xmp:CreatorTool>WeGO Membership</xmp:CreatorTool><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="w"?>""".formatted(escape(title), escape(language), instant, instant);
    }

    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x1F]", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void head(List<Column> columns) {
        var cells = new ArrayList<String>();
        for (var column : columns) {
            cells.add(column.label());
        }
        cells(columns, cells, true, 8.5f, 12, Ink.MUTED);
        line(LEFT, WIDTH, 1, Ink.BORDER);
    }

    private void row(List<Column> columns, List<String> cells, boolean bold) {
        int lines = 1;
        for (int i = 0; i < columns.size(); i++) {
            lines = Math.max(lines, wrap(cell(cells, i), bold, 9.5f, width(columns, i) - 10).size());
        }
        if (y - (lines * 13.5f + 6) < BOTTOM && lines < 30) {
            newPage();
            head(columns);
        }
        cells(columns, cells, bold, 9.5f, 13.5f, Ink.INK);
        line(LEFT, WIDTH, 0.5f, Ink.LINE);
    }

    private void cells(List<Column> columns, List<String> cells, boolean bold, float size, float leading, Ink ink) {
        var wrapped = new ArrayList<List<List<Typefaces.Run>>>();
        int lines = 1;
        for (int i = 0; i < columns.size(); i++) {
            wrapped.add(wrap(cell(cells, i), bold, size, width(columns, i) - 10));
            lines = Math.max(lines, wrapped.get(i).size());
        }
        y -= 3;
        for (int line = 0; line < lines; line++) {
            room(leading);
            y -= leading;
            float x = LEFT;
            for (int i = 0; i < columns.size(); i++) {
                float width = width(columns, i);
                if (line < wrapped.get(i).size()) {
                    var runs = wrapped.get(i).get(line);
                    // Numbers end where their column ends, the last one at the margin
                    float start = columns.get(i).right()
                            ? x + width - (i == columns.size() - 1 ? 0 : 10) - faces.width(runs) * size / 1000
                            : x;
                    runs(runs, size, ink, start, y + leading * 0.27f);
                }
                x += width;
            }
        }
        y -= 3;
    }

    private static String cell(List<String> cells, int i) {
        return i < cells.size() && cells.get(i) != null ? cells.get(i) : "";
    }

    private static float width(List<Column> columns, int i) {
        float all = 0;
        for (var column : columns) {
            all += column.share();
        }
        return WIDTH * columns.get(i).share() / all;
    }

    private PdfSheet block(String text, boolean bold, float size, float leading, Ink ink, float x, float width, float after) {
        for (var line : wrap(text, bold, size, width)) {
            room(leading);
            y -= leading;
            runs(line, size, ink, x, y + leading * 0.27f);
        }
        y -= after;
        return this;
    }

    private List<List<Typefaces.Run>> wrapAll(List<String> texts, boolean bold, float size, float width) {
        var lines = new ArrayList<List<Typefaces.Run>>();
        for (var text : texts) {
            lines.addAll(wrap(text, bold, size, width));
        }
        return lines;
    }

    /** Breaks at spaces, between East Asian letters, and inside a word only where it is wider than the line. */
    private List<List<Typefaces.Run>> wrap(String text, boolean bold, float size, float width) {
        var lines = new ArrayList<List<Typefaces.Run>>();
        float limit = width * 1000 / size;
        for (var paragraph : (text == null ? "" : text).split("\r?\n", -1)) {
            var line = new StringBuilder();
            float used = 0;
            for (var piece : pieces(paragraph)) {
                float wide = measure(piece.stripTrailing(), bold);
                if (used + wide > limit && !line.isEmpty()) {
                    lines.add(faces.runs(line.toString().stripTrailing(), bold));
                    line.setLength(0);
                    used = 0;
                }
                while (wide > limit && piece.length() > 1) {
                    int cut = piece.length() - 1;
                    while (cut > 1 && measure(piece.substring(0, cut), bold) > limit) {
                        cut--;
                    }
                    if (Character.isHighSurrogate(piece.charAt(cut - 1)) && cut > 1) {
                        cut--;
                    }
                    lines.add(faces.runs(piece.substring(0, cut), bold));
                    piece = piece.substring(cut);
                    wide = measure(piece, bold);
                }
                line.append(piece);
                used += measure(piece, bold);
            }
            lines.add(faces.runs(line.toString().stripTrailing(), bold));
        }
        return lines;
    }

    private static List<String> pieces(String paragraph) {
        var pieces = new ArrayList<String>();
        int start = 0;
        for (int i = 1; i < paragraph.length(); i++) {
            char before = paragraph.charAt(i - 1);
            char here = paragraph.charAt(i);
            boolean afterSpace = before == ' ' && here != ' ';
            boolean east = (isHan(before) || isHan(here)) && here != ' ' && "。、，．）」』！？：；.,)!?:;".indexOf(here) < 0;
            if (afterSpace || east) {
                pieces.add(paragraph.substring(start, i));
                start = i;
            }
        }
        if (start < paragraph.length()) {
            pieces.add(paragraph.substring(start));
        }
        return pieces;
    }

    /** Han and Kana, which break anywhere; Hangul is written with spaces. */
    private static boolean isHan(char letter) {
        return letter >= 0x3040 && letter <= 0x30FF || letter >= 0x3400 && letter <= 0x9FFF;
    }

    private float measure(String text, boolean bold) {
        return faces.width(faces.runs(text, bold));
    }

    private float width(String text, boolean bold, float size) {
        return measure(text, bold) * size / 1000;
    }

    private void write(String text, boolean bold, float size, Ink ink, float x, float at) {
        runs(faces.runs(text, bold), size, ink, x, at);
    }

    private void runs(List<Typefaces.Run> runs, float size, Ink ink, float x, float at) {
        if (runs.isEmpty()) {
            return;
        }
        draw(() -> {
            page.beginText();
            page.setNonStrokingColor(ink.color);
            page.newLineAtOffset(x, at);
            for (var run : runs) {
                page.setFont(font(run.face()), size);
                page.showText(run.text());
            }
            page.endText();
        });
    }

    private PDFont font(Typefaces.Face face) {
        return fonts.computeIfAbsent(face, wanted -> {
            try {
                return PDType0Font.load(document, faces.font(wanted), true);
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        });
    }

    private void room(float height) {
        if (y - height < BOTTOM) {
            newPage();
        }
    }

    private void newPage() {
        draw(() -> {
            var sheet = new PDPage(A4);
            document.addPage(sheet);
            page = new PDPageContentStream(document, sheet);
            pages.add(page);
            page.saveGraphicsState();
            page.addRect(0, A4.getHeight() - BAND, A4.getWidth(), BAND);
            page.clip();
            page.shadingFill(band);
            page.restoreGraphicsState();
        });
        y = TOP;
    }

    private PdfSheet line(float x, float width, float thickness, Ink ink) {
        stroke(ink, thickness);
        draw(() -> {
            page.moveTo(x, y);
            page.lineTo(x + width, y);
            page.stroke();
        });
        return this;
    }

    private void stroke(Ink ink, float thickness) {
        draw(() -> {
            page.setStrokingColor(ink.color);
            page.setLineWidth(thickness);
        });
    }

    private void fill(Ink ink, float x, float from, float width, float height) {
        draw(() -> {
            page.setNonStrokingColor(ink.color);
            page.addRect(x, from, width, height);
            page.fill();
        });
    }

    /** The emblem's way from blue to green, over the page's width. */
    private static PDShading gradation() {
        var function = new COSDictionary();
        function.setInt(COSName.FUNCTION_TYPE, 2);
        function.setItem(COSName.DOMAIN, numbers(0, 1));
        function.setItem(COSName.C0, numbers(0x0B / 255f, 0x53 / 255f, 0x94 / 255f));
        function.setItem(COSName.C1, numbers(0x1F / 255f, 0x7A / 255f, 0x4D / 255f));
        function.setItem(COSName.N, COSInteger.ONE);
        var shading = new PDShadingType2(new COSDictionary());
        shading.setShadingType(PDShading.SHADING_TYPE2);
        shading.setColorSpace(PDDeviceRGB.INSTANCE);
        shading.setCoords(numbers(0, 0, A4.getWidth(), 0));
        shading.setFunction(new PDFunctionType2(function));
        var extend = new COSArray();
        extend.add(COSBoolean.TRUE);
        extend.add(COSBoolean.TRUE);
        shading.setExtend(extend);
        return shading;
    }

    private static COSArray numbers(float... values) {
        var array = new COSArray();
        for (float value : values) {
            array.add(new COSFloat(value));
        }
        return array;
    }

    private interface Drawing {
        void run() throws IOException;
    }

    private static void draw(Drawing drawing) {
        try {
            drawing.run();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
