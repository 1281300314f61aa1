package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.HouseTest;
import org.wego.membership.site.InvalidInput;

/** GeoNames' figures: found by any way of writing a name, asked about beyond thirty percent, taken in from its file or not at all. */
@HouseTest
class PlacesTest {

    @Autowired
    Places places;
    @Autowired
    Applications applications;
    @Autowired
    CaseFacts facts;
    @Autowired
    IntakeRadar radar;
    @Autowired
    Corrections corrections;
    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aCityIsFoundByAnyWayOfWritingItsName() {
        for (String name : List.of("Seongnam", "SEONGNAM", " seongnam ", "City of Seongnam", "Seongnam City", "Seongnam-si", "Seóngnam", "Municipality of Seongnam")) {
            assertThat(places.suggest(asked(name, "KOR", ""))).as(name).singleElement().satisfies(place -> {
                assertThat(place.name()).isEqualTo("Seongnam");
                assertThat(place.population()).isEqualTo(1_031_935);
                assertThat(place.year()).isEqualTo(2020);
            });
        }
        assertThat(places.suggest(asked("São Paulo", "BRA", ""))).singleElement().extracting(Places.Place::name).isEqualTo("Sao Paulo");
        assertThat(places.suggest(asked("Prefeitura de São Paulo", "BRA", ""))).hasSize(1);
        assertThat(places.suggest(asked("Seongnam", "FRA", ""))).as("of another country").isEmpty();
        assertThat(places.suggest(asked("Seong", "KOR", ""))).as("a part of a name is no name").isEmpty();
        assertThat(places.suggest(asked("", "KOR", ""))).isEmpty();
        assertThat(places.suggest(asked("Seongnam", "", ""))).isEmpty();
        Answers province = asked("Seongnam", "KOR", "").put("level", "PROVINCE");
        assertThat(places.suggest(province)).as("a province is no city").isEmpty();
        assertThat(places.suggest(asked("Seongnam", "KOR", "").put("category", "CORPORATE"))).isEmpty();
    }

    @Test
    void theFigureIsAskedAboutBeyondThirtyPercentOnly() {
        // Pohang has 500,000 by GeoNames
        for (String fine : List.of("500000", "350,000", "650 000", "", "many", "0")) {
            assertThat(places.question(asked("Pohang", "KOR", fine))).as(fine).isEmpty();
        }
        assertThat(places.question(asked("Pohang", "KOR", "349999")).orElseThrow().percent()).isEqualTo(-30);
        assertThat(places.question(asked("Pohang", "KOR", "650001")).orElseThrow().percent()).isEqualTo(30);
        Places.Question thrice = places.question(asked("Pohang", "KOR", "1,500,000")).orElseThrow();
        assertThat(thrice.percent()).isEqualTo(200);
        assertThat(thrice.confirmed()).isFalse();
        assertThat(places.question(asked("Pohang", "KOR", "1,500,000").put("population.confirmed", "true")).orElseThrow().confirmed()).isTrue();
        assertThat(places.question(asked("A city that GeoNames lacks", "KOR", "1"))).isEmpty();
    }

