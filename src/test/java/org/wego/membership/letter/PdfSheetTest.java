package org.wego.membership.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.wego.membership.PdfA;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.story.Pdfs;

class PdfSheetTest {

    private static final Instant MADE = Instant.parse("2027-01-04T03:00:00Z");

    private final PdfSheets sheets = new PdfSheets();

    @Test
    void saysWhatItWasTold() throws Exception {
        var bytes = invoice("Suwon", "수원시 水原市 すいげん");
        Files.write(Path.of("target", "sheet.pdf"), bytes);
        try (var document = Loader.loadPDF(bytes)) {
            assertThat(Pdfs.text(bytes)).contains("2027-000123", "수원시 水原市 すいげん", "USD 5,000", "Page 1 of 1", "1,190,964");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Invoice 2027-000123");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getMetadata()).isNotNull();
        }
    }

    @Test
    void isTheSameFileEachTime() {
        assertThat(invoice("Suwon", "수원시")).isEqualTo(invoice("Suwon", "수원시"));
        assertThat(new PdfSheetTest().invoice("Suwon", "수원시")).isEqualTo(invoice("Suwon", "수원시"));
    }

    @Test
    void isForArchives() {
        assertThat(PdfA.faults(invoice("Suwon", null))).isEmpty();
        assertThat(PdfA.faults(invoice("Київ, Αθήνα, Győr, Đà Nẵng", "수원시 水原市 すいげん – Москва"))).isEmpty();
    }

    /** Also letters that no font has, signs between words, and every piece that a sheet can draw. */
    @Test
    void isForArchivesWhateverItSays() {
        var sheet = sheets.begin("Any <&> title \u0000 \uD83D\uDE00", MADE).language("ko");
        for (int block = 0; block < 0x30000; block += 0x100) {
            var line = new StringBuilder();
            for (int point = block; point < block + 0x100; point += 5) {
                line.appendCodePoint(point);
            }
            sheet.paragraph(line.toString()).strong(line.toString());
        }
        sheet.mark("EXAMPLE").tick("Agreed", true).signatures("Name", "Date").rule().notice("수원\u00A0시\t水\u3000原")
                .table(List.of(PdfSheet.Column.text("Член", 1), PdfSheet.Column.number("USD", 1)), List.of(List.of("Ωμέγα", "1")), List.of("2", "3"));
        assertThat(PdfA.faults(sheet.finish())).isEmpty();
    }

