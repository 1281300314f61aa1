package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.admission.FormReading.Kind;
import org.wego.membership.engine.Sha256;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.PlainPdf;
import org.wego.membership.site.UnfitPdf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A form goes out and comes back: as it was, altered in each way, another case's, an older one, or as a scan. */
@HouseTest
class SignedFormsTest {

    @Autowired
    Applications applications;
    @Autowired
    SignedForms signed;
    @Autowired
    FormPdf formPdf;
    @Autowired
    FormSeals seals;
    @Autowired
    FormReader reader;
    @Autowired
    Corrections corrections;
    @Autowired
    Drafts drafts;
    @Autowired
    ObjectMapper json;
    @Autowired
    JdbcClient jdbc;

    private Map<String, String> typed;
    private String number;
    private byte[] form;

    @BeforeEach
    void aFormIsMade() {
        typed = Writing.city(Writing.name("Sealed"));
        number = applications.reserve(null);
        form = formPdf.draw(Writing.answers(typed), number);
    }

    @Test
    void carriesNumberVersionAndHashAsTextAndAsData() throws IOException {
        assertThat(PdfA.faults(form)).isEmpty();
        PlainPdf.Look look = PlainPdf.look(form, FormSeals.FILE);
        FormSeals.Data data = FormSeals.read(look.carried()).orElseThrow();
        assertThat(data.reference()).isEqualTo(number);
        assertThat(data.version()).isOne();
        assertThat(data.hash()).isEqualTo(data.rightHash()).hasSize(64);
        assertThat(data.content()).contains(now());
        assertThat(look.text()).contains(number + ", version 1, made on", data.hash());
        try (PDDocument document = Loader.loadPDF(form)) {
            var carried = document.getDocumentCatalog().getCOSObject().getCOSArray(COSName.getPDFName("AF"));
            assertThat(((org.apache.pdfbox.cos.COSDictionary) carried.getObject(0)).getNameAsString("AFRelationship")).isEqualTo("Data");
        }
    }

    @Test
    void theSameAnswersMakeTheSameFileAndOthersTheNextVersion() {
        assertThat(formPdf.draw(Writing.answers(typed), number)).isEqualTo(form);
        typed.put("motivation", "Another");
        byte[] second = formPdf.draw(Writing.answers(typed), number);
        assertThat(data(second).version()).isEqualTo(2);
        typed.put("motivation", "To learn from others.");
        assertThat(formPdf.draw(Writing.answers(typed), number)).as("what was said before keeps its version").isEqualTo(form);
        assertThat(seals.find(number, 3)).isEmpty();
    }

    @Test
    void keepsNothingOfTheContent() {
        String rows = String.join("\n", jdbc.sql("select form_seal::text from form_seal where reference = ?").param(number).query(String.class).list());
        assertThat(rows).contains(number).doesNotContain("suwon", typed.get("name"), "Lee");
    }

    @Test
    void recognisesTheFormAsItWasMade() {
        FormReading reading = read(form);
        assertThat(reading).isEqualTo(new FormReading(Kind.UNCHANGED, number, 1, List.of(), true, false));
        assertThat(signed.words(reading, number)).isEqualTo("This is the form of " + number + ", version 1, just as we made it: nothing was written on it.");
        FormReading saved = read(changed(form, document -> document.getDocumentInformation().setTitle("Saved by another program")));
        assertThat(saved).isEqualTo(new FormReading(Kind.UNCHANGED, number, 1, List.of(), false, false));
    }

    @Test
    void aSignatureIsNoChange() {
        for (Change signature : List.<Change>of(
                document -> write(document, "Suwon, 3 December 2026", 62, 180),
                document -> picture(document, 62, 180, 120, 40),
                document -> {
                    PDAnnotationText note = new PDAnnotationText();
                    note.setContents("Signed");
                    document.getPage(0).getAnnotations().add(note);
                },
                document -> document.addPage(new PDPage()))) {
            FormReading reading = read(changed(form, signature));
            assertThat(reading).isEqualTo(new FormReading(Kind.UNCHANGED, number, 1, List.of(), false, true));
            assertThat(signed.words(reading, number)).contains("words are unchanged", "as a signature is");
        }
    }