    @Test
    void theDeviationIsKeptWithTheVersionForWhoReviews() {
        Map<String, String> typed = Writing.city(Writing.name("Unheard of"));
        String plain = applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.API, null);
        assertThat(places.noted(plain, 1)).isEmpty();
        typed.put("name", "Pohang-si");
        typed.put("population.value", "200000");
        String unasked = applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.API, null);
        assertThat(places.noted(unasked, 1).orElseThrow()).satisfies(question -> {
            assertThat(question.percent()).isEqualTo(-60);
            assertThat(question.confirmed()).isFalse();
        });
        assertThat(radar.scan(unasked)).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FAR_FIGURE);
            assertThat(finding.words()).contains("60 % less than GeoNames has for Pohang").endsWith("was not asked.");
        });
        assertThat(facts.forReview(applications.get(unasked))).anySatisfy(fact -> assertThat(fact.value())
                .isEqualTo("200,000 inhabitants are 60 % less than GeoNames has for Pohang (500,000)"));
        typed.put("population.confirmed", "true");
        String confirmed = applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.PAGE, null);
        assertThat(facts.forReview(applications.get(confirmed))).anySatisfy(fact -> assertThat(fact.source()).contains("says that its figure is right"));
    }

    @Test
    void theTickIsForTheFigureThatWasAskedAbout() {
        Answers ticked = asked("Pohang", "KOR", "1,500,000").put("population.confirmed", "true").put("population.asked", "1500000");
        assertThat(places.question(ticked).orElseThrow().confirmed()).isTrue();
        assertThat(places.question(ticked.put("population.value", "15,000,000")).orElseThrow().confirmed()).as("another figure").isFalse();
        assertThat(places.question(ticked.put("population.asked", "a hostile text")).orElseThrow().confirmed()).isFalse();
    }

    @Test
    void everyCityOfTheNameIsLookedAtBeforeAnybodyIsAsked() {
        StringBuilder file = new StringBuilder();
        for (String population : List.of("170000", "155000", "114000", "62000", "59000", "11000")) {
            file.append(line("Springfield", "Springfield", "", "P", "US", "S" + population.charAt(0), population, "2022-09-01"));
        }
        rolledBack(() -> {
            places.take("cities15000.txt", file.toString().getBytes(StandardCharsets.UTF_8), "secretariat");
            assertThat(places.suggest(asked("Springfield", "USA", ""))).as("as many as can be read").hasSize(3);
            for (String right : List.of("170000", "60,000", "11 500")) {
                assertThat(places.question(asked("Springfield", "USA", right))).as(right).isEmpty();
            }
            assertThat(places.question(asked("Springfield", "USA", "30000")).orElseThrow().place().population()).isEqualTo(59_000);
        });
    }

    @Test
    void whatIsPutRightElsewhereLosesNoQuestion() {
        Map<String, String> typed = Writing.city("Pohang");
        typed.put("motivation", Writing.name("Far off"));
        typed.put("population.value", "200000");
        typed.put("population.confirmed", "true");
        typed.put("population.asked", "200000");
        String reference = applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.PAGE, null);
        applications.correctAddress(reference, "right@pohang.example", "secretariat");
        assertThat(applications.get(reference).version()).isEqualTo(2);
        assertThat(places.noted(reference, 2).orElseThrow().confirmed()).isTrue();
        assertThat(radar.scan(reference)).anySatisfy(finding -> assertThat(finding.words()).contains("60 % less").endsWith("says that its figure is right."));

        Map<String, String> corrected = new LinkedHashMap<>(typed);
        corrected.keySet().removeAll(List.of("population.confirmed", "population.asked"));
        corrected.put("contact.email", "right@pohang.example");
        corrected.put("name", "Pohang-si");
        corrections.correct(reference, 2, Writing.answers(corrected), Map.of(), "As the seal has it", "secretariat");
        assertThat(places.noted(reference, 3).orElseThrow()).satisfies(question -> {
            assertThat(question.stated()).isEqualTo(200_000);
            assertThat(question.confirmed()).as("said by the applicant of this figure").isTrue();
        });
        corrected.put("population.value", "100000");
        corrections.correct(reference, 3, Writing.answers(corrected), Map.of(), "As the paper has it", "secretariat");
        assertThat(places.noted(reference, 4).orElseThrow().confirmed()).as("of this one nobody was asked").isFalse();
        corrected.put("population.value", "490000");
        corrections.correct(reference, 4, Writing.answers(corrected), Map.of(), "As the paper really has it", "secretariat");
        assertThat(places.noted(reference, 5)).isEmpty();
    }

    @Test
    void aFileOfThirtyThousandLinesIsTakenInWithAllThatGeoNamesPutsIntoOne() throws Exception {
        // As GeoNames writes them: nineteen columns, names in many scripts beside each other, links among them; here from Windows, too
        Random random = new Random(20261122);
        StringBuilder file = new StringBuilder("\uFEFF");
        String[] scripts = {"Сувон", "水原", "수원", "سوون", "สุวอน", "Σουόν", "סואון", "सुवन", "\uD840\uDC00\uD840\uDC01"};
        int lines = 30_000;
        for (int i = 0; i < lines; i++) {
            String name = "Place " + Integer.toString(i, 36) + " Ünïque";
            StringBuilder others = new StringBuilder("PLC,https://en.wikipedia.org/wiki/Place,");
            for (int other = random.nextInt(20); other > 0; other--) {
                others.append(scripts[random.nextInt(scripts.length)]).append(Integer.toString(i, 36)).append(',');
            }
            file.append(line(i % 1000 == 1 ? "Twice" : name, name, others.toString(), "P", i % 500 == 0 ? "XX" : "KR", "13", String.valueOf(15_000 + i % 1000 * 10), "2024-01-01")
                    .replace("\n", "\r\n"));
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        com.sun.management.ThreadMXBean thread = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        rolledBack(() -> {
            long before = thread.getCurrentThreadAllocatedBytes();
            Places.Edition edition = places.take("cities15000.txt", bytes, "secretariat");
            long perLine = (thread.getCurrentThreadAllocatedBytes() - before) / lines;
            System.out.println("a line of GeoNames' file: " + perLine + " bytes");
            assertThat(perLine).as("bytes a line, all that is thrown away among them").isLessThan(400_000);
            assertThat(edition.places() + edition.leftOut()).as("every line is counted").isEqualTo(lines);
            assertThat(edition.leftOut()).as("60 of no country that is known, and of thirty that are the same all but one").isEqualTo(60 + 29);
            assertThat(places.suggest(asked("Place " + Integer.toString(12_345, 36) + " Unique", "KOR", ""))).singleElement()
                    .satisfies(place -> assertThat(place.population()).isEqualTo(15_000 + 345 * 10));
            assertThat(places.suggest(asked("Anything", "KOR", "").put("localName", "수원" + Integer.toString(12_345, 36)))).hasSizeLessThanOrEqualTo(1);
        });
    }

    @Test
    void linesOfAnotherShapeAreCountedAndTooManyOfThemAreAnotherFile() {
        String good = line("Suwon", "Suwon", "수원", "P", "KR", "13", "1242724", "2024-01-01");
        String[] torn = {good.replaceFirst("\t", ""), good.replaceFirst("\t", "\t\t"), good.replace("2024-01-01", "0000-01-01"), good.replace("1242724", "1,242,724"),
                good.replace("KR", "kr"), good.substring(0, good.length() / 2) + "\n"};
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            file.append(good.replace("Suwon", "Suwon " + i));
        }
        for (String line : torn) {
            assertThat(PlaceFile.read(line.getBytes(StandardCharsets.UTF_8)).refusal()).as(line).isEqualTo("notCities");
            file.append(line);
        }
        PlaceFile.Read read = PlaceFile.read(file.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(read.refusal()).isNull();
        assertThat(read.rows()).hasSize(600);
        assertThat(read.leftOut()).isEqualTo(torn.length);
        assertThat(PlaceFile.read(file.append(torn[0]).toString().getBytes(StandardCharsets.UTF_8)).refusal()).as("more than one in a hundred").isEqualTo("notCities");
        int before = places.count();
        byte[] nowhere = good.replace("KR", "ZZ").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> places.take("cities15000.txt", nowhere, "secretariat")).as("cities of no country that is known").isInstanceOf(InvalidInput.class);
        assertThat(places.count()).isEqualTo(before);
    }

    @Test
    void anEndlessNameIsCutAlikeOnBothSides() {
        String endless = "\uFDFA".repeat(200);
        rolledBack(() -> {
            places.take("cities15000.txt", (line("Long", "Long", endless, "P", "KR", "13", "20000", "2024-01-01")).getBytes(StandardCharsets.UTF_8), "secretariat");
            assertThat(places.suggest(asked(endless, "KOR", ""))).hasSize(1);
        });
    }

    @Test
    void takesInGeoNamesFileAloneOrZipped() throws Exception {
        StringBuilder file = new StringBuilder();
        file.append(line("Łódź", "Lodz", "Лодзь,ウッチ", "P", "PL", "74", "666400", "2023-05-12"));
        file.append(line("Springfield", "Springfield", "", "P", "US", "IL", "114394", "2022-09-01"));
        file.append(line("Springfield", "Springfield", "", "P", "US", "MO", "169176", "2022-09-01"));
        file.append(line("Suwon", "Suwon", "Suigen," + "Suwon under yet another name,".repeat(60) + "수원,수원시", "P", "KR", "13", "1242724", "2024-01-01"));
        file.append(line("Empty", "Empty", "", "P", "KR", "13", "0", "2024-01-01"));
        file.append(line("A province", "A province", "", "A", "KR", "13", "5000000", "2024-01-01"));
        file.append(line("Nowhere", "Nowhere", "", "P", "ZZ", "13", "5000000", "2024-01-01"));
        byte[] text = file.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("cities15000.txt"));
            zip.write(text);
        }
        for (byte[] bytes : List.of(text, zipped.toByteArray())) {
            rolledBack(() -> {
                Places.Edition edition = places.take("cities15000", bytes, "secretariat");
                assertThat(edition.places()).isEqualTo(4);
                assertThat(edition.leftOut()).isEqualTo(3);
                assertThat(places.suggest(asked("Lodz", "POL", "")).get(0).population()).isEqualTo(666_400);
                assertThat(places.suggest(asked("Miasto Łódź", "POL", ""))).hasSize(1);
                assertThat(places.suggest(asked("Anything", "KOR", "").put("localName", "수원시")).get(0).name()).isEqualTo("Suwon");
                assertThat(places.suggest(asked("Springfield", "USA", ""))).extracting(Places.Place::admin).containsExactly("MO", "IL");
                assertThat(places.question(asked("Springfield", "USA", "115000"))).as("near one of the two").isEmpty();
                assertThat(places.question(asked("Springfield", "USA", "300000")).orElseThrow().place().admin()).as("the nearest is named").isEqualTo("MO");
                assertThat(places.suggest(asked("Seongnam", "KOR", ""))).as("what was before is gone").isEmpty();
            });
        }
        assertThat(places.suggest(asked("Seongnam", "KOR", ""))).isNotEmpty();
    }

    @Test
    void anotherFileIsRefusedInWordsAndChangesNothing() throws Exception {
        int before = places.count();
        Map<String, byte[]> wrong = new LinkedHashMap<>();
        wrong.put("empty", new byte[0]);
        wrong.put("a PDF", Writing.pdf());
        wrong.put("a table of another kind", "a,b,c\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
        wrong.put("Latin-1", line("Zürich", "Zurich", "", "P", "CH", "ZH", "341730", "2024-01-01").getBytes(StandardCharsets.ISO_8859_1));
        wrong.put("half torn", (line("Suwon", "Suwon", "", "P", "KR", "13", "1242724", "2024-01-01") + "torn\n").getBytes(StandardCharsets.UTF_8));
        wrong.put("a zip cut off", new byte[] {'P', 'K', 3, 4, 20, 0});
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("cities15000.txt"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 40; i++) {
                zip.write(zeros);
            }
        }
        wrong.put("forty megabytes of nothing", bomb.toByteArray());
        wrong.forEach((name, bytes) -> assertThatThrownBy(() -> places.take(name, bytes, "secretariat")).as(name).isInstanceOf(InvalidInput.class)
                .satisfies(thrown -> assertThat(((InvalidInput) thrown).faults().get(0).message()).hasSizeGreaterThan(20)));
        assertThat(places.count()).isEqualTo(before);
    }

    @Test
    void alteredFilesNeverBreakTheReader() {
        String good = line("Suwon", "Suwon", "수원", "P", "KR", "13", "1242724", "2024-01-01").repeat(3);
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] altered = bytes.clone();
            for (int hits = 1 + random.nextInt(6); hits > 0; hits--) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            }
            PlaceFile.Read read = PlaceFile.read(altered);
            assertThat(read.refusal() != null || !read.rows().isEmpty()).as("seed %d, round %d", seed, i).isTrue();
        }
    }

    private void rolledBack(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            work.run();
            status.setRollbackOnly();
        });
    }

    private static Answers asked(String name, String country, String population) {
        return new Answers().put("category", "FULL").put("name", name).put("country", country).put("population.value", population);
    }

    private static String line(String name, String ascii, String others, String type, String country, String admin, String population, String changed) {
        List<String> cells = new ArrayList<>(List.of("1", name, ascii, others, "1.0", "2.0", type, "PPL", country, "", admin, "", "", "", population, "", "10", "Asia/Seoul", changed));
        return String.join("\t", cells) + "\n";
    }
}
