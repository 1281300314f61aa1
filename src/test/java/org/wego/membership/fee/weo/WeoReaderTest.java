package org.wego.membership.fee.weo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.wego.membership.fee.weo.WeoFile.Layout;
import org.wego.membership.fee.weo.WeoRefused.Why;

/** Each layout is known by its content, gives the same figures, and is refused whole with the line at fault. */
class WeoReaderTest {

    private static final Map<String, String> OTHER_CODES = Map.of("UVK", "XKX", "KOS", "XKX", "WBG", "PSE");
    private static final Set<String> COUNTRIES = new HashSet<>(Edition.of(2025, 10).economies.keySet());

    static final Function<String, Optional<String>> ISO = code -> Optional.of(OTHER_CODES.getOrDefault(code, code)).filter(COUNTRIES::contains);

    private static WeoFile read(byte[] content) {
        return WeoReader.read(content, ISO);
    }

    private static WeoFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WeoRefused refused(byte[] content) {
        try {
            WeoFile file = read(content);
            throw new AssertionError("taken: " + file.layout() + " with " + file.economies().size());
        } catch (WeoRefused refused) {
            return refused;
        }
    }

    private static WeoRefused refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String classic(String find, String replace) {
        String text = Edition.of(2025, 10).classicText();
        assertThat(text).contains(find);
        return text.replace(find, replace);
    }

    @Test
    void everyShapeGivesTheSameFigures() {
        Edition edition = Edition.of(2025, 10);
        edition.everyShape().forEach((shape, bytes) -> {
            WeoFile file = read(bytes);
            assertThat(file.edition()).as(shape).isEqualTo("2025-10");
            assertThat(file.economies().keySet()).as(shape).isEqualTo(edition.economies.keySet());
            edition.economies.values().forEach(economy -> {
                WeoFile.Economy read = file.economies().get(economy.iso);
                assertThat(read.figures()).as(shape + " " + economy.iso).isEqualTo(economy.figures);
                assertThat(read.lastActual()).as(shape + " " + economy.iso).isEqualTo(Figures.lastActual(economy.stated).orElse(null));
            });
        });
    }

    @Test
    void theShapeIsSeenInTheContent() {
        Map<String, byte[]> shapes = Edition.of(2025, 10).everyShape();
        shapes.forEach((name, bytes) -> assertThat(read(bytes).layout()).as(name).isEqualTo(
                name.startsWith("classic") ? Layout.CLASSIC : Layout.valueOf(name.toUpperCase(java.util.Locale.ROOT))));
    }

    @Test
    void whatTheProgramShipsIsReadAsItIs() throws IOException {
        for (String file : new String[] {"imf-weo-2024-10-pppc.csv", "imf-weo-2025-10-pppc.csv"}) {
            try (var in = getClass().getResourceAsStream("/reference/" + file)) {
                WeoFile read = WeoReader.read(in.readAllBytes(), Optional::of);
                assertThat(read.layout()).isEqualTo(Layout.OURS);
                assertThat(read.edition()).isEqualTo(file.substring(8, 15));
                assertThat(read.economies()).hasSizeGreaterThan(190);
            }
        }
        assertThat(Figures.lastActual("FY2024/25")).as("the year in which the fiscal year begins").contains(2024);
    }

    /** The IMF's own first rows: the columns are theirs; the file ends in its middle and is refused for it. */
    @Test
    void theImfsOwnRowsAreRead() throws IOException {
        byte[] sample;
        try (var in = getClass().getResourceAsStream("/weo/weo-apr2024-raw-sample.tsv")) {
            sample = in.readAllBytes();
        }
        assertThat(refused(sample).why()).isEqualTo(Why.CUT_OFF);
        // its one row of the series among 120 other economies, and the footnote
        String text = new String(sample, StandardCharsets.UTF_8);
        String row = text.lines().filter(line -> line.contains("\tPPPPC\t")).findFirst().orElseThrow();
        StringBuilder whole = new StringBuilder(text).append("\r\n");
        COUNTRIES.stream().filter(iso -> !iso.equals("AFG")).limit(120).forEach(iso -> whole.append(row.replace("\tAFG\t", "\t" + iso + "\t")).append("\r\n"));
        WeoFile file = read(whole.append("International Monetary Fund, World Economic Outlook Database, April 2024").toString());
        assertThat(file.edition()).isEqualTo("2024-04");
        WeoFile.Economy afghanistan = file.economies().get("AFG");
        assertThat(afghanistan.name()).isEqualTo("Afghanistan");
        assertThat(afghanistan.lastActual()).isEqualTo(2023);
        assertThat(afghanistan.figures()).containsEntry(2021, new BigDecimal("2144.052")).doesNotContainKeys(2001, 2023, 2024).hasSize(21);
    }

