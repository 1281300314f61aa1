package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.junit.jupiter.api.Test;
import org.wego.membership.committee.EvidenceFile.Unreadable;
import org.wego.membership.letter.pdf.PdfSheet;
import org.wego.membership.letter.pdf.PdfSheets;

/** What strangers send: it is answered clearly, soon, and in little memory. */
class EvidenceFileTest {

    private static final String ROUND = "EC-2026-003";
    private static final byte[] LOG = EvidenceFile.write(ROUND, List.of(new EvidenceFile.Opening(1, "{}")), List.of(new EvidenceFile.Line("{}", "0")));

    private static String fault(byte[] bytes) {
        Runtime machine = Runtime.getRuntime();
        machine.gc();
        long begun = System.nanoTime();
        try {
            EvidenceFile.read(bytes);
            return "none";
        } catch (Unreadable fault) {
            return fault.key();
        } finally {
            assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(10_000_000_000L);
        }
    }

    private static String fault(String json) {
        return fault(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ourOwnIsRead() throws Unreadable {
        EvidenceFile file = EvidenceFile.read(LOG);
        assertThat(file.round()).isEqualTo(ROUND);
        assertThat(file.canonical()).isTrue();
        assertThat(file.pdf()).isFalse();
        assertThat(EvidenceFile.read(sheet(LOG).finish()).pdf()).isTrue();
    }

    @Test
    void otherThingsAreToldApart() {
        assertThat(fault("")).isEqualTo("empty");
        assertThat(fault("hello")).isEqualTo("json.torn");
        assertThat(fault("[]")).isEqualTo("json.other");
        assertThat(fault("{}")).isEqualTo("json.format");
        assertThat(fault("{\"format\":\"wego-round-log/9\"}")).isEqualTo("json.format");
        assertThat(fault("{\"format\":\"wego-round-log/1\"}")).isEqualTo("json.round");
        assertThat(fault("{\"format\":\"wego-round-log/1\",\"round\":\"<script>\"}")).isEqualTo("json.round");
        assertThat(fault("{\"format\":\"wego-round-log/1\",\"round\":\"EC-2026-001\"}")).isEqualTo("json.empty");
        assertThat(fault("{\"votes\":[]}")).isEqualTo("json.field");
        assertThat(fault("{\"entries\":[{\"entry\":7,\"hash\":\"0\"}]}")).isEqualTo("json.tornIn");
        assertThat(fault("{\"entries\":[null]}")).isEqualTo("json.tornIn");
        assertThat(fault(new String(LOG, StandardCharsets.UTF_8).replaceFirst("\"format\".*", "\"format\""))).as("all its entries can be read")
                .isEqualTo("json.torn");
        assertThat(fault("{\"openings\":[{\"revision\":1e400,\"frozen\":\"\"}]}")).isEqualTo("json.other");
        assertThat(fault("{\"openings\":[{\"revision\":99999999999999999999,\"frozen\":\"\"}]}")).isEqualTo("json.torn");
        assertThat(fault("{\"round\":\"EC-2026-001\",\"round\":\"EC-2026-002\"}")).isEqualTo("json.torn");
        assertThat(fault(new String(LOG, StandardCharsets.UTF_8) + "{}")).isEqualTo("json.more");
        assertThat(fault(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0, '{', 0})).isEqualTo("json.torn");
        byte[] random = new byte[100_000];
        new Random(7).nextBytes(random);
        assertThat(fault(random)).isEqualTo("json.torn");
    }

    @Test
    void hugeAndDeepJson() {
        assertThat(fault("[".repeat(9_000_000))).isEqualTo("large");
        assertThat(fault("[".repeat(7_000_000))).isEqualTo("json.other");
        assertThat(fault("{\"openings\":" + "[".repeat(7_000_000))).isIn("json.other", "json.torn");
        assertThat(fault("{\"entries\":[" + "{\"entry\":\"\",\"hash\":\"\"},".repeat(300_000) + "]}")).isEqualTo("json.entries");
        assertThat(fault("{\"entries\":[{\"entry\":\"" + "x".repeat(7_000_000) + "\"}]}")).isEqualTo("json.torn");
        assertThat(fault("{\"" + "x".repeat(7_000_000) + "\":1}")).isEqualTo("json.torn");
        assertThat(EvidenceFile.map("{\"a\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}")).isNull();
        assertThat(EvidenceFile.map("{\"a\":[" + "1,".repeat(900_000) + "1]}")).isNull();
        assertThat(EvidenceFile.map("{\"a\":" + "9".repeat(500_000) + "}")).isNull();
        assertThat(EvidenceFile.map("{\"a\":1,\"a\":2}")).isNull();
        assertThat(EvidenceFile.map("{} {}")).isNull();
    }

    private static PdfSheet sheet(byte[] log) {
        return new PdfSheets().begin("Resolution", Instant.EPOCH).heading("Resolution").attach("log.json", "application/json", "Log", PdfSheet.Relation.DATA, log);
    }

    @Test
    void pdfsWithoutALogOrWithTwo() {
        assertThat(fault(new PdfSheets().begin("Invoice", Instant.EPOCH).heading("Invoice").finish())).isEqualTo("pdf.none");
        assertThat(fault("%PDF-1.7\nnothing")).isEqualTo("pdf.none");
        assertThat(fault("%PDF-1.7\nstream\n")).isEqualTo("pdf.none");
        assertThat(fault("%PDF-1.7\nstream")).isEqualTo("pdf.none");
        assertThat(fault("%PDF-1.7\nstream\n{\"entries\":[")).isEqualTo("pdf.torn");
        assertThat(fault(sheet(LOG).attach("other.json", "application/json", "Log", PdfSheet.Relation.DATA, LOG).finish())).isEqualTo("pdf.several");
        // Saved once more by another program, and with the log not packed
        assertThat(fault("%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>stream\r\n" + new String(LOG, StandardCharsets.UTF_8) + "\r\nendstream")).isEqualTo("none");
    }

    @Test
    void aPdfThatAnotherProgramSavedAgainIsRead() throws IOException {
        for (boolean squeezed : new boolean[] {true, false}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (PDDocument document = Loader.loadPDF(sheet(LOG).finish())) {
                if (squeezed) {
                    document.save(out);
                } else {
                    document.save(out, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
                }
            }
            assertThat(fault(out.toByteArray())).isEqualTo("none");
        }
    }

    @Test
    void aPdfWithThousandsOfAttachments() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
            files.setNames(Stream.iterate(0, i -> i + 1).limit(8_000).collect(java.util.stream.Collectors.toMap(i -> String.format("%05d", i), i -> {
                try {
                    PDComplexFileSpecification file = new PDComplexFileSpecification();
                    file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(new byte[] {'{', '}'}), COSName.FLATE_DECODE));
                    return file;
                } catch (IOException fault) {
                    throw new java.io.UncheckedIOException(fault);
                }
            })));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(files);
            document.getDocumentCatalog().setNames(names);
            document.save(out);
        }
        assertThat(fault(out.toByteArray())).isEqualTo("pdf.parts");
        assertThat(fault("%PDF-1.7\n" + "stream\n".repeat(1_400_000))).isEqualTo("pdf.parts");
        assertThat(fault("%PDF-1.7\n" + "s".repeat(9_000_000))).isEqualTo("pdf.none");
    }

    @Test
    void zipBombsInStreams() throws IOException {
        assertThat(fault(pdf(bomb("{\"entries\":[" + " ".repeat(100), 5_000)))).isEqualTo("pdf.large");
        // One that is no log is left after its first bytes, wherever it stands: as a page, as packed objects, as an attachment
        byte[] plain = bomb("q Q ", 5_000);
        byte[][] many = new byte[15][];
        java.util.Arrays.fill(many, plain);
        assertThat(fault(pdf(many))).isEqualTo("pdf.none");
        assertThat(fault(pdf(new byte[] {0x78, (byte) 0x9C, 1, 2, 3}))).isEqualTo("pdf.none");
        byte[] torn = squeezed(LOG);
        assertThat(fault(pdf(java.util.Arrays.copyOf(torn, torn.length - 12)))).isEqualTo("pdf.torn");
        assertThat(fault(pdf(squeezed(LOG)))).isEqualTo("none");
    }

    /** So many hundred thousand spaces behind a beginning, packed a thousand to one. */
    private static byte[] bomb(String begin, int hundredThousands) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            deflater.write(begin.getBytes(StandardCharsets.US_ASCII));
            byte[] spaces = " ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < hundredThousands; i++) {
                deflater.write(spaces);
            }
        }
        return out.toByteArray();
    }

    private static byte[] squeezed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] pdf(byte[]... streams) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
        int number = 0;
        for (byte[] stream : streams) {
            out.write((++number + " 0 obj\n<</Type /ObjStm /Filter /FlateDecode /Length " + stream.length + ">>\nstream\n").getBytes(StandardCharsets.US_ASCII));
            out.write(stream);
            out.write("\nendstream\nendobj\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    /** Whatever the check can find has words, and whatever has words can be found. */
    @Test
    void everyFaultHasItsWords() throws IOException {
        String words = Files.readString(Path.of("src/main/resources/messages/check.properties"));
        Function<String, TreeSet<String>> keys = text -> Pattern.compile(text).matcher(words).results().map(found -> found.group(1))
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        TreeSet<String> said = keys.apply("(?m)^check\\.fault\\.([a-zA-Z.]+)=");
        said.removeAll(List.of("missing", "receipt", "busy"));
        TreeSet<String> found = new TreeSet<>();
        for (String source : List.of("EvidenceFile", "EvidenceReplay", "EvidenceCheck")) {
            String code = Files.readString(Path.of("src/main/java/org/wego/membership/committee/" + source + ".java"));
            Pattern.compile("new (?:Unfit|Unreadable|EvidenceReplay\\.Unfit|Fault)\\(([^;]+?);", Pattern.DOTALL).matcher(code).results().forEach(each ->
                    Pattern.compile("\"([a-zA-Z]+(?:\\.[a-zA-Z]*)*)\"").matcher(each.group(1)).results().map(key -> key.group(1)).forEach(found::add));
        }
        if (found.remove("tallied.count.")) {
            found.addAll(List.of("entitled", "present", "approve", "reject", "abstain", "discuss").stream().map("tallied.count."::concat).toList());
        }
        found.removeAll(List.of("kind", "position", "round"));
        assertThat(found).isEqualTo(said);
    }
}
