package org.wego.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wego.membership.fee.ChartFault.Why;
import org.wego.membership.member.Category;

/** Charts as people edit them: what is taken, and each thing that is refused, with its cell. */
class ChartFileTest {

    static final String SHIPPED = shipped();

    private static String shipped() {
        try {
            return Files.readString(Path.of("processes/membership-fee.dmn"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<FeeCharts.Grid> read(String file) {
        return ChartCheck.charts(ChartFile.read(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<ChartFault> faults(byte[] file) {
        ChartRefused refused = catchThrowableOfType(ChartRefused.class, () -> ChartCheck.charts(ChartFile.read(file)));
        assertThat(refused).as("refused").isNotNull();
        return refused.faults();
    }

    private static List<ChartFault> faults(String file) {
        return faults(file.getBytes(StandardCharsets.UTF_8));
    }

    /** The shipped file with an entry of one rule written otherwise. */
    static String entry(String file, String id, String text) {
        Matcher entry = Pattern.compile("(<(?:in|out)putEntry id=\"" + id + "\">\\s*<text>)[^<]*(</text>)").matcher(file);
        assertThat(entry.find()).as(id).isTrue();
        return new StringBuilder(file).replace(entry.start(), entry.end(),
                entry.group(1) + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + entry.group(2)).toString();
    }

    static String amount(String file, String rule, Object amount) {
        return entry(file, rule + "-amount", String.valueOf(amount));
    }

    private static String without(String file, String rule) {
        String less = file.replaceAll("(?s)\\s*<rule id=\"" + rule + "\">.*?</rule>", "");
        assertThat(less).isNotEqualTo(file);
        return less;
    }

    static List<String> rules(String file) {
        return Pattern.compile("(?s)<rule .*?</rule>").matcher(file).results().map(result -> result.group()).toList();
    }

    private static String withRules(String file, List<String> rules) {
        int from = file.indexOf("<rule ");
        int to = file.lastIndexOf("</rule>") + "</rule>".length();
        return file.substring(0, from) + String.join("\n", rules) + file.substring(to);
    }

    @Test
    void theShippedChartIsReadAndWrittenAndReadAgain() {
        List<FeeCharts.Grid> charts = read(SHIPPED);
        assertThat(charts).extracting(FeeCharts.Grid::category).containsExactly(Category.values());
        FeeCharts.Grid full = charts.get(0);
        assertThat(full.rows()).hasSize(5);
        assertThat(full.columns()).hasSize(5);
        assertThat(full.at(BigDecimal.valueOf(1_190_964), new BigDecimal("65080.293"))).isEqualTo(new FeeCharts.Cell("full-p3-g5", BigDecimal.valueOf(5000)));
        assertThat(full.at(BigDecimal.ONE, BigDecimal.ZERO).amount()).isEqualByComparingTo("400");
        assertThat(charts.get(1).at(null, new BigDecimal("29999.999")).ruleId()).isEqualTo("friendship-g4");
        assertThat(charts.get(2).at(BigDecimal.valueOf(10_000), null).ruleId()).isEqualTo("corporate-e5");
        String written = ChartTable.write(charts);
        assertThat(read(written)).isEqualTo(charts);
        assertThat(ChartTable.write(read(written))).as("written again it is the same").isEqualTo(written);
        assertThat(rules(written)).hasSize(35);
    }

    /** What a Modeler may make of a file without changing the chart. */
    @Test
    void whatAModelerWritesOtherwiseIsTheSameChart() {
        List<FeeCharts.Grid> charts = read(SHIPPED);
        List<String> rules = new ArrayList<>(rules(SHIPPED));
        Collections.shuffle(rules, new Random(4));
        assertThat(read(withRules(SHIPPED, rules))).as("rules in another order").isEqualTo(charts);
        assertThat(read(SHIPPED.replaceAll("<(/?)(definitions|decision|decisionTable|input|inputExpression|inputValues|text|output|rule|inputEntry|outputEntry|description)(?=[\\s>/])",
                "<$1dmn:$2").replace("xmlns=", "xmlns:dmn="))).as("prefixes").isEqualTo(charts);
        assertThat(read(SHIPPED.replace("20191111/MODEL/", "20180521/MODEL/").replace("https://www.omg.org/spec/DMN/20180521", "http://www.omg.org/spec/DMN/20180521")))
                .as("DMN 1.2").isEqualTo(charts);
        assertThat(read(SHIPPED.replace("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"))).as("DMN 1.1").isEqualTo(charts);
        assertThat(read(SHIPPED.replaceAll("<text>&lt; (\\d+)</text>", "<text><![CDATA[< $1]]></text>"))).as("CDATA").isEqualTo(charts);
        assertThat(read(SHIPPED.replaceAll("\\[(\\d+)\\.\\.(\\d+)\\)", " [ $1 .. $2 [ ").replace("&lt; ", "&lt;").replace("&gt;= ", "&gt;=   "))).as("ways to write a band").isEqualTo(charts);
        assertThat(read(SHIPPED.replace("<text>-</text>", "<text></text>"))).as("empty for any").isEqualTo(charts);
        assertThat(read(SHIPPED.replace("<text>-</text>", "<text />"))).as("empty for any").isEqualTo(charts);
        assertThat(read("\uFEFF" + SHIPPED.replace("\n", "\r\n"))).as("byte order mark, Windows line ends").isEqualTo(charts);
        assertThat(read(SHIPPED.replaceFirst("<rule ", "<annotation name=\"Why\" /><rule ").replace("</rule>", "<annotationEntry><text>&lt;b&gt;${7*7}</text></annotationEntry></rule>")
                .replace("<decisionTable ", "<extensionElements><camunda:x xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\"><text>y</text></camunda:x></extensionElements><decisionTable modeler:seen=\"1\" ")))
                .as("annotations and extensions").isEqualTo(charts);
        assertThat(read(SHIPPED.replaceAll("(?s)<dmndi:DMNDI>.*</dmndi:DMNDI>", "<!-- no drawing -->"))).as("no drawing, a comment").isEqualTo(charts);
        // columns dragged about: employees first
        String dragged = SHIPPED.replaceAll("(?s)(<input id=\"membership-fee-category\".*?)(<input id=\"membership-fee-employees\".*?</input>)", "$2$1")
                .replaceAll("(?s)(<inputEntry id=\"[a-z0-9-]+-category\">(?:(?!</rule>).)*?)(<inputEntry id=\"[a-z0-9-]+-employees\">.*?</inputEntry>)", "$2$1");
        assertThat(dragged).isNotEqualTo(SHIPPED);
        assertThat(read(dragged)).as("columns in another order").isEqualTo(charts);
    }

    @Test
    void bandsMayBeMovedSplitAndJoined() {
        // the first population band is parted in two for the poorest countries only
        String parted = entry(SHIPPED, "full-p1-g1-population", "< 100000");
        List<String> rules = new ArrayList<>(rules(parted));
        rules.add(amount(entry(rules(SHIPPED).get(0), "full-p1-g1-population", "[100000..500000)"), "full-p1-g1", 500).replace("full-p1-g1", "another"));
        FeeCharts.Grid full = read(withRules(parted, rules)).get(0);
        assertThat(full.rows()).hasSize(6);
        assertThat(full.at(BigDecimal.valueOf(99_999), BigDecimal.ZERO).amount()).isEqualByComparingTo("400");
        assertThat(full.at(BigDecimal.valueOf(100_000), BigDecimal.ZERO).amount()).isEqualByComparingTo("500");
        assertThat(full.at(BigDecimal.valueOf(99_999), BigDecimal.valueOf(5000)).amount()).isEqualByComparingTo("600");
        assertThat(full.at(BigDecimal.valueOf(100_000), BigDecimal.valueOf(5000)).amount()).isEqualByComparingTo("600");
        // one fee for all companies, in two ways to write it
        String flat = SHIPPED;
        for (int e = 2; e <= 5; e++) {
            flat = without(flat, "corporate-e" + e);
        }
        for (String all : List.of("-", ">= 0", ">= 1")) {
            FeeCharts.Grid company = read(entry(flat, "corporate-e1-employees", all)).get(2);
            assertThat(company.rows()).containsExactly(new Band(0L, null));
            assertThat(company.at(BigDecimal.valueOf(50_000), null).amount()).isEqualByComparingTo("1000");
        }
        assertThat(read(entry(SHIPPED, "corporate-e1-employees", "[1..50)"))).as("from one on").isEqualTo(read(SHIPPED));
        String written = ChartTable.write(read(entry(flat, "corporate-e1-employees", "-")));
        assertThat(ChartTable.write(read(written))).isEqualTo(written);
    }

    record Refusal(String what, String file, Why why, Category category, Band row, Band column, List<Integer> rules) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Refusal at(String what, String file, Why why, Category category, Band row, Band column, Integer... rules) {
        return new Refusal(what, file, why, category, row, column, Arrays.asList(rules));
    }

    private static Refusal whole(String what, String file, Why why) {
        return new Refusal(what, file, why, null, null, null, null);
    }

    static Stream<Refusal> refusals() {
        Band p1 = new Band(null, 500_000L);
        Band p2 = new Band(500_000L, 1_000_000L);
        Band p3 = new Band(1_000_000L, 3_000_000L);
        Band p5 = new Band(5_000_000L, null);
        Band g1 = new Band(null, 5_000L);
        Band g2 = new Band(5_000L, 10_000L);
        Band g3 = new Band(10_000L, 20_000L);
        Band g5 = new Band(30_000L, null);
        Band all = new Band(0L, null);
        return Stream.of(
                at("a cell is missing", without(SHIPPED, "full-p2-g3"), Why.GAP, Category.FULL, p2, g3, 7, 8),
                at("a whole row is missing", Stream.of("1", "2", "3", "4", "5").reduce(SHIPPED, (file, g) -> without(file, "full-p5-g" + g), (a, b) -> b),
                        Why.GAP, Category.FULL, p5, all, 16),
                at("a band begins late", entry(SHIPPED, "full-p2-g3-population", "[600000..1000000)"), Why.GAP, Category.FULL, new Band(500_000L, 600_000L), g3, 7, 9),
                at("the last band ends", entry(SHIPPED, "friendship-g5-gdp", "[30000..90000)"), Why.GAP, Category.FRIENDSHIP, null, new Band(90_000L, null), 30),
                at("the first band begins above nothing", entry(SHIPPED, "corporate-e1-employees", "[10..50)"), Why.GAP, Category.CORPORATE, new Band(0L, 10L), null, 31),
                at("a band reaches into the next", entry(SHIPPED, "full-p2-g3-population", "[500000..1200000)"), Why.OVERLAP, Category.FULL,
                        new Band(1_000_000L, 1_200_000L), g3, 8, 13),
                at("a rule is there twice", withRules(SHIPPED, Stream.concat(rules(SHIPPED).stream(), rules(SHIPPED).stream().limit(1)).toList()), Why.OVERLAP,
                        Category.FULL, p1, g1, 1, 36),
                at("companies of all sizes twice", entry(SHIPPED, "corporate-e1-employees", "-"), Why.OVERLAP, Category.CORPORATE, new Band(50L, 250L), null, 31, 32),
                at("a row falls", amount(SHIPPED, "full-p3-g3", 1400), Why.ROW_FALLS, Category.FULL, p3, g3, 13),
                at("a column falls", amount(SHIPPED, "full-p2-g1", 300), Why.COLUMN_FALLS, Category.FULL, p2, g1, 6),
                at("an association's fee falls", amount(SHIPPED, "friendship-g2", 400), Why.ROW_FALLS, Category.FRIENDSHIP, null, g2, 27),
                at("a company's fee falls", amount(SHIPPED, "corporate-e3", 2000), Why.COLUMN_FALLS, Category.CORPORATE, new Band(250L, 1000L), null, 33),
                at("associations are missing", Stream.of("1", "2", "3", "4", "5").reduce(SHIPPED, (file, g) -> without(file, "friendship-g" + g), (a, b) -> b),
                        Why.NO_CATEGORY, Category.FRIENDSHIP, null, null),
                at("a fee of nothing", amount(SHIPPED, "full-p1-g1", 0), Why.NOT_POSITIVE, Category.FULL, p1, g1, 1),
                at("a fee below nothing", amount(SHIPPED, "full-p5-g5", -10000), Why.NOT_POSITIVE, Category.FULL, p5, g5, 25),
                at("an absurd fee", amount(SHIPPED, "full-p5-g5", 100_001), Why.ABSURD, Category.FULL, p5, g5, 25),
                at("a fee with cents", amount(SHIPPED, "full-p1-g1", "400.50"), Why.AMOUNT, Category.FULL, p1, g1, 1),
                at("a fee with separators", amount(SHIPPED, "full-p1-g1", "1,400"), Why.AMOUNT, Category.FULL, p1, g1, 1),
                at("a fee as text", amount(SHIPPED, "full-p1-g1", "\"400\""), Why.AMOUNT, Category.FULL, p1, g1, 1),
                at("a fee that is worked out", amount(SHIPPED, "full-p1-g1", "population / 1000"), Why.AMOUNT, Category.FULL, p1, g1, 1),
                at("no fee", amount(SHIPPED, "full-p1-g1", ""), Why.AMOUNT, Category.FULL, p1, g1, 1),
                at("a band that is worked out", entry(SHIPPED, "full-p1-g1-population", "< sum(1, 2)"), Why.BAND, Category.FULL, null, null, 1),
                at("a band that leaves its end open to both", entry(SHIPPED, "full-p1-g2-gdp", "[5000..10000]"), Why.BAND, Category.FULL, null, null, 2),
                at("a band in other words", entry(SHIPPED, "full-p1-g1-gdp", "not(>= 5000)"), Why.BAND, Category.FULL, null, null, 1),
                at("two bands", entry(SHIPPED, "full-p1-g1-gdp", "< 2000, [2000..5000)"), Why.BAND, Category.FULL, null, null, 1),
                at("a band upside down", entry(SHIPPED, "full-p1-g2-gdp", "[10000..5000)"), Why.BAND_EMPTY, Category.FULL, null, null, 2),
                at("a band of nothing", entry(SHIPPED, "full-p1-g1-gdp", "< 0"), Why.BAND_EMPTY, Category.FULL, null, null, 1),
                at("a band beyond all numbers", entry(SHIPPED, "full-p1-g1-gdp", "< 999999999999"), Why.BAND_EMPTY, Category.FULL, null, null, 1),
                at("associations by inhabitants", entry(SHIPPED, "friendship-g1-population", "< 500000"), Why.IRRELEVANT, Category.FRIENDSHIP, null, null, 26),
                at("companies by GDP", entry(SHIPPED, "corporate-e1-gdp", "< 500000"), Why.IRRELEVANT, Category.CORPORATE, null, null, 31),
                at("cities by employees", entry(SHIPPED, "full-p1-g1-employees", "< 500000"), Why.IRRELEVANT, Category.FULL, null, null, 1),
                at("another category", entry(SHIPPED, "full-p1-g1-category", "\"KING\""), Why.CATEGORY, null, null, null, 1),
                at("two categories", entry(SHIPPED, "friendship-g1-category", "\"FRIENDSHIP\",\"CORPORATE\""), Why.CATEGORY, null, null, null, 26),
                at("no category", entry(SHIPPED, "full-p1-g1-category", "-"), Why.CATEGORY, null, null, null, 1),
                whole("nothing", "", Why.EMPTY),
                whole("a text", "population;gdp;amount", Why.DAMAGED),
                whole("cut off", SHIPPED.substring(0, 9000), Why.DAMAGED),
                whole("a document type", SHIPPED.replace("<definitions ", "<!DOCTYPE definitions [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions "), Why.DAMAGED),
                whole("an entity", SHIPPED.replace("<text>400</text>", "<text>&x;</text>"), Why.DAMAGED),
                whole("an instruction", SHIPPED.replace("<decision ", "<?xml-stylesheet href=\"x\"?><decision "), Why.DAMAGED),
                whole("a BPMN model", "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>", Why.FORMAT),
                whole("a web page", "<html><body>400</body></html>", Why.FORMAT),
                whole("too deep", SHIPPED.replace("<dmndi:DMNDI>", "<dmndi:DMNDI>" + "<dmndi:x>".repeat(40) + "</dmndi:x>".repeat(40)), Why.TOO_BIG),
                whole("too long", SHIPPED + " ".repeat(ChartFile.MOST_BYTES), Why.TOO_BIG),
                whole("too many elements", SHIPPED.replace("<dmndi:DMNDI>", "<dmndi:DMNDI>" + "<dmndi:x/>".repeat(50_001)), Why.TOO_BIG),
                whole("too many rules", withRules(SHIPPED, Collections.nCopies(401, rules(SHIPPED).get(0))), Why.TOO_MANY),
                whole("two decisions", SHIPPED.replace("</decision>", "</decision><decision id=\"other\"/>"), Why.DECISIONS),
                whole("no decision", SHIPPED.replaceAll("(?s)<decision .*</decision>", ""), Why.DECISIONS),
                whole("another decision", SHIPPED.replace("<decision id=\"membership-fee\"", "<decision id=\"fee-exemption\""), Why.DECISION_ID),
                whole("an expression for a table", SHIPPED.replaceAll("(?s)<decisionTable .*</decisionTable>", "<literalExpression><text>400</text></literalExpression>"), Why.NO_TABLE),
                whole("the first rule wins", SHIPPED.replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"FIRST\""), Why.HIT_POLICY),
                whole("rules add up", SHIPPED.replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"COLLECT\" aggregation=\"SUM\""), Why.HIT_POLICY),
                whole("JavaScript", SHIPPED.replaceFirst("<inputEntry ", "<inputEntry expressionLanguage=\"javascript\" "), Why.LANGUAGE),
                whole("JUEL in the amounts", SHIPPED.replaceFirst("<outputEntry ", "<outputEntry expressionLanguage=\"juel\" "), Why.LANGUAGE),
                whole("JUEL for all", SHIPPED.replaceFirst("<definitions ", "<definitions expressionLanguage=\"juel\" "), Why.LANGUAGE),
                whole("a column that works something out", SHIPPED.replace("<text>population</text>", "<text>population * 2</text>"), Why.COLUMN_STRANGE),
                whole("a column twice", SHIPPED.replace("<text>employees</text>", "<text>population</text>"), Why.COLUMN_TWICE),
                whole("a column is missing", SHIPPED.replaceAll("(?s)<input id=\"membership-fee-employees\".*?</input>", ""), Why.COLUMN_MISSING),
                whole("another output", SHIPPED.replace("name=\"amount\"", "name=\"fee\""), Why.OUTPUT),
                whole("two outputs", SHIPPED.replace("<output ", "<output name=\"amount\"/><output "), Why.OUTPUT),
                whole("an entry too few", SHIPPED.replaceFirst("(?s)<inputEntry id=\"full-p1-g1-employees\">.*?</inputEntry>", ""), Why.RULE_WIDTH),
                whole("something strange", SHIPPED.replaceFirst("<rule ", "<relation/><rule "), Why.STRANGE));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void eachFaultIsRefusedWithItsCell(Refusal refusal) {
        List<ChartFault> faults = faults(refusal.file());
        assertThat(faults).extracting(ChartFault::why).contains(refusal.why());
        ChartFault fault = faults.stream().filter(one -> one.why() == refusal.why()).findFirst().orElseThrow();
        if (refusal.rules() == null) {
            assertThat(fault.place()).isNull();
            return;
        }
        assertThat(fault.place().category()).isEqualTo(refusal.category());
        assertThat(fault.place().rules()).containsExactlyElementsOf(refusal.rules());
        same(fault.place().row(), refusal.row());
        same(fault.place().column(), refusal.column());
    }

    /** Bands from nothing on are the same, however they begin. */
    private static void same(Band found, Band told) {
        assertThat(found == null).isEqualTo(told == null);
        if (found != null) {
            assertThat(List.of(found.begin(), found.end())).isEqualTo(List.of(told.begin(), told.end()));
        }
    }

    @Test
    void allFaultsAreToldAtOnce() {
        String file = amount(amount(without(SHIPPED, "corporate-e2"), "full-p3-g3", 1400), "friendship-g2", 400);
        assertThat(faults(file)).extracting(ChartFault::why).containsExactly(Why.ROW_FALLS, Why.COLUMN_FALLS, Why.ROW_FALLS, Why.GAP);
        assertThat(faults(amount(amount(SHIPPED, "full-p1-g1", "x"), "full-p1-g2", "y"))).hasSize(2);
    }

    @Test
    void aBandThatIsMovedChangesThePartOfTheCellThatMoved() {
        String moved = SHIPPED.replace("[250..1000)", "[250..2000)").replace("[1000..10000)</text>\n        </inputEntry>\n        <outputEntry", "[2000..10000)</text>\n        </inputEntry>\n        <outputEntry");
        assertThat(ChartDiff.of(read(SHIPPED), read(moved))).containsExactly(
                new ChartDiff.Change(Category.CORPORATE, new Band(1000L, 2000L), null, BigDecimal.valueOf(7500), BigDecimal.valueOf(5000)));
        assertThat(ChartDiff.of(read(SHIPPED), read(SHIPPED))).isEmpty();
        assertThat(ChartDiff.of(read(SHIPPED), read(amount(SHIPPED, "full-p1-g1", 450)))).containsExactly(
                new ChartDiff.Change(Category.FULL, new Band(null, 500_000L), new Band(null, 5_000L), BigDecimal.valueOf(400), BigDecimal.valueOf(450)));
    }

    /** Whatever bytes come: they are refused with words or make whole charts, and nothing else happens. */
    @Test
    void brokenFilesAreRefusedAndNeverHalfRead() {
        long seed = 20_410_401;
        Random random = new Random(seed);
        byte[] shipped = SHIPPED.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        int taken = 0;
        for (int i = 0; i < 800; i++) {
            byte[] file = i % 10 == 0 ? noise(random) : mutated(shipped, random);
            try {
                List<FeeCharts.Grid> charts = ChartCheck.charts(ChartFile.read(file));
                assertThat(charts).hasSize(3);
                assertThat(ChartCheck.charts(ChartFile.read(ChartTable.write(charts).getBytes(StandardCharsets.UTF_8)))).isEqualTo(charts);
                taken++;
            } catch (ChartRefused known) {
                assertThat(known.faults()).isNotEmpty();
                refused++;
            } catch (RuntimeException | Error crashed) {
                throw new AssertionError("seed " + seed + ", file " + i, crashed);
            }
        }
        assertThat(refused).as("refused").isGreaterThan(250);
        assertThat(taken).as("taken: the mutation met a note or the drawing").isPositive();
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(byte[] from, Random random) {
        byte[] file = from.clone();
        switch (random.nextInt(5)) {
            case 0 -> file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            case 1 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 2 -> {
                // a digit becomes another
                int at = random.nextInt(file.length);
                while (!Character.isDigit(file[at])) {
                    at = (at + 1) % file.length;
                }
                file[at] = (byte) ('0' + random.nextInt(10));
            }
            case 3 -> {
                int start = random.nextInt(file.length);
                int length = Math.min(file.length - start, random.nextInt(200));
                byte[] shorter = new byte[file.length - length];
                System.arraycopy(file, 0, shorter, 0, start);
                System.arraycopy(file, start + length, shorter, start, file.length - start - length);
                file = shorter;
            }
            default -> {
                int start = random.nextInt(file.length - 300);
                System.arraycopy(from, random.nextInt(from.length - 300), file, start, random.nextInt(300));
            }
        }
        return file;
    }
}
