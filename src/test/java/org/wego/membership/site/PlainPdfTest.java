package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionSubmitForm;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.action.PDPageAdditionalActions;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlainPdfTest {

    @Test
    void takesWhatHonestProgramsWrite() {
        assertPlain(pdf(document -> { }));
        assertPlain(pdf(document -> {
            PDPageFitDestination fit = new PDPageFitDestination();
            fit.setPage(document.getPage(0));
            document.getDocumentCatalog().setOpenAction(fit);
        }));
        assertPlain(pdf(document -> {
            COSDictionary goTo = new COSDictionary();
            goTo.setName(COSName.S, "GoTo");
            goTo.setItem(COSName.D, new COSArray());
            document.getDocumentCatalog().getCOSObject().setItem(COSName.OPEN_ACTION, goTo);
        }));
        assertPlain(pdf(document -> {
            // a link that the reader clicks
            PDAnnotationLink link = new PDAnnotationLink();
            PDActionURI uri = new PDActionURI();
            uri.setURI("https://www.suwon.example");
            link.setAction(uri);
            document.getPage(0).getAnnotations().add(link);
        }));
    }

    @Test
    void refusesWhatIsNoPdf() {
        assertUnfit(new byte[0], "site.pdf.empty");
        assertUnfit(null, "site.pdf.empty");
        assertUnfit("<html>".getBytes(StandardCharsets.UTF_8), "site.pdf.notPdf");
        assertUnfit("%PD".getBytes(StandardCharsets.UTF_8), "site.pdf.notPdf");
        byte[] plain = pdf(document -> { });
        byte[] led = new byte[plain.length + 1];
        System.arraycopy(plain, 0, led, 1, plain.length);
        led[0] = '\n';
        assertUnfit(led, "site.pdf.notPdf");
    }

    @Test
    void refusesWhatIsTooLarge() {
        byte[] plain = pdf(document -> { });
        assertUnfit(Arrays.copyOf(plain, PlainPdf.MAX_BYTES + 1), "site.pdf.tooLarge");
    }

    @Test
    void refusesWhatIsDamagedOrHasNoPages() throws IOException {
        assertUnfit("%PDF-1.7\nnothing more".getBytes(StandardCharsets.UTF_8), "site.pdf.unreadable");
        try (PDDocument document = new PDDocument()) {
            assertUnfit(bytes(document), "site.pdf.noPages");
        }
    }

    @Test
    void refusesProtection() {
        for (String password : new String[] {"", "secret"}) {
            assertUnfit(pdf(document -> document.protect(
                new StandardProtectionPolicy("owner", password, new AccessPermission()))), "site.pdf.encrypted");
        }
    }

    @Test
    void refusesScriptsWhereverTheyAre() {
        assertUnfit(pdf(document -> document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"))),
            "site.pdf.javascript");
        assertUnfit(pdf(document -> {
            PDAnnotationLink link = new PDAnnotationLink();
            link.setAction(new PDActionJavaScript("app.alert(1)"));
            document.getPage(0).getAnnotations().add(link);
        }), "site.pdf.javascript");
        assertUnfit(pdf(document -> {
            // in no page's reach
            COSDictionary hidden = new COSDictionary();
            hidden.setItem(COSName.JS, new COSString("app.alert(1)"));
            hidden.setDirect(false);
            document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("WeGOx"), hidden);
        }), "site.pdf.javascript");
    }

    @Test
    void refusesProgramsAndWhatActsAlone() {
        assertUnfit(pdf(document -> document.getDocumentCatalog().setOpenAction(new PDActionLaunch())), "site.pdf.launch");
        assertUnfit(pdf(document -> {
            PDActionURI uri = new PDActionURI();
            uri.setURI("https://canary.example");
            document.getDocumentCatalog().setOpenAction(uri);
        }), "site.pdf.acts");
        assertUnfit(pdf(document -> {
            PDPageAdditionalActions occasions = new PDPageAdditionalActions();
            occasions.setO(new PDActionSubmitForm());
            document.getPage(0).setActions(occasions);
        }), "site.pdf.acts");
        assertUnfit(pdf(document -> {
            COSDictionary uri = new COSDictionary();
            uri.setName(COSName.S, "URI");
            COSDictionary goTo = new COSDictionary();
            goTo.setName(COSName.S, "GoTo");
            goTo.setItem(COSName.NEXT, uri);
            document.getDocumentCatalog().getCOSObject().setItem(COSName.OPEN_ACTION, goTo);
        }), "site.pdf.acts");
    }

    @Test
    void refusesFilesInside() {
        assertUnfit(pdf(document -> {
            PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)));
            PDComplexFileSpecification specification = new PDComplexFileSpecification();
            specification.setFile("x.txt");
            specification.setEmbeddedFile(file);
            PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
            files.setNames(Map.of("x", specification));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(files);
            document.getDocumentCatalog().setNames(names);
        }), "site.pdf.embedded");
        assertUnfit(pdf(document -> {
            COSDictionary clip = new COSDictionary();
            clip.setName(COSName.SUBTYPE, "FileAttachment");
            COSArray annotations = new COSArray();
            annotations.add(clip);
            document.getPage(0).getCOSObject().setItem(COSName.ANNOTS, annotations);
        }), "site.pdf.embedded");
    }

    @Test
    void refusesDynamicForms() {
        assertUnfit(pdf(document -> {
            PDAcroForm form = new PDAcroForm(document);
            form.getCOSObject().setItem(COSName.getPDFName("XFA"), new COSArray(java.util.List.of(COSInteger.ONE)));
            document.getDocumentCatalog().setAcroForm(form);
        }), "site.pdf.xfa");
    }

    @Test
    void refusesALinkIntoAScript() {
        assertUnfit(pdf(document -> {
            PDAnnotationLink link = new PDAnnotationLink();
            PDActionURI uri = new PDActionURI();
            uri.setURI(" JavaScript:alert(1)");
            link.setAction(uri);
            document.getPage(0).getAnnotations().add(link);
        }), "site.pdf.javascript");
    }

    @Test
    @Timeout(30)
    void refusesWhatUnpacksToFarMoreThanItIs() throws IOException {
        byte[] bomb = packed("5 0 null", 200);
        assertPlain(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed("5 0 null", 1), null));
        for (String dictionary : new String[] {"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", "/Type/Obj#53tm/#4E 1/Fir#73t 4/Filter/Fl#61teDecode",
            "/Type/XObject/Subtype/Image/N 1/First 4/Filter[/FlateDecode]", "/N 1/First 4/Filter/Fl/X(1 0 obj)/Subtype/Image"}) {
            assertUnfit(packedObjects(dictionary, bomb, null), "site.pdf.packed");
        }
        // its table torn: the library then looks for packed objects by itself
        byte[] torn = packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", bomb, null);
        assertUnfit(Arrays.copyOf(torn, torn.length - 40), "site.pdf.unreadable");
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(out, CompressParameters.NO_COMPRESSION);
            // without packed objects a torn table is repaired, as scanners write them at times
            assertPlain(Arrays.copyOf(out.toByteArray(), out.size() - 12));
        }
        // packed twice, packed in another way, or with rows wider than any memory
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]", packed(bomb), null), "site.pdf.packed");
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/LZWDecode", bomb, null), "site.pdf.packed");
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>", packed("5 0 null", 1), null),
            "site.pdf.packed");
        // the table of objects itself
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed("5 0 null", 1), 200), "site.pdf.packed");
        // three million values in a megabyte
        assertUnfit(pdf(document -> document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("X"),
            new COSArray(java.util.Collections.nCopies(1_600_000, new COSString(""))))), "site.pdf.packed");
    }

    @Test
    @Timeout(30)
    void doesNotReadTextThatNeverEnds() {
        byte[] huge = pdf(document -> contents(document, " ".repeat(1024).repeat(100 * 1024).getBytes(StandardCharsets.US_ASCII)));
        assertPlain(huge);
        assertThat(PlainPdf.look(huge, "x").text()).isNull();
        byte[] deep = pdf(document -> {
            // ten forms, each of which draws the next ten times
            COSStream next = null;
            for (int i = 0; i < 10; i++) {
                COSStream form = document.getDocument().createCOSStream();
                form.setItem(COSName.TYPE, COSName.XOBJECT);
                form.setItem(COSName.SUBTYPE, COSName.FORM);
                form.setItem(COSName.BBOX, new org.apache.pdfbox.pdmodel.common.PDRectangle(10, 10).getCOSArray());
                if (next != null) {
                    form.setItem(COSName.RESOURCES, resources(next));
                }
                try (OutputStream out = form.createOutputStream(COSName.FLATE_DECODE)) {
                    out.write((next == null ? "q Q " : "/F Do ".repeat(10)).getBytes(StandardCharsets.US_ASCII));
                }
                next = form;
            }
            document.getPage(0).getCOSObject().setItem(COSName.RESOURCES, resources(next));
            contents(document, "/F Do".getBytes(StandardCharsets.US_ASCII));
        });
        assertPlain(deep);
        assertThat(PlainPdf.look(deep, "x").text()).isNull();
    }

    private static COSDictionary resources(COSStream form) {
        COSDictionary forms = new COSDictionary();
        forms.setItem(COSName.getPDFName("F"), form);
        COSDictionary resources = new COSDictionary();
        resources.setItem(COSName.XOBJECT, forms);
        return resources;
    }

    private static void contents(PDDocument document, byte[] content) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(content);
        }
        document.getPage(0).getCOSObject().setItem(COSName.CONTENTS, stream);
    }

    /** A PDF whose fifth object is in a packed stream of objects; its table is so many megabytes long, if given. */
    private static byte[] packedObjects(String dictionary, byte[] stream, Integer megabytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] at = new int[7];
        out.writeBytes(ascii("%PDF-1.5\n"));
        String[] plain = {"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>"};
        for (int i = 0; i < plain.length; i++) {
            at[i + 1] = out.size();
            out.writeBytes(ascii((i + 1) + " 0 obj" + plain[i] + "endobj\n"));
        }
        at[4] = out.size();
        out.writeBytes(ascii("4 0 obj<<" + dictionary + "/Length " + stream.length + ">>stream\n"));
        out.writeBytes(stream);
        out.writeBytes(ascii("\nendstream endobj\n"));
        at[6] = out.size();
        ByteBuffer table = ByteBuffer.allocate(7 * 6);
        for (int i = 0; i < 7; i++) {
            table.put((byte) (i == 0 ? 0 : i == 5 ? 2 : 1)).putInt(i == 5 ? 4 : at[i]).put((byte) 0);
        }
        byte[] rows = packed(new String(table.array(), StandardCharsets.ISO_8859_1), megabytes == null ? 0 : megabytes);
        out.writeBytes(ascii("6 0 obj<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length " + rows.length + ">>stream\n"));
        out.writeBytes(rows);
        out.writeBytes(ascii("\nendstream endobj\nstartxref\n" + at[6] + "\n%%EOF\n"));
        return out.toByteArray();
    }

    /** A text and so many megabytes of spaces, packed. */
    private static byte[] packed(String text, int megabytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(out)) {
            packing.write(text.getBytes(StandardCharsets.ISO_8859_1));
            byte[] spaces = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < megabytes; i++) {
                packing.write(spaces);
            }
        }
        return out.toByteArray();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        return packed(new String(bytes, StandardCharsets.ISO_8859_1), 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertPlain(byte[] bytes) {
        assertThatCode(() -> PlainPdf.check(bytes)).doesNotThrowAnyException();
    }

    private static void assertUnfit(byte[] bytes, String key) {
        UnfitPdf unfit = catchThrowableOfType(UnfitPdf.class, () -> PlainPdf.check(bytes));
        assertThat(unfit).as(key).isNotNull();
        assertThat(unfit.messageKey()).isEqualTo(key);
    }

    private static byte[] pdf(Change change) {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            change.to(document);
            return bytes(document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    private interface Change {
        void to(PDDocument document) throws IOException;
    }
}