    @Test
    void everyAnswerStandsOnThePaperAndCanBeSeen() {
        for (Map<String, String> one : List.of(typed, Writing.association(Writing.name("Sealed")), Writing.company(Writing.name("Sealed")))) {
            byte[] made = formPdf.draw(Writing.answers(one), applications.reserve(null));
            PlainPdf.Look look = PlainPdf.look(made, FormSeals.FILE);
            assertThat(look.seen()).isEqualTo(look.text());
            assertThat(signed.unsaid(reader.read(Writing.answers(one), new Faults()), look.text())).as(one.get("category")).isEmpty();
        }
    }

    @Test
    void answersOverWhichSomethingWasLaidAreNamed() throws IOException {
        float[] at = place(form, "1,190,964");
        for (Map.Entry<String, Change> laid : Map.<String, Change>of(
                "a picture", document -> picture(document, at[0] - 4, at[1] - 4, 70, 16),
                "a patch", document -> fill(document, at[0] - 4, at[1] - 4, 70, 16),
                "a note", document -> annotation(document, "FreeText", at[0] - 4, at[1] - 4, 70, 16),
                "a line through it", document -> annotation(document, "StrikeOut", at[0] - 4, at[1] - 4, 70, 16)).entrySet()) {
            FormReading reading = read(changed(form, laid.getValue()));
            assertThat(reading).as(laid.getKey()).isEqualTo(new FormReading(Kind.COVERED, number, 1, List.of("population.value"), false, true));
            assertThat(read(stripped(changed(form, laid.getValue()))).kind()).as(laid.getKey() + ", printed anew").isEqualTo(Kind.COVERED);
        }
        FormReading other = read(changed(form, document -> {
            fill(document, at[0] - 4, at[1] - 4, 70, 16);
            write(document, "9,190,964", at[0], at[1]);
        }));
        assertThat(other.doubtful()).isTrue();
        assertThat(other.fields()).containsExactly("population.value");
        FormReading reading = read(changed(form, document -> picture(document, 0, 0, 595, 842)));
        assertThat(reading.kind()).isEqualTo(Kind.COVERED);
        assertThat(reading.fields()).contains("name", "population.value", "signatory.name", "motivation");
        assertThat(signed.words(read(changed(form, document -> picture(document, at[0] - 4, at[1] - 4, 70, 16))), number)).isEqualTo("This is the form of "
                + number + ", version 1. On its pages something lies over these answers, or they can’t be seen: inhabitants.");
        // a pencil's mark leaves the words to be read, and so does what was there before them
        assertThat(read(changed(form, document -> annotation(document, "Highlight", at[0], at[1], 70, 16))).kind()).isEqualTo(Kind.UNCHANGED);
        assertThat(read(changed(form, document -> {
            try (PDPageContentStream content = new PDPageContentStream(document, document.getPage(0), PDPageContentStream.AppendMode.PREPEND, true)) {
                content.setNonStrokingColor(Color.WHITE);
                content.addRect(0, 0, 595, 842);
                content.fill();
                content.setNonStrokingColor(Color.BLACK);
            }
        })).kind()).isEqualTo(Kind.UNCHANGED);
    }

    @Test
    void wordsThatNobodySeesAreNoWordsOfTheForm() throws IOException {
        byte[] data = PlainPdf.look(form, FormSeals.FILE).carried();
        Map<String, String> other = new HashMap<>(typed);
        other.put("population.value", "9190964");
        byte[] altered = pages(other);
        String figure = "1,190,964";
        // the page of other answers, and ours in a way that only programs read
        for (Map.Entry<String, Change> way : Map.<String, Change>of(
                "without ink", document -> written(document, content -> content.setRenderingMode(RenderingMode.NEITHER), 200, 10),
                "white", document -> written(document, content -> content.setNonStrokingColor(Color.WHITE), 200, 10),
                "too small", document -> written(document, content -> { }, 200, 0.5f),
                "beside the sheet", document -> written(document, content -> { }, 2000, 10),
                "said in place of others", document -> instead(document, words(form))).entrySet()) {
            FormReading reading = read(changed(carrying(altered, data), way.getValue()));
            assertThat(reading.kind()).as(way.getKey()).isIn(Kind.ALTERED, Kind.COVERED);
            assertThat(reading.fields()).as(way.getKey()).contains("population.value");
        }
        assertThat(words(form)).contains(figure);
    }

