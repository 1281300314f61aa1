package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are the same however they are written, and no two of the organisations that WeGO knows are taken for one. */
class OrganisationNameTest {

    private static final List<String> AS_CITY = List.of("City of %s", "The City of %s", "Municipality of %s", "Metropolitan Municipality of %s",
            "Ville de %s", "Ayuntamiento de %s", "Prefeitura Municipal de %s", "Comune di %s", "Stadt %s", "Gemeinde %s", "Lungsod ng %s",
            "Ciudad de %s", "Kota %s", "%s City", "%s Municipality", "%s Metropolitan City", "%s Metropolitan Government", "%s City Council",
            "%s Belediyesi", "%s Büyükşehir Belediyesi", "Municipality of the City of %s", "%s, City of", "%s-si");
    private static final String SIGNS = " -.()'’시市City of";
    private static final int TRIES = 60;

    private final NameWords names = new NameWords();

    record Known(String name, String country) {
    }

    private static List<Known> known() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("src/test/resources/known-names.csv"))) {
            return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader).stream()
                    .map(row -> new Known(row.get("name"), row.get("country"))).toList();
        }
    }

    @Test
    void noTwoKnownOrganisationsAreTakenForOne() throws IOException {
        List<Known> all = known();
        assertThat(all).hasSize(88);
        for (Known one : all) {
            for (Known other : all) {
                if (one != other) {
                    assertThat(names.read(one.name()).same(names.read(other.name()))).as("%s and %s", one, other).isFalse();
                    assertThat(one.country().equals(other.country()) && names.read(one.name()).almost(names.read(other.name())))
                            .as("%s almost %s", one, other).isFalse();
                }
            }
        }
    }

    /** Case, accents, order of words, prefixes, spaces, marks and what can't be seen, drawn together for each of the 88. */
    @Test
    void howeverANameIsWrittenItIsFoundAndOnlyIt() throws IOException {
        long seed = 88;
        Random random = new Random(seed);
        List<Known> all = known();
        List<OrganisationName> read = all.stream().map(known -> names.read(known.name())).toList();
        for (int which = 0; which < all.size(); which++) {
            for (int i = 0; i < TRIES; i++) {
                String written = rewritten(all.get(which).name(), read.get(which), random);
                OrganisationName found = names.read(written);
                assertThat(found.same(read.get(which))).as("seed %d: %s for %s: %s and %s", seed, written, all.get(which), found, read.get(which))
                        .isTrue();
                assertThat(read.get(which).same(found)).as("the other way round: %s", written).isTrue();
                for (int other = 0; other < all.size(); other++) {
                    if (other != which) {
                        assertThat(found.same(read.get(other))).as("seed %d: %s isn't %s", seed, written, all.get(other)).isFalse();
                    }
                }
            }
        }
    }

    private static String rewritten(String name, OrganisationName read, Random random) {
        int bracket = name.indexOf(" (");
        String head = bracket < 0 ? name : name.substring(0, bracket);
        String tail = bracket < 0 ? "" : name.substring(bracket);
        if (random.nextBoolean()) {
            List<String> words = new ArrayList<>(Arrays.asList(head.split(" ")));
            Collections.shuffle(words, random);
            head = String.join(" ", words);
        }
        boolean maybeCity = read.tier() == null || read.tier() == OrganisationName.Tier.CITY;
        if (maybeCity && random.nextBoolean()) {
            head = String.format(AS_CITY.get(random.nextInt(AS_CITY.size())), head);
        }
        if (random.nextInt(4) > 0) {
            head = head + tail;
        }
        String cased = switch (random.nextInt(4)) {
            case 0 -> head.toUpperCase(Locale.ROOT);
            case 1 -> head.toLowerCase(Locale.ROOT);
            case 2 -> Latin.plain(head);
            default -> head;
        };
        StringBuilder out = new StringBuilder();
        boolean wide = random.nextInt(6) == 0;
        cased.codePoints().forEach(c -> {
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            out.appendCodePoint(wide && letter ? c + 0xFEE0 : c);
            if (letter && random.nextInt(7) == 0) {
                out.append("\u0301\u0308\u0303\u030C\u0328".charAt(random.nextInt(5)));
            } else if (random.nextInt(25) == 0) {
                out.append("\u200B\u200F\u00AD\u2060".charAt(random.nextInt(4)));
            } else if (c == ' ' && random.nextInt(3) == 0) {
                out.append(random.nextBoolean() ? " " : "\u00A0");
            }
        });
        if (bracket < 0 && random.nextInt(5) == 0) {
            out.insert(0, '"').append("\".");
        }
        return Normalizer.normalize(out, random.nextBoolean() ? Normalizer.Form.NFC : Normalizer.Form.NFD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Seoul | 서울특별시
            Seoul Metropolitan Government | 서울특별시청
            Suwon-si | 수원시
            City of Suwon | 수원
            Jeju Province | 제주특별자치도
            SEJONG | 세종특별자치시
            Daegu | 대구
            Daegu Metropolitan City | 대구광역시
            Gangneung | 강릉시
            Incheon | 인천광역시
            Miryang | 밀양시
            Goyang | 고양시
            Gwang Myeong | Gwangmyeong
            Ulaanbaatar | Улаанбаатар хот
            Yakutsk | город Якутск
            Moskva | МОСКВА
            Athina | Αθήνα
            成都 | 成都市
            湖南 | 湖南省
            München | Muenchen
            Landeshauptstadt München | Munchen
            São Paulo | Prefeitura Municipal de Sao Paulo
            BEYOGLU | Beyoğlu Belediyesi
            Izmir | İzmir Büyükşehir Belediyesi
            Igdir | IĞDIR
            Da Nang | Thành phố Đà Nẵng
            Abidjan | Ville d’Abidjan
            Makati City | Lungsod ng Makati
            Mexico City | Ciudad de México
            New York City | City of New York
            Mugla (Metropolitan Municipality) | Muğla
            San Fernando (La Union) | San Fernando
            Siemens AG | SIEMENS A.G.
            DamoGO Inc. | DAMOGO
            Acme Co., Ltd. | Acme
            삼성에스디에스 주식회사 | ㈜삼성에스디에스
            """)
    void theseAreOneName(String one, String other) {
        assertThat(names.read(one).same(names.read(other))).as("%s and %s", names.read(one), names.read(other)).isTrue();
        assertThat(names.read(other).same(names.read(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gadarif City | Gadarif State
            San Fernando (La Union) | San Fernando (Pampanga)
            Dhaka | Dhaka South
            Khartoum State | Khartoum East Locality
            Seoul | Seoul Business Agency
            대구 | 대
            Jeju City | Jeju Province
            Seoul | Sejong
            """)
    void theseAreTwo(String one, String other) {
        assertThat(names.read(one).same(names.read(other))).as("%s and %s", names.read(one), names.read(other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gwangmyeong | Gwangmyong | true
            Gwangmyeong | Gwanmgyeong | true
            Gwangmyeong | Gwangmyung | false
            Goyang | Anyang | false
            Andong | Ansong | true
            Busan | Buan | false
            Sector 123451 | Sector 123452 | false
            Gadarif City | Gadarief State | false
            """)
    void aSlipOfThePenIsAlmostTheName(String one, String other, boolean almost) {
        assertThat(names.read(one).almost(names.read(other))).isEqualTo(almost);
        assertThat(names.read(other).almost(names.read(one))).isEqualTo(almost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            City of Suwon | LOCAL
            Suwon | -
            Suwon City | -
            수원시청 | LOCAL
            Association of Korean Cities | ASSOCIATION
            Association of Municipalities | ASSOCIATION
            Ministry of the Interior | STATE
            National Information Technology Development Agency (NITDA) | STATE
            Smart City Solutions | -
            Smart City Agency Ltd | COMPANY
            Mugla (Metropolitan Municipality) | LOCAL
            ㈜삼성 | COMPANY
            """)
    void aNameTellsWhatItIs(String name, OrganisationName.Says says) {
        assertThat(names.read(name).says()).isEqualTo(says);
    }

    @Test
    void whatIsNoNameIsNobodysNamesake() {
        for (String none : new String[] {null, "", "   ", "()", "!!!", "\u200F", "(,)"}) {
            assertThat(names.read(none).same(names.read(none))).as("%s", none).isFalse();
            assertThat(names.read(none).almost(names.read("Seoul"))).isFalse();
        }
        // Words for a tier alone are a name after all
        assertThat(names.read("City").same(names.read("CITY"))).isTrue();
        assertThat(names.read("City").same(names.read("Town"))).isFalse();
    }

    /** Whatever is typed is read, and reading what was read changes nothing more. */
    @Test
    void anyTextIsReadWithoutFault() {
        Random random = new Random(64);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                int c = random.nextInt(3) == 0 ? random.nextInt(0x20000) : SIGNS.charAt(random.nextInt(SIGNS.length()));
                text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? ' ' : c);
            }
            OrganisationName read = names.read(text.toString());
            assertThat(names.read(text.toString())).isEqualTo(read);
        }
        assertThat(names.read("x".repeat(10_000)).run()).hasSize(10_000);
        assertThat(names.read("( ".repeat(5_000)).key()).isEmpty();
    }
}