    @Test
    void onlyTheCodeTellsTheSeries() {
        // the same descriptor stands at both, and a third code ends alike
        String without = Edition.of(2025, 10).classicText().replaceAll("(?m)^.*\tPPPPC\t.*\r\n", "");
        assertThat(without).contains("NGDPDPC").contains("NGDPRPPPPC");
        assertThat(refused(without).why()).isEqualTo(Why.NO_SERIES);
        assertThat(refused(Edition.of(2025, 10).observations().replace(",PPPPC,", ",NGDPPC,")).why()).isEqualTo(Why.NO_SERIES);
    }

    @Test
    void theEditionIsNeverGuessed() {
        String silent = Edition.of(2025, 10).observations().replaceAll(",2025-10-14T13:00:00Z\n", ",\n");
        assertThat(read(silent).edition()).isNull();
        assertThat(read(silent.replace("IMF.RES:WEO(9.0.0)", "IMF.RES:WEO_2025_OCT_VINTAGE(1.0.0)")).edition()).isEqualTo("2025-10");
        WeoRefused two = refused(Edition.of(2025, 10).observations().replace("IMF.RES:WEO(9.0.0)", "IMF.RES:WEO_2025_APR_VINTAGE(6.0.0)"));
        assertThat(two.why()).isEqualTo(Why.TWO_EDITIONS);
        assertThat(two.arguments()).containsExactly("2025-04", "2025-10");
    }

    @Test
    void aggregatesAreLeftOutAndNamed() {
        assertThat(read(Edition.of(2025, 10).observations()).leftOut()).containsOnlyKeys("G001");
        assertThat(read(Edition.of(2025, 10).workbook()).leftOut()).containsEntry("G001", "World");
    }

