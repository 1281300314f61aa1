package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeQuestion;
import org.wego.membership.fee.Fees;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;

/** What stands on an invoice, whoever it is for, and that the paper is fit for archives. */
@HouseTest
class InvoicePaperTest {

    @Autowired
    InvoicePaper paper;
    @Autowired
    Assessments assessments;
    @Autowired
    Fees fees;

    private Invoice invoice(String number, String name, String localName, String country) {
        FeeAssessment fee = (FeeAssessment) fees.assess(new FeeQuestion(Category.FULL, "KOR", 1_190_964L, 2025, "census", null, null, 2027, "2025-10"));
        return new Invoice(number, "M-0042", name, localName, country, 2027, fee.amount(), "USD", BigDecimal.ZERO, BigDecimal.ZERO, Instant.parse("2027-01-04T03:00:00Z"),
                LocalDate.of(2027, 1, 4), LocalDate.of(2027, 3, 5), LocalDate.of(2027, 3, 5), fee, 1, InvoiceState.OPEN, null, null, null, null, 0, 0, null,
                null, 0, null, null, null, null, "PO-2027/118");
    }

    private static String text(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void saysHowToPayWithWhichReferenceAndWhomToAsk() throws Exception {
        byte[] pdf = paper.draw(invoice("2027-000123", "Suwon", "수원시", "Republic of Korea"),
                new Contact("Ms Lee", "Finance", "pay@suwon.example", null, "241 Hyowon-ro\n16490 Suwon"), false);
        Files.write(Path.of("target", "invoice.pdf"), pdf);
        assertThat(PdfA.faults(pdf)).isEmpty();
        assertThat(text(pdf)).contains(CreditorReference.of("2027-000123").orElseThrow().printed(), "DEMO 000-000-000000", "DEMOKRSE", "PO-2027/118",
                "membership@wego.example", "수원시", "Ms Lee, Finance", "241 Hyowon-ro", "assessment-2027-000123.json");
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
        }
    }