    @Test
    void ofWhatCannotBeReadNothingIsSaidButItsNumber() throws IOException {
        byte[] data = PlainPdf.look(form, FormSeals.FILE).carried();
        Map<String, String> other = new HashMap<>(typed);
        other.put("population.value", "9190964");
        // a stream in a packing that isn't unpacked here, and no word of the altered page is read any more
        byte[] unread = changed(carrying(pages(other), data), document -> {
            COSStream odd = document.getDocument().createCOSStream();
            try (OutputStream out = odd.createOutputStream(COSName.ASCII85_DECODE)) {
                out.write("odd".getBytes(StandardCharsets.US_ASCII));
            }
            document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Odd"), odd);
        });
        assertThat(PlainPdf.look(unread, FormSeals.FILE).text()).isNull();
        FormReading reading = read(unread);
        assertThat(reading).isEqualTo(new FormReading(Kind.SCAN, number, 1, List.of(), false, false));
        assertThat(signed.words(reading, number)).contains(number, "can’t be read by the program");
    }

    @Test
    void anotherSheetOrOtherLettersAreNotUnchanged() {
        byte[] cut = changed(form, document -> document.getPage(0).setCropBox(new org.apache.pdfbox.pdmodel.common.PDRectangle(0, 0, 595, 500)));
        assertThat(read(cut).kind()).isEqualTo(Kind.COVERED);
        byte[] turned = changed(form, document -> document.getPage(0).setRotation(180));
        assertThat(read(turned)).isEqualTo(new FormReading(Kind.UNCHANGED, number, 1, List.of(), false, true));
        byte[] otherLetters = changed(form, document -> document.getPage(0).getResources().getCOSObject().getCOSDictionary(COSName.FONT)
                .getValues().forEach(font -> ((org.apache.pdfbox.cos.COSDictionary) ((org.apache.pdfbox.cos.COSObject) font).getObject())
                        .setName(COSName.BASE_FONT, "Other")));
        assertThat(read(otherLetters).added()).isTrue();
    }

    @Test
    void dataThatSayMoreThanAFormIsRefused() throws IOException {
        ObjectNode data = tree(form);
        data.put("more", "MZ");
        assertUnfit(carrying(form, bytes(data)));
    }

    private static String words(byte[] pdf) {
        return PlainPdf.look(pdf, FormSeals.FILE).text();
    }