    @Test
    void aFileThatIsNoneOfTheseIsRefused() {
        assertThat(refused("").why()).isEqualTo(Why.EMPTY);
        assertThat(refused("\ufeff  \n").why()).isEqualTo(Why.EMPTY);
        assertThat(refused("<!DOCTYPE html><html><head><title>Access Denied</title>").why()).isEqualTo(Why.WEB_PAGE);
        assertThat(refused("{\"values\":{\"PPPPC\":{}}}").why()).isEqualTo(Why.WEB_PAGE);
        assertThat(refused("name,population\nSuwon,1190964\n").why()).isEqualTo(Why.FORMAT);
        assertThat(refused("WEO Country Group Code\tWEO Subject Code\tCountry Group Name\t2024\t2025\n").why()).isEqualTo(Why.GROUPS);
        assertThat(refused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1}).why()).isEqualTo(Why.OLD_EXCEL);
        assertThat(refused(zip(Map.of("weo.csv", Edition.of(2025, 10).ours().getBytes(StandardCharsets.UTF_8)))).why()).isEqualTo(Why.FORMAT);
        assertThat(refused(new byte[WeoReader.MOST_BYTES + 1]).why()).isEqualTo(Why.TOO_BIG);
    }

    @Test
    void aFileThatIsCutOffIsRefused() {
        String classic = Edition.of(2025, 10).classicText();
        assertThat(refused(classic.substring(0, classic.indexOf("International Monetary"))).why()).isEqualTo(Why.CUT_OFF);
        assertThat(refused(classic.substring(0, classic.length() - 4)).why()).as("October 20").isEqualTo(Why.CUT_OFF);
        WeoRefused half = refused(classic.substring(0, classic.length() / 2));
        assertThat(half.why()).isIn(Why.WIDTH, Why.CUT_OFF);
        assertThat(half.place()).isPresent();
        String ours = Edition.of(2025, 10).ours();
        long lines = ours.lines().count();
        assertThat(refused(ours.substring(0, ours.length() - 2))).satisfies(fault -> {
            assertThat(fault.why()).isEqualTo(Why.HALF_LINE);
            assertThat(fault.place()).contains(new Place(null, lines));
        });
        assertThat(refused(ours.substring(0, ours.length() - 15)).why()).isIn(Why.WIDTH, Why.EDITION, Why.HALF_LINE);
        String observations = Edition.of(2025, 10).observations();
        assertThat(refused(observations.substring(0, observations.length() - 26)).why()).isIn(Why.WIDTH, Why.CUT_OFF);
        assertThat(refused(observations.substring(0, observations.length() - 60)).why()).as("within a quoted cell").isEqualTo(Why.CUT_OFF);
        String series = Edition.of(2025, 10).series();
        assertThat(refused(series.substring(0, series.length() - 5)).why()).as("within a quoted cell").isIn(Why.CUT_OFF, Why.WIDTH);
        byte[] book = Edition.of(2025, 10).workbook();
        assertThat(refused(Arrays.copyOf(book, book.length - 30)).why()).isEqualTo(Why.CUT_OFF);
        assertThat(refused(Arrays.copyOf(book, book.length / 2)).why()).isEqualTo(Why.CUT_OFF);
    }

    @Test
    void anAbsurdFigureIsRefusedWithItsLine() {
        Edition zero = Edition.of(2025, 10).set("KOR", 2025, "0");
        long line = 1 + zero.ours().lines().takeWhile(row -> !row.startsWith("KOR,") || !row.contains(",2025,")).count();
        assertThat(refused(zero.ours())).satisfies(fault -> {
            assertThat(fault.why()).isEqualTo(Why.ABSURD);
            assertThat(fault.place()).contains(new Place(null, line));
            assertThat(fault.arguments()).containsExactly("KOR", "2025", "0");
        });
        assertThat(refused(Edition.of(2025, 10).set("KOR", 2025, "-3").classicText()).why()).isEqualTo(Why.ABSURD);
        assertThat(refused(Edition.of(2025, 10).set("KOR", 2025, "1000000.001").observations()).why()).isEqualTo(Why.ABSURD);
        WeoRefused jump = refused(Edition.of(2025, 10).set("KOR", 2025, "5000.5").workbook());
        assertThat(jump.why()).isEqualTo(Why.JUMP);
        assertThat(jump.place().orElseThrow().sheet()).isEqualTo("Countries");
        assertThat(jump.place().orElseThrow().line()).isGreaterThan(100);
        assertThat(jump.arguments()).startsWith("KOR", "2025", "5000.500", "2024");
        assertThat(refused(classic("65,080.293", "65.080,293"))).satisfies(fault -> {
            assertThat(fault.why()).isEqualTo(Why.NUMBER);
            assertThat(fault.arguments()).containsExactly("2025", "65.080,293");
        });
        assertThat(refused(classic("65,080.293", "650,80.293")).why()).as("commas at wrong places").isEqualTo(Why.NUMBER);
        assertThat(refused(classic("65,080.293", "#N/A")).why()).isEqualTo(Why.NUMBER);
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        String classic = Edition.of(2025, 10).classicText();
        String korea = classic.lines().filter(line -> line.contains("\tKOR\tPPPPC\t")).findFirst().orElseThrow() + "\r\n";
        assertThat(refused(classic.replace(korea, korea + korea)).why()).isEqualTo(Why.DUPLICATE);
        String kosovo = classic.lines().filter(line -> line.contains("\tUVK\tPPPPC\t")).findFirst().orElseThrow() + "\r\n";
        assertThat(refused(classic.replace(kosovo, kosovo + kosovo.replace("UVK", "KOS"))).arguments()).as("under another code").startsWith("XKX");
        String ours = Edition.of(2025, 10).ours();
        String line = ours.lines().filter(row -> row.startsWith("KOR,") && row.contains(",2025,")).findFirst().orElseThrow() + "\r\n";
        assertThat(refused(ours.replace(line, line + line)).arguments()).containsExactly("KOR", "2025");
        assertThat(refused(classic("\t2024\t2025\t", "\t2024\t2024\t")).why()).isEqualTo(Why.DOUBLE_COLUMN);
    }

    @Test
    void otherFaultsNameTheirLine() {
        assertThat(refused(classic("international dollars\tUnits", "international dollars\tThousands")).why()).isEqualTo(Why.SCALE);
        assertThat(refused(classic("512\tKOR\tPPPPC", "512\t\tPPPPC")).why()).isEqualTo(Why.NO_CODE);
        assertThat(refused(classic("512\tKOR\tPPPPC", "512\tPPPPC")).why()).isEqualTo(Why.WIDTH);
        assertThat(refused(classic("512\tKOR\tPPPPC", "512\tKOR\u0000\tPPPPC")).why()).isEqualTo(Why.DAMAGED);
        assertThat(refused(Edition.of(2025, 10).observations().replace(",A,2024,", ",A,2O24,")).why()).isEqualTo(Why.YEAR);
        assertThat(refused(Edition.of(2025, 10).ours().replace(",2025-10\r\n", ",2025-13\r\n")).why()).isEqualTo(Why.EDITION);
        Edition few = Edition.of(2025, 10);
        COUNTRIES.stream().sorted().skip(99).forEach(few::without);
        assertThat(refused(few.classicText())).satisfies(fault -> {
            assertThat(fault.why()).isEqualTo(Why.FEW);
            assertThat(fault.arguments()).containsExactly("99", "100");
        });
        assertThat(refused(Edition.of(2025, 10).classicText() + "AFG\tmore").why()).as("something after the footnote").isEqualTo(Why.DAMAGED);
    }

    @Test
    void aDoublesNoiseIsNoFigure() {
        WeoFile file = read(Edition.of(2025, 10).observations().replace(",65080.293,", ",65080.293000000005,"));
        assertThat(file.economies().get("KOR").figures().get(2025)).isEqualTo(new BigDecimal("65080.293"));
        file = read(Edition.of(2025, 10).observations().replace(",65080.293,", ",29999.99999999,"));
        assertThat(file.economies().get("KOR").figures().get(2025)).as("never rounded into the next band").isLessThan(new BigDecimal("30000"));
    }

    @Test
    void aWorkbookCanNotUnpackToMoreThanItMay() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            for (Map.Entry<String, byte[]> part : book("").entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            zip.write("<sst>".getBytes());
            byte[] text = ("<x>" + " ".repeat(1_000) + "</x>").repeat(1_000).getBytes();
            for (int i = 0; i < 300; i++) {
                zip.write(text);
            }
            zip.closeEntry();
        }
        assertThat(bomb.size()).isLessThan(1024 * 1024);
        assertThat(refused(bomb.toByteArray()).why()).isEqualTo(Why.UNPACKS_TOO_BIG);
        String[] hostile = {
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>",
            "<worksheet><!-- " + "x".repeat(2_000_000) + " --></worksheet>",
            "<worksheet a=\"" + "x".repeat(2_000_000) + "\"/>",
            "<a>".repeat(100_000),
            "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>77</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row><c t=\"str\"><v>" + "x".repeat(100_000) + "</v></c></row></sheetData></worksheet>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\u0000<worksheet/>",
        };
        for (String sheet : hostile) {
            assertThat(refused(zip(book(sheet))).why()).as(sheet.substring(0, Math.min(60, sheet.length()))).isEqualTo(Why.DAMAGED);
        }
    }

    private static Map<String, byte[]> book(String sheet) {
        return Map.of("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"r1\" xmlns:r=\"r\"/></sheets></workbook>".getBytes(),
                "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>".getBytes(),
                "xl/worksheets/sheet1.xml", sheet.getBytes());
    }

    @Test
    void textsOfAWorkbookMayStandInTheirCells() {
        StringBuilder sheet = new StringBuilder("<worksheet><sheetData><row r=\"1\">");
        for (String head : "COUNTRY.ID,INDICATOR.ID,2024,2025".split(",")) {
            sheet.append("<c t=\"inlineStr\"><is><t>").append(head).append("</t></is></c>");
        }
        sheet.append("</row>");
        COUNTRIES.forEach(iso -> sheet.append("<row><c t=\"str\"><v>").append(iso).append("</v></c><c t=\"s\"><v>1</v></c><c><v>1.5E4</v></c><c><v>15001.25</v></c></row>"));
        byte[] book = zip(Map.of("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"r1\" xmlns:r=\"r\"/></sheets></workbook>".getBytes(),
                "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"/xl/worksheets/sheet9.xml\"/></Relationships>".getBytes(),
                "xl/worksheets/sheet9.xml", sheet.append("</sheetData></worksheet>").toString().getBytes(),
                "xl/sharedStrings.xml", "<sst><si><t>no</t></si><si><r><t>PPP</t></r><r><t>PC</t></r><rPh><t>x</t></rPh></si></sst>".getBytes()));
        WeoFile file = read(book);
        assertThat(file.edition()).isNull();
        assertThat(file.economies().get("KOR").figures()).containsEntry(2024, new BigDecimal("15000.000")).containsEntry(2025, new BigDecimal("15001.250"));
    }

    private static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void theReasonCanBePrinted() {
        assertThatThrownBy(() -> read("x,\u0007" + "y".repeat(500) + "\n")).isInstanceOfSatisfying(WeoRefused.class,
                refused -> assertThat(refused.arguments()).allSatisfy(argument -> assertThat(argument).hasSizeLessThan(81).doesNotContain("\u0007")));
    }
}