    @Test
    void howToPayStandsOnOnePageWhateverTheAddressTakes() throws Exception {
        byte[] pdf = paper.draw(invoice("2027-000123", "Suwon", "수원시", "Republic of Korea"),
                new Contact("Ms Lee", "Finance", "pay@suwon.example", null, "Care of\nThe Mayor\nCity Hall\nRoom 1\n241 Hyowon-ro\n16490 Suwon"), false);
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            PDFTextStripper second = new PDFTextStripper();
            second.setStartPage(2);
            assertThat(second.getText(document)).contains("How to pay", "DEMO 000-000-000000", CreditorReference.of("2027-000123").orElseThrow().printed(),
                    "membership@wego.example");
        }
    }

    @Test
    void carriesItsAssessmentForPrograms() throws Exception {
        Invoice invoice = invoice("2027-000123", "Suwon", "수원시", "Republic of Korea");
        byte[] pdf = paper.draw(invoice, null, false);
        assertThat(paper.draw(invoice, null, false)).as("the same each time").isEqualTo(pdf);
        try (var document = Loader.loadPDF(pdf)) {
            var files = document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            assertThat(files).containsOnlyKeys("assessment-2027-000123.json");
            var file = files.get("assessment-2027-000123.json");
            assertThat(file.getCOSObject().getNameAsString("AFRelationship")).isEqualTo("Data");
            assertThat(file.getEmbeddedFileUnicode().getSubtype()).isEqualTo("application/json");
            JsonNode json = new ObjectMapper().readTree(file.getEmbeddedFileUnicode().toByteArray());
            assertThat(json.get("invoice").asText()).isEqualTo("2027-000123");
            assertThat(CreditorReference.in(json.get("reference").asText()).orElseThrow().invoiceNumber()).isEqualTo("2027-000123");
            assertThat(json.get("localName").asText()).isEqualTo("수원시");
            assertThat(json.get("amount").decimalValue()).isEqualByComparingTo("5000");
            assertThat(json.get("dueOn").asText()).isEqualTo("2027-03-05");
            assertThat(json.get("orderReference").asText()).isEqualTo("PO-2027/118");
            assertThat(assessments.read(json.get("assessment").toString())).isEqualTo(invoice.assessment());
        }
    }

    @Test
    void anExampleHasNoReferenceToPayBy() throws Exception {
        byte[] pdf = paper.draw(invoice("No number yet", "Suwon", null, "Republic of Korea"), null, true);
        assertThat(PdfA.faults(pdf)).isEmpty();
        assertThat(text(pdf)).contains("NOT AN INVOICE").doesNotContain(" RF");
    }

    private int drawn;

    private String spoken(String name, String localName, Contact billing) throws Exception {
        byte[] pdf = paper.draw(invoice("2027-000123", name, localName, "Republic of Korea"), billing, false);
        // The validator takes long: it looks at every fourth
        if (drawn++ % 4 == 0) {
            assertThat(PdfA.faults(pdf)).as(name + " " + localName).isEmpty();
        }
        return text(pdf).replaceAll("\\s", "");
    }

    /** All letters from one code point to another, so many at a time, every so many. */
    private static List<String> letters(int from, int to, int step, int each) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int point = from; point <= to; point += step) {
            if (Character.isLetter(point) && Normalizer.isNormalized(Character.toString(point), Normalizer.Form.NFC)) {
                piece.appendCodePoint(point);
            }
            if (piece.length() >= each || point + step > to && !piece.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        return pieces;
    }

    @Test
    void namesStandInTheirOwnScript() throws Exception {
        List<String> names = new ArrayList<>();
        names.addAll(letters(0x00C0, 0x024F, 1, 90));
        names.addAll(letters(0x1E00, 0x1EFF, 1, 90));
        names.addAll(letters(0x0386, 0x03CE, 1, 90));
        names.addAll(letters(0x1F00, 0x1FFF, 1, 90));
        names.addAll(letters(0x0400, 0x052F, 1, 90));
        names.addAll(letters(0xAC00, 0xD7A3, 37, 100));
        names.addAll(letters(0x4E00, 0x9FA5, 97, 110));
        names.addAll(letters(0x3041, 0x3093, 1, 80));
        names.addAll(letters(0x30A1, 0x30F4, 1, 80));
        names.addAll(List.of("Đà Nẵng Tp. Huế", "Kraków Łódź Győr Çeşme İzmir Ñuñoa Þórshöfn", "Улаанбаатар хот", "Қарағанды қаласы Їжакевичі", "Αθήνα Ἀθῆναι", "수원시",
                "東京都 すいげん 水原市 臺北市 横浜", "Reykjav\u0131\u0301k Sa\u0303o Paulo"));
        for (String name : names) {
            String own = Normalizer.normalize(name, Normalizer.Form.NFC).replaceAll("\\s", "");
            assertThat(spoken("Suwon", name, null)).contains(own);
        }
    }

    @Test
    void everyMembersNameIsReadableOnItsInvoice() throws Exception {
        try (var in = getClass().getResourceAsStream("/reference/members.csv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
            assertThat(lines).hasSizeGreaterThan(50);
            for (String line : lines) {
                String[] cells = line.split(",");
                String localName = cells[1].isBlank() || cells[1].contains("\"") ? null : cells[1];
                String name = cells[0].replace("\"", "");
                assertThat(spoken(name, localName, null)).contains(name.replaceAll("\\s", "")).doesNotContain("??");
            }
        }
    }

    @Test
    void whatNoFontHasStandsInLatinLettersAndNeverAsBoxes() throws Exception {
        for (String script : new String[] {"محمد القاهرة", "ירושלים", "नई दिल्ली", "กรุงเทพ", "თბილისი", "Երևան", "தமிழ்நாடு", "ভারত", "አዲስ አበባ", "ភ្នំពេញ", "ရန်ကုန်"}) {
            String said = spoken("Capital", script, new Contact(script, script, "x@y.example", null, script + "\n12345 " + script));
            assertThat(said).as(script).doesNotContain("?", "\uFFFD").contains("Capital", "12345");
        }
        assertThat(spoken("Tbilisi", null, new Contact("ნინო", null, null, null, null))).contains("nino");
    }

    /** Not a promise, a number to look at; the benchmark holds the promise. */
    @Test
    void costsLittle() {
        var threads = ManagementFactory.getThreadMXBean();
        Contact billing = new Contact("Billing Contact", "Accountant", "x@y.example", null, "1 Main Street\n12345 Suwon");
        int size = 0;
        double each = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < 300; i++) {
                size = paper.draw(invoice(String.format("2027-%06d", i), "Suwon " + i, "수원시", "Republic of Korea"), billing, false).length;
            }
            each = (threads.getCurrentThreadCpuTime() - before) / 300e6;
        }
        System.out.printf("An invoice's paper: %.2f CPU-ms, %d bytes%n", each, size);
        assertThat(each).isLessThan(40);
    }
}
