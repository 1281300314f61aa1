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

    @Test
    @Timeout(30)
    void whatIsPackedInAnotherWayThanItSaysIsMeasuredAllTheSame() throws IOException {
        // the two bytes at the head of a packed stream are passed over by the reader
        byte[] headless = packed("5 0 null", 200);
        headless[0] = 0;
        headless[1] = 0;
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", headless, null), "site.pdf.packed");
        // few columns, but many colours of many bits
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 60000/Colors 32/BitsPerComponent 4000>>",
            packed("5 0 null", 1), null), "site.pdf.packed");
        // numbers, not values
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed(ascii("5 0 [" + ".5 ".repeat(5_000_000) + "]")), null),
            "site.pdf.packed");
        // a table that looks for a hundred thousand objects where they aren't
        assertUnfit(packedObjects("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed("5 0 null", 1), null, 100_000), "site.pdf.packed");
    }

    @Test
    @Timeout(30)
    void noFewBytesTakeMuchMemoryOrTime() throws IOException {
        String operands = "[" + ".5 ".repeat(20_000_000) + "] TJ";
        assertMeasured("numbers without end in one list", pdf(document -> contents(document, ascii(operands))));
        assertMeasured("letters of a font from one to two thousand million", written("BT /F 10 Tf 50 50 Td <0001> Tj ET",
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>",
            stream("", "begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <7FFFFFFF> <00> endbfrange endcmap")));
        assertMeasured("widths of as many", written("BT /F 10 Tf 50 50 Td <0001> Tj ET",
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 2000000000 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                + "/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>"));
        assertMeasured("a page in a hundred thousand threads", written("BT /F 1 Tf " + "(aaaaaaaaaa) Tj ".repeat(5000) + "ET",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</R[500 500 501 501]>>", "[" + "6 0 R ".repeat(100_000) + "]"));
        assertMeasured("a fax of two thousand million rows as a page's contents", classic("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            stream("/Subtype/Image/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 30000>>", "x")));
        String[] actions = new String[22];
        actions[0] = "<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>";
        actions[1] = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
        actions[2] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>";
        for (int i = 3; i < 21; i++) {
            actions[i] = "<</S/GoTo/D[3 0 R/Fit]/Next[" + ((i + 2) + " 0 R ").repeat(10) + "]>>";
        }
        actions[21] = "<</S/GoTo/D[3 0 R/Fit]>>";
        assertMeasured("a chain of actions, each of which leads ten times to the next", classic(actions));
    }

    /** Taken or refused, within a quarter of the smallest heap that we run with. */
    private static void assertMeasured(String what, byte[] bytes) {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            PlainPdf.look(bytes, "x");
        } catch (UnfitPdf unfit) {
            assertThat(unfit.messageKey()).as(what).startsWith("site.pdf.");
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) >> 20).as(what + ", in MB").isLessThan(256);
    }

    @Test
    void refusesWhatPrintsOrClosesByItselfAndTakesWhatTurnsAPage() throws IOException {
        for (String named : new String[] {"Print", "SaveAs", "Close", "Quit"}) {
            assertUnfit(opening("<</S/Named/N/" + named + ">>"), "site.pdf.acts");
        }
        assertPlain(opening("<</S/Named/N/FirstPage>>"));
        assertPlain(opening("[3 0 R/FitH 842]"));
        assertPlain(opening("<</S/GoTo/D[3 0 R/Fit]/Next<</S/Named/N/NextPage>>>>"));
        assertUnfit(opening("<</S/GoTo/D[3 0 R/Fit]/Next[<</S/Named/N/NextPage>><</S/GoTo/D[3 0 R/Fit]/Next<</S/Launch/F(calc.exe)>>>>]>>"), "site.pdf.launch");
        assertUnfit(classic("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O<</S/GoToR/F(other.pdf)/D[0/Fit]>>>>>>"), "site.pdf.acts");
    }

    @Test
    void refusesWhateverIsCarriedOrRunsInAnyPlace() throws IOException {
        Map<String, String> places = new java.util.LinkedHashMap<>();
        places.put("/Names<</JavaScript<</Names[(x) 4 0 R]>>>>", "site.pdf.javascript");
        places.put("/Names 4 0 R/X<</J#61vaScript<<>>>>", "site.pdf.javascript");
        places.put("/AcroForm<</NeedAppearances true/Fields[]/XFA[(template) 4 0 R]>>", "site.pdf.xfa");
        places.put("/AcroForm<</NeedAppearances true/Fields[]>>/Y<</XFA 4 0 R>>", "site.pdf.xfa");
        places.put("/AF[<</Type/Filespec/F(x.exe)/AFRelationship/Data/EF<</F 4 0 R>>>>]", "site.pdf.embedded");
        places.put("/Names<</EmbeddedFiles<</Names[]>>>>", "site.pdf.embedded");
        places.put("/X<</Type/Filespec/F(x)/RF<</F[(x) 4 0 R]>>>>", "site.pdf.embedded");
        places.put("/X<</Subtype/FileAttachment/FS<</F(x)>>>>", "site.pdf.embedded");
        places.put("/X<</S/URI/URI(java\\tscript:alert\\(1\\))>>", "site.pdf.javascript");
        for (Map.Entry<String, String> place : places.entrySet()) {
            assertUnfit(classic("<</Type/Catalog/Pages 2 0 R" + place.getKey() + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", stream("", "x")), place.getValue());
        }
        assertPlain(classic("<</Type/Catalog/Pages 2 0 R/AcroForm<</NeedAppearances true/Fields[]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"));
    }

    @Test
    void refusesWhatALaterPartOfTheFileAddsOrAnEarlierHeld() throws IOException {
        byte[] plain = opening("[3 0 R/Fit]");
        assertUnfit(added(plain, 1, "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"), "site.pdf.javascript");
        byte[] script = opening("<</S/JavaScript/JS(app.alert\\(1\\))>>");
        assertUnfit(added(script, 1, "<</Type/Catalog/Pages 2 0 R>>"), "site.pdf.javascript");
        // in no table at all: a reader that mends the file finds it
        byte[] lost = new String(plain, StandardCharsets.ISO_8859_1).replace("xref\n", "9 0 obj<</S/Launch/F(calc.exe)>>endobj\nxref\n")
            .getBytes(StandardCharsets.ISO_8859_1);
        assertUnfit(moved(lost), "site.pdf.launch");
    }

    /** The table stands further behind now. */
    private static byte[] moved(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("startxref\n\\d+", "startxref\n" + (text.indexOf("\nxref\n") + 1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] opening(String action) throws IOException {
        return classic("<</Type/Catalog/Pages 2 0 R/OpenAction " + action + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");
    }

    /** A page with that on it; its letters are of the fifth object. */
    private static byte[] written(String contents, String... more) throws IOException {
        String[] objects = new String[4 + more.length];
        objects[0] = "<</Type/Catalog/Pages 2 0 R>>";
        objects[1] = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
        objects[2] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/B 7 0 R/Resources<</Font<</F 5 0 R>>>>>>";
        objects[3] = stream("", contents);
        System.arraycopy(more, 0, objects, 4, more.length);
        return classic(objects);
    }

    private static String stream(String dictionary, String content) {
        return "<<" + dictionary + "/Length " + content.length() + ">>stream\n" + content + "\nendstream";
    }

    /** Objects from the first on, with a table as it always was. */
    private static byte[] classic(String... objects) {
        StringBuilder out = new StringBuilder("%PDF-1.5\n");
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append(String.format("%010d 00000 n \n", out.length()));
            out.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int at = out.length();
        return out.append(table).append("trailer<</Size ").append(objects.length + 1).append("/Root 1 0 R>>\nstartxref\n").append(at).append("\n%%EOF\n")
            .toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Another object in place of one, as programs add it to the end of a file. */
    private static byte[] added(byte[] pdf, int number, String object) {
        String before = new String(pdf, StandardCharsets.ISO_8859_1);
        String table = before.substring(before.indexOf("startxref\n") + 10, before.lastIndexOf("\n%%EOF"));
        int at = before.length();
        String whole = before + number + " 0 obj\n" + object + "\nendobj\n";
        return (whole + "xref\n" + number + " 1\n" + String.format("%010d 00000 n \n", at) + "trailer<</Size 9/Root 1 0 R/Prev " + table + ">>\nstartxref\n"
            + whole.length() + "\n%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
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
        return packedObjects(dictionary, stream, megabytes, 0);
    }

    /** @param more so many objects besides are said to be packed there */
    private static byte[] packedObjects(String dictionary, byte[] stream, Integer megabytes, int more) throws IOException {
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
        int size = 7 + more;
        ByteBuffer table = ByteBuffer.allocate(size * 6);
        for (int i = 0; i < size; i++) {
            boolean isPacked = i == 5 || i > 6;
            table.put((byte) (i == 0 ? 0 : isPacked ? 2 : 1)).putInt(isPacked ? 4 : at[i]).put((byte) 0);
        }
        byte[] rows = packed(new String(table.array(), StandardCharsets.ISO_8859_1), megabytes == null ? 0 : megabytes);
        out.writeBytes(ascii("6 0 obj<</Type/XRef/Size " + size + "/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length " + rows.length + ">>stream\n"));
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