    /** All words of the form as it was made, once more, in a way of its own. */
    private void written(PDDocument document, Drawn way, float x, float size) throws IOException {
        try (PDPageContentStream content = new PDPageContentStream(document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, true, true)) {
            content.beginText();
            way.in(content);
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), size);
            content.setLeading(size);
            content.newLineAtOffset(x, 800);
            for (String line : words(form).split("\\R")) {
                content.showText(line.replaceAll("[^\\x20-\\x7e]", "?"));
                content.newLine();
            }
            content.endText();
        }
    }

    private interface Drawn {
        void in(PDPageContentStream content) throws IOException;
    }

    /** Everything that is drawn says other words to programs. */
    private static void instead(PDDocument document, String words) throws IOException {
        org.apache.pdfbox.cos.COSDictionary says = new org.apache.pdfbox.cos.COSDictionary();
        says.setString(COSName.ACTUAL_TEXT, words);
        PDPage page = document.getPage(0);
        var properties = org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList.create(says);
        try (PDPageContentStream content = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.PREPEND, true)) {
            content.beginMarkedContent(COSName.getPDFName("Span"), properties);
        }
        try (PDPageContentStream content = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true)) {
            content.endMarkedContent();
        }
    }

    private static void fill(PDDocument document, float x, float y, float width, float height) throws IOException {
        try (PDPageContentStream content = new PDPageContentStream(document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, true, true)) {
            content.setNonStrokingColor(Color.WHITE);
            content.addRect(x, y, width, height);
            content.fill();
        }
    }

    private static void annotation(PDDocument document, String subtype, float x, float y, float width, float height) throws IOException {
        PDAnnotationText note = new PDAnnotationText();
        note.getCOSObject().setName(COSName.SUBTYPE, subtype);
        note.setRectangle(new org.apache.pdfbox.pdmodel.common.PDRectangle(x, y, width, height));
        document.getPage(0).getAnnotations().add(note);
    }

    /** Where a word begins on the first page. */
    private static float[] place(byte[] pdf, String word) throws IOException {
        float[] at = new float[2];
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new org.apache.pdfbox.text.PDFTextStripper() {
                @Override
                protected void writeString(String text, List<org.apache.pdfbox.text.TextPosition> letters) {
                    int from = text.indexOf(word);
                    if (from >= 0 && at[0] == 0) {
                        at[0] = letters.get(from).getTextMatrix().getTranslateX();
                        at[1] = letters.get(from).getTextMatrix().getTranslateY();
                    }
                }
            }.getText(document);
        }
        return at;
    }

    @Test
    void recognisesEachFieldThatWasAlteredInTheData() throws IOException {
        for (String field : List.of("name", "country", "population.value", "signatory.name", "signatory.capacity", "contact.email", "billing.address", "motivation")) {
            ObjectNode data = tree(form);
            ObjectNode at = data.withObject("/form" + (field.contains(".") ? "/" + field.substring(0, field.indexOf('.')) : ""));
            at.put(field.substring(field.indexOf('.') + 1), "Altered");
            FormReading reading = read(carrying(form, bytes(data)));
            assertThat(reading).as(field).isEqualTo(new FormReading(Kind.ALTERED, number, 1, List.of(field), false, true));
            assertThat(signed.words(reading, number)).startsWith("This form was changed after we made it: ");

            // whoever knows how hashes are made can make one, but none that we have made
            data.put("hash", FormSeals.read(bytes(data)).orElseThrow().rightHash());
            assertThat(read(carrying(form, bytes(data))).kind()).as(field + " with a hash to it").isEqualTo(Kind.ALTERED);
        }
    }

    @Test
    void recognisesDataThatWereInventedOrMovedToAnotherNumber() throws IOException {
        ObjectNode data = tree(form);
        String other = applications.reserve(null);
        for (Map.Entry<String, Object> change : Map.<String, Object>of("reference", other, "version", 7, "hash", "0".repeat(64)).entrySet()) {
            ObjectNode altered = data.deepCopy();
            altered.putPOJO(change.getKey(), change.getValue());
            assertThat(read(carrying(form, bytes(altered))).kind()).as(change.getKey()).isEqualTo(Kind.ALTERED);
        }
        ObjectNode more = data.deepCopy();
        more.withObject("/form").put("fee", "0");
        assertThat(read(carrying(form, bytes(more))).kind()).isEqualTo(Kind.ALTERED);
        ObjectNode less = data.deepCopy();
        less.withObject("/form").remove("website");
        assertThat(read(carrying(form, bytes(less))).fields()).containsExactly("website");
        ObjectNode odd = data.deepCopy();
        odd.put("reference", "<script>").put("version", "x").put("hash", "'; drop table form_seal");
        FormReading reading = read(carrying(form, bytes(odd)));
        assertThat(reading.kind()).isEqualTo(Kind.ALTERED);
        assertThat(reading.reference()).isNull();
    }

    @Test
    void recognisesEachFieldThatWasAlteredOnThePagesOnly() {
        Map<String, String> changes = Map.of("population.value", "1190965", "contact.phone", "+82 31 228 2115",
                "motivation", "To teach others.", "billing.email", "treasury@suvon.example", "level", "PROVINCE");
        changes.forEach((field, value) -> {
            Map<String, String> other = new HashMap<>(typed);
            other.put(field, value);
            // the pages of other answers, with the data of ours
            byte[] altered = carrying(pages(other), PlainPdf.look(form, FormSeals.FILE).carried());
            FormReading reading = read(altered);
            assertThat(reading.kind()).as(field).isEqualTo(Kind.ALTERED);
            assertThat(reading.fields()).as(field).contains(field);
        });
    }

    @Test
    void recognisesAnotherCasesForm() {
        String other = applications.reserve(null);
        byte[] others = formPdf.draw(Writing.answers(typed), other);
        assertThat(read(others)).isEqualTo(new FormReading(Kind.OTHER_CASE, other, 1, List.of(), false, false));
        assertThat(read(stripped(others)).kind()).as("printed anew").isEqualTo(Kind.OTHER_CASE);
        assertThat(signed.words(read(others), number)).contains(other, number);
        assertThat(signed.read(others, null, now()).kind()).as("no number yet").isEqualTo(Kind.OTHER_CASE);
    }

    @Test
    void recognisesAnOlderVersionAndWhatDiffers() {
        typed.put("population.value", "1200000");
        typed.put("contact.name", "Park Ji-woo");
        formPdf.draw(Writing.answers(typed), number);
        FormReading reading = read(form);
        assertThat(reading.kind()).isEqualTo(Kind.OTHER_VERSION);
        assertThat(reading.version()).isOne();
        assertThat(reading.fields()).containsExactly("population.value", "contact.name");
        assertThat(signed.words(reading, number)).isEqualTo("This is the form of " + number
                + ", version 1. What is filled in now differs from it: inhabitants, contact.");
        FormReading printed = read(stripped(form));
        assertThat(printed.kind()).isEqualTo(Kind.OTHER_VERSION);
        assertThat(printed.fields()).containsExactlyInAnyOrder("population.value", "contact.name");
    }

    @Test
    void aFormPrintedToANewPdfIsKnownByItsText() {
        assertThat(read(stripped(form))).isEqualTo(new FormReading(Kind.UNCHANGED, number, 1, List.of(), false, false));
        Map<String, String> other = new HashMap<>(typed);
        other.put("population.value", "1190965");
        FormReading altered = read(stripped(pages(other)));
        assertThat(altered.kind()).isEqualTo(Kind.ALTERED);
        assertThat(altered.fields()).containsExactly("population.value");
    }

    @Test
    void aScanIsForAPersonToCompare() throws IOException {
        byte[] scan = scan(form, null);
        assertThat(read(scan)).isEqualTo(FormReading.scan());
        assertThat(read(Writing.pdf())).isEqualTo(FormReading.scan());
        // a scanner that reads along lays its guesses under the picture, faults and all
        FormReading guessed = read(scan(form, number + ", version 1, made on 23 Novernber 2O26"));
        assertThat(guessed).isEqualTo(new FormReading(Kind.SCAN, number, 1, List.of(), false, false));
        String other = applications.reserve(null);
        formPdf.draw(Writing.answers(typed), other);
        assertThat(read(scan(form, other + ", version 1, made on")).kind()).isEqualTo(Kind.OTHER_CASE);
    }

    @Test
    void anyOtherFileInsideIsRefused() throws IOException {
        assertUnfit(carrying(form, "{\"format\":\"other\"}".getBytes(StandardCharsets.UTF_8)));
        assertUnfit(carrying(form, "MZ not JSON".getBytes(StandardCharsets.UTF_8)));
        assertUnfit(carrying(form, ("[".repeat(5000)).getBytes(StandardCharsets.UTF_8)));
        assertUnfit(carrying(form, new byte[0]));
        assertUnfit(carrying(form, (new String(bytes(tree(form)), StandardCharsets.UTF_8) + "{}").getBytes(StandardCharsets.UTF_8)));
        // more than any form has to say, in a few bytes
        assertUnfit(carrying(form, new byte[300 * 1024]));
        byte[] data = PlainPdf.look(form, FormSeals.FILE).carried();
        assertUnfit(changed(form, document -> carry(document, Map.of("other.exe", data))));
        assertUnfit(changed(form, document -> carry(document, Map.of(FormSeals.FILE, data, "more.json", data))));
        // in the papers that aren't our form nothing may be inside, not even ours
        assertThat(applications.fault(Part.RESOLUTION, new Upload("r.pdf", form))).hasValueSatisfying(words -> assertThat(words).contains("other files inside"));
        assertThat(applications.fault(Part.SIGNED_FORM, new Upload("f.pdf", form))).isEmpty();
    }

    @Test
    void noMutilationIsTakenForTheWholeForm() {
        Random random = new Random(20261123);
        for (int i = 0; i < 80; i++) {
            byte[] bytes = form.clone();
            int times = 1 + random.nextInt(20);
            for (int k = 0; k < times; k++) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
            }
            try {
                FormReading reading = read(bytes);
                assertThat(reading.asMade()).as("mutilation " + i).isEqualTo(Sha256.hex(bytes).equals(Sha256.hex(form)));
            } catch (UnfitPdf unfit) {
                assertThat(unfit.messageKey()).startsWith("site.pdf.");
            }
        }
    }

    /** Whatever is changed in the file's objects: what is called unchanged looks as it did. */
    @Test
    void whatIsCalledUnchangedLooksAsItWasMade() throws IOException {
        Random random = new Random(20261124);
        int[] before = looks(form);
        int changed = 0;
        for (int i = 0; i < 120; i++) {
            byte[] bytes;
            try {
                bytes = changed(form, document -> mutate(document, random));
            } catch (RuntimeException | StackOverflowError unsaved) {
                continue;
            }
            try {
                FormReading reading = read(bytes);
                changed++;
                assertThat(reading.asMade()).isFalse();
                if (reading.kind() == Kind.UNCHANGED && !reading.added()) {
                    assertThat(looks(bytes)).as("mutation " + i).isEqualTo(before);
                }
            } catch (UnfitPdf unfit) {
                assertThat(unfit.messageKey()).startsWith("site.pdf.");
            }
        }
        assertThat(changed).as("read").isGreaterThan(60);
    }

    private static int[] looks(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, 40);
            return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        }
    }

    /** One entry of one of the file's objects is dropped, doubled, halved, renamed or exchanged for another's. */
    private static void mutate(PDDocument document, Random random) {
        List<org.apache.pdfbox.cos.COSDictionary> all = new java.util.ArrayList<>();
        document.getDocument().getXrefTable().keySet().stream().sorted().forEach(key -> {
            if (document.getDocument().getObjectFromPool(key).getObject() instanceof org.apache.pdfbox.cos.COSDictionary dictionary && dictionary.size() > 0) {
                all.add(dictionary);
            }
        });
        org.apache.pdfbox.cos.COSDictionary one = all.get(random.nextInt(all.size()));
        List<COSName> keys = one.keySet().stream().sorted().toList();
        COSName key = keys.get(random.nextInt(keys.size()));
        org.apache.pdfbox.cos.COSBase value = one.getDictionaryObject(key);
        switch (random.nextInt(4)) {
            case 0 -> one.removeItem(key);
            case 1 -> one.setItem(COSName.getPDFName(key.getName() + "x"), value);
            case 2 -> one.setItem(key, all.get(random.nextInt(all.size())));
            default -> {
                if (value instanceof org.apache.pdfbox.cos.COSNumber number) {
                    one.setFloat(key, random.nextBoolean() ? number.floatValue() * 2 : -1);
                } else if (value instanceof org.apache.pdfbox.cos.COSArray several && several.size() > 0) {
                    several.set(random.nextInt(several.size()), org.apache.pdfbox.cos.COSInteger.get(random.nextInt(900)));
                } else {
                    one.setName(key, "Other");
                }
            }
        }
    }

    @Test
    void aDraftKeepsItsNumberAndTheCaseTakesIt() {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(typed), Map.of());
        assertThat(applications.reserved(draft.token())).isEmpty();
        String kept = applications.reserve(draft.token());
        assertThat(applications.reserve(draft.token())).isEqualTo(kept);
        byte[] made = formPdf.draw(draft.answers(), kept);
        assertThat(applications.reading(draft.token(), draft.answers(), new Upload("f.pdf", made)).kind()).isEqualTo(Kind.UNCHANGED);
        String reference = applications.submit(Writing.answers(typed), Map.of(Part.SIGNED_FORM, new Upload("f.pdf", made)), Applications.Sender.PAGE, null, kept);
        assertThat(reference).isEqualTo(kept);
        assertThat(signed.of(reference)).hasValueSatisfying(reading -> assertThat(reading.kind()).isEqualTo(Kind.UNCHANGED));
        assertThat(applications.reserved(draft.token())).as("taken").isEmpty();
        typed.put("motivation", "Once more");
        assertThat(applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.PAGE, null, kept)).isNotEqualTo(kept);
        assertThat(applications.reserve(draft.token())).isNotEqualTo(kept);
    }

    @Test
    void whoLostThePageKeepsTheNumberOnThePaper() {
        assertThat(applications.submit(Writing.answers(typed), Map.of(Part.SIGNED_FORM, new Upload("f.pdf", form)), Applications.Sender.API, null))
                .isEqualTo(number);
        // but not with other answers, nor the number of a case that is there
        Map<String, String> other = Writing.city(Writing.name("Sealed"));
        String reference = applications.submit(Writing.answers(other), Map.of(Part.SIGNED_FORM, new Upload("f.pdf", form)), Applications.Sender.API, null);
        assertThat(reference).isNotEqualTo(number);
        assertThat(signed.of(reference)).hasValueSatisfying(reading -> assertThat(reading.kind()).isEqualTo(Kind.OTHER_CASE));
    }

    @Test
    void aClerkNotesWhoSigned() {
        String reference = applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.PAGE, null);
        assertThat(signed.signature(reference)).isEmpty();
        assertThatThrownBy(() -> signed.sign(reference, Writing.answers(Map.of("signedName", " ", "signedTitle", "x\ny", "signedCapacity", "KING")), "secretariat"))
                .isInstanceOfSatisfying(InvalidInput.class, invalid -> assertThat(Faults.of(invalid).has("signedName")
                        && Faults.of(invalid).has("signedTitle") && Faults.of(invalid).has("signedCapacity")).isTrue());
        signed.sign(reference, Writing.answers(Map.of("signedName", "Lee Jae-jun", "signedTitle", "Mayor", "signedCapacity", "MAYOR")), "secretariat");
        signed.sign(reference, Writing.answers(Map.of("signedName", "Choi <b>", "signedTitle", "Deputy", "signedCapacity", "AUTHORISED_REPRESENTATIVE")), "secretariat");
        assertThat(signed.signatures(reference)).hasSize(2);
        assertThat(signed.facts(reference)).anySatisfy(fact -> {
            assertThat(fact.value()).isEqualTo("Choi <b>, Deputy (Authorised representative)");
            assertThat(fact.source()).contains("secretariat");
        });
        assertThat(applications.events(reference)).extracting(CaseEvent::kind).contains("signature");
    }

    @Test
    void whoSignedIsNotedOfThePaperThatTheClerkHasSeen() {
        String reference = applications.submit(Writing.answers(typed), Map.of(Part.SIGNED_FORM, new Upload("f.pdf", form)), Applications.Sender.post("clerk", true), null);
        Map<String, String> note = new HashMap<>(Map.of("signedName", "Lee Jae-jun", "signedTitle", "Mayor", "signedCapacity", "MAYOR", "version", "1"));
        signed.sign(reference, Writing.answers(note), "secretariat");
        assertThat(signed.signature(reference)).hasValueSatisfying(signature -> assertThat(signature.current()).isTrue());

        // a correction leaves the paper as it is, and so does the note hold
        Application now = applications.get(reference);
        corrections.correct(reference, 1, Writing.answers(with("motivation", "To learn.")), Map.of(), "Asked by telephone", "secretariat");
        assertThat(signed.signature(reference)).hasValueSatisfying(signature -> assertThat(signature.current()).isTrue());
        signed.sign(reference, Writing.answers(note), "secretariat");

        // another paper is another signature
        corrections.correct(reference, 2, Writing.answers(with("motivation", "To teach.")), Map.of(Part.SIGNED_FORM, new Upload("g.pdf", Writing.pdf())),
                "Signed anew", "secretariat");
        assertThat(applications.get(reference).signedForm()).isNotEqualTo(now.signedForm());
        assertThat(signed.signature(reference)).hasValueSatisfying(signature -> assertThat(signature.current()).isFalse());
        assertThat(signed.facts(reference)).anySatisfy(fact -> assertThat(fact.value())
                .isEqualTo("not noted yet of the form that was sent last; on the form of version 2: Lee Jae-jun, Mayor (Mayor or governor)"));
        for (String seen : List.of("2", "7", "x")) {
            note.put("version", seen);
            assertThatThrownBy(() -> signed.sign(reference, Writing.answers(note), "secretariat")).as(seen)
                    .isInstanceOfSatisfying(InvalidInput.class, invalid -> assertThat(Faults.of(invalid).has("signedName")).isTrue());
        }
        note.put("version", "3");
        signed.sign(reference, Writing.answers(note), "secretariat");
        assertThat(signed.signature(reference)).hasValueSatisfying(signature -> assertThat(signature.current()).isTrue());
    }

    @Test
    void anAddressThatTheOfficeCorrectsMakesThePaperAnEarlierVersion() {
        String reference = applications.submit(Writing.answers(typed), Map.of(Part.SIGNED_FORM, new Upload("f.pdf", form)), Applications.Sender.API, null);
        assertThat(signed.of(reference)).hasValueSatisfying(reading -> assertThat(reading.kind()).isEqualTo(Kind.UNCHANGED));
        applications.correctAddress(reference, "other@suwon.example", "secretariat");
        assertThat(signed.of(reference)).hasValueSatisfying(reading -> {
            assertThat(reading.kind()).isEqualTo(Kind.OTHER_VERSION);
            assertThat(reading.fields()).containsExactly("contact.email");
        });
    }

    private Map<String, String> with(String field, String value) {
        typed.put(field, value);
        return typed;
    }

    private FormReading read(byte[] pdf) {
        return signed.read(pdf, number, now());
    }

    private ApplicationForm now() {
        return reader.read(Writing.answers(typed), new Faults());
    }

    private static FormSeals.Data data(byte[] pdf) {
        return FormSeals.read(PlainPdf.look(pdf, FormSeals.FILE).carried()).orElseThrow();
    }

    /** Our pages with other answers on them: what a forger would have to make. */
    private byte[] pages(Map<String, String> other) {
        return formPdf.draw(reader.read(Writing.answers(other), new Faults()), seals.find(number, 1).orElseThrow());
    }

    private ObjectNode tree(byte[] pdf) throws IOException {
        return (ObjectNode) json.readTree(PlainPdf.look(pdf, FormSeals.FILE).carried());
    }

    private byte[] bytes(ObjectNode tree) throws IOException {
        return json.writeValueAsBytes(tree);
    }

    private void assertUnfit(byte[] pdf) {
        assertThatThrownBy(() -> signed.check(pdf)).isInstanceOfSatisfying(UnfitPdf.class,
                unfit -> assertThat(unfit.messageKey()).isEqualTo("site.pdf.embedded"));
    }

    private static byte[] carrying(byte[] pdf, byte[] data) {
        return changed(pdf, document -> carry(document, Map.of(FormSeals.FILE, data)));
    }

    private static void carry(PDDocument document, Map<String, byte[]> files) throws IOException {
        Map<String, PDComplexFileSpecification> named = new HashMap<>();
        for (var file : files.entrySet()) {
            PDComplexFileSpecification specification = new PDComplexFileSpecification();
            specification.setFile(file.getKey());
            specification.setFileUnicode(file.getKey());
            specification.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(file.getValue()), COSName.FLATE_DECODE));
            named.put(file.getKey(), specification);
        }
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(named);
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
        document.getDocumentCatalog().getCOSObject().removeItem(COSName.getPDFName("AF"));
    }

    /** What printing to a new PDF leaves: the pages. */
    private static byte[] stripped(byte[] pdf) {
        return changed(pdf, document -> {
            document.getDocumentCatalog().getCOSObject().removeItem(COSName.getPDFName("AF"));
            document.getDocumentCatalog().getCOSObject().removeItem(COSName.NAMES);
        });
    }

    /** The pages as pictures, with what a program guessed to stand on them, if anything. */
    private static byte[] scan(byte[] pdf, String guess) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf); PDDocument scan = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, 50);
            PDPage page = new PDPage();
            scan.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(scan, page)) {
                content.drawImage(LosslessFactory.createFromImage(scan, picture), 0, 0, 595, 842);
                if (guess != null) {
                    content.beginText();
                    content.setRenderingMode(RenderingMode.NEITHER);
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 8);
                    content.newLineAtOffset(62, 38);
                    content.showText(guess);
                    content.endText();
                }
            }
            scan.save(out);
            return out.toByteArray();
        }
    }

    private static void write(PDDocument document, String text, float x, float y) throws IOException {
        try (PDPageContentStream content = new PDPageContentStream(document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, true, true)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
            content.newLineAtOffset(x, y);
            content.showText(text);
            content.endText();
        }
    }

    private static void picture(PDDocument document, float x, float y, float width, float height) throws IOException {
        BufferedImage ink = new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = ink.createGraphics();
        pen.setColor(Color.BLUE);
        pen.drawLine(0, 10, 60, 5);
        pen.dispose();
        try (PDPageContentStream content = new PDPageContentStream(document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, true, true)) {
            content.drawImage(LosslessFactory.createFromImage(document, ink), x, y, width, height);
        }
    }

    private static byte[] changed(byte[] pdf, Change change) {
        try (PDDocument document = Loader.loadPDF(pdf); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            change.to(document);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Change {
        void to(PDDocument document) throws IOException;
    }
}
