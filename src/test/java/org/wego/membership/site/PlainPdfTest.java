package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
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