    /** That the check can fail at all. */
    @Test
    void otherPapersAreNotForArchives() throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        try (var document = Loader.loadPDF(invoice("Suwon", null))) {
            document.getDocumentCatalog().setOutputIntents(List.of());
            document.save(out);
        }
        assertThat(PdfA.faults(out.toByteArray())).anyMatch(fault -> fault.contains("DeviceRGB"));
    }

    @Test
    void carriesFilesAlong() throws Exception {
        var json = "{\"amount\":\"5000.00\"}".getBytes(StandardCharsets.UTF_8);
        var bytes = sheets.begin("Invoice", MADE).heading("수원").attach("invoice.json", "application/json", "The same for programs", PdfSheet.Relation.ALTERNATIVE, json)
                .attach("a.txt", "text/plain", "문서", PdfSheet.Relation.DATA, new byte[0]).finish();
        assertThat(PdfA.faults(bytes)).isEmpty();
        try (var document = Loader.loadPDF(bytes)) {
            var files = document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            assertThat(files).containsOnlyKeys("a.txt", "invoice.json");
            var file = files.get("invoice.json");
            assertThat(file.getEmbeddedFileUnicode().toByteArray()).isEqualTo(json);
            assertThat(file.getEmbeddedFileUnicode().getSubtype()).isEqualTo("application/json");
            assertThat(file.getCOSObject().getNameAsString("AFRelationship")).isEqualTo("Alternative");
        }
        assertThatThrownBy(() -> sheets.begin("Two", MADE).attach("a", "text/plain", "", PdfSheet.Relation.DATA, json)
                .attach("a", "text/plain", "", PdfSheet.Relation.DATA, json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void meansItsInksInSrgb() throws Exception {
        try (var document = Loader.loadPDF(invoice("Suwon", null))) {
            var intent = document.getDocumentCatalog().getOutputIntents().get(0);
            var space = new ICC_ColorSpace(ICC_Profile.getInstance(intent.getDestOutputIntent().createInputStream()));
            for (float[] ink : new float[][] {{0.043f, 0.325f, 0.58f}, {1, 1, 1}, {0, 0, 0}, {0.9f, 0.1f, 0.02f}}) {
                assertThat(space.toRGB(ink)).usingComparatorWithPrecision(0.006f).containsExactly(ink);
            }
        }
    }

    @Test
    void isDrawnByManyAtOnce() throws Exception {
        var pool = java.util.concurrent.Executors.newFixedThreadPool(4);
        var same = invoice("Suwon", "수원시");
        var tries = new ArrayList<java.util.concurrent.Callable<byte[]>>();
        for (int i = 0; i < 40; i++) {
            tries.add(() -> invoice("Suwon", "수원시"));
        }
        for (var one : pool.invokeAll(tries)) {
            assertThat(one.get()).isEqualTo(same);
        }
        pool.shutdown();
    }

    @Test
    void survivesEveryLetterThereIs() throws Exception {
        var sheet = sheets.begin("Every \u0000 letter <&> \uD83D\uDE00", MADE);
        for (int block = 0; block < 0x30000; block += 0x100) {
            var line = new StringBuilder();
            for (int point = block; point < block + 0x100; point += 7) {
                line.appendCodePoint(point);
            }
            sheet.paragraph(line.toString()).fact(line.toString(), "x");
        }
        sheet.heading("القاهرة नई दिल्ली ශ්‍රී 👍🏽 \uD83D lone").table(List.of(PdfSheet.Column.text("\t", 1)), List.of(List.of("\uDC00")));
        try (var document = Loader.loadPDF(sheet.finish())) {
            assertThat(document.getNumberOfPages()).isGreaterThan(5);
        }
    }

    @Test
    void breaksLongTablesAndWordsOverPages() throws Exception {
        var rows = new ArrayList<List<String>>();
        for (int i = 1; i <= 120; i++) {
            rows.add(List.of("M-" + i, i % 9 == 0 ? "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Anglesey, a long way from the sea" : "Suwon", "5,000"));
        }
        var bytes = sheets.begin("List", MADE).heading("Invoices of 2027")
                .table(List.of(PdfSheet.Column.text("Member", 1), PdfSheet.Column.text("Name", 2), PdfSheet.Column.number("USD", 1)), rows,
                        List.of("120 members", "", "600,000"))
                .paragraph("x".repeat(900)).signatures("Name", "Title", "Date and signature").tick("Agreed", true).tick("Not agreed", false)
                .notice("Nothing is to be done.").finish();
        Files.write(Path.of("target", "list.pdf"), bytes);
        try (var document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
            var stripper = new PDFTextStripper();
            stripper.setStartPage(2);
            stripper.setEndPage(2);
            assertThat(stripper.getText(document)).contains("Member Name USD");
        }
    }

    /** Not a promise, a number to look at; the benchmark holds the promise. */
    @Test
    void costsLittle() {
        var threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 150; i++) {
            invoice("City " + i, null);
        }
        long before = threads.getCurrentThreadCpuTime();
        int size = 0;
        for (int i = 0; i < 150; i++) {
            size = invoice("City " + i, null).length;
        }
        double each = (threads.getCurrentThreadCpuTime() - before) / 150e6;
        System.out.printf("A page: %.2f CPU-ms, %d bytes%n", each, size);
        assertThat(each).isLessThan(40);
    }

    private byte[] invoice(String name, String localName) {
        return sheets.begin("Invoice 2027-000123", MADE)
                .footer("WeGO · Invoice 2027-000123 · Suwon")
                .kicker("Invoice").heading("2027-000123")
                .columns(List.of(name + " City Hall", "241 Hyowon-ro, Paldal-gu", "16490 Suwon", "Republic of Korea"),
                        List.of("World e-Governments Organization", "of Cities and Local Governments", "Seoul, Republic of Korea"))
                .fact("Member", name).fact("Name in its own script", localName)
                .fact("Member number", "M-0042").fact("Fee year", "2027").fact("Issued", "4 January 2027").fact("Due", "5 March 2027")
                .amount("To pay by 5 March 2027", "USD 5,000")
                .section("Why this amount")
                .paragraph("USD 5,000: 1,190,964 inhabitants (1–3 million) and 65,080 international dollars a head (30,000 or more), "
                        + "IMF October 2025, an estimate for 2025.")
                .fact("Population", "1,190,964", "2025, census")
                .fact("GDP per capita", "65,080 international dollars", "Republic of Korea, 2025, IMF October 2025, an estimate")
                .fact("Band", "1–3 million inhabitants; 30,000 or more")
                .fact("Chart and rule", "Membership fee 2027, full-p3-g5")
                .section("How to pay")
                .table(List.of(PdfSheet.Column.text("What", 3), PdfSheet.Column.number("USD", 1)),
                        List.of(List.of("Membership fee 2027", "5,000.00")), List.of("Total", "5,000.00"))
                .notice("Write 2027-000123 on your transfer.")
                .small("Bank details are invented: this is a demonstration.")
                .finish();
    }
}
