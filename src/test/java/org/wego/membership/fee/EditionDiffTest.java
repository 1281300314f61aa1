package org.wego.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class EditionDiffTest {

    private static EditionFigures edition(Object... countryYearValue) {
        Map<String, Map<Integer, BigDecimal>> figures = new HashMap<>();
        for (int i = 0; i < countryYearValue.length; i += 3) {
            figures.computeIfAbsent((String) countryYearValue[i], any -> new HashMap<>()).put((Integer) countryYearValue[i + 1],
                    new BigDecimal((String) countryYearValue[i + 2]));
        }
        Map<String, GdpEditions.Coverage> economies = new HashMap<>();
        figures.forEach((country, years) -> economies.put(country, new GdpEditions.Coverage(country, country, 2024, "2024", 2020, 2030, years)));
        return new EditionFigures("2025-10", "", economies);
    }

    @Test
    void economiesThatComeAndGoAreTold() {
        EditionDiff diff = EditionDiff.of(edition("AAA", 2025, "10", "BBB", 2025, "10", "CCC", 2024, "10"),
                edition("BBB", 2024, "10", "CCC", 2025, "10", "DDD", 2025, "10"), 2025);
        assertThat(diff.vanished()).extracting(EditionDiff.Economy::country).containsExactly("AAA");
        assertThat(diff.appeared()).extracting(EditionDiff.Economy::country).containsExactly("DDD");
        assertThat(diff.lost()).extracting(EditionDiff.Economy::country).containsExactly("BBB");
        assertThat(diff.gained()).extracting(EditionDiff.Economy::country).containsExactly("CCC");
        assertThat(diff.moved()).isEmpty();
    }

    @Test
    void onlyMoreThanATenthIsAMove() {
        EditionDiff diff = EditionDiff.of(edition("AAA", 2025, "1000", "BBB", 2025, "1000", "CCC", 2025, "1000"),
                edition("AAA", 2025, "1100", "BBB", 2025, "1100.1", "CCC", 2025, "899.9"), 2025);
        assertThat(diff.moved()).extracting(EditionDiff.Move::country).containsExactly("BBB", "CCC");
        assertThat(diff.moved()).extracting(EditionDiff.Move::percent).containsExactly(new BigDecimal("10.0"), new BigDecimal("-10.0"));
    }

    @Test
    void theYearThatServesComesFirstAndOtherwiseTheFurthest() {
        EditionDiff diff = EditionDiff.of(edition("AAA", 2024, "100", "AAA", 2025, "100", "BBB", 2023, "100", "BBB", 2024, "100", "BBB", 2025, "100"),
                edition("AAA", 2024, "900", "AAA", 2025, "120", "BBB", 2023, "150", "BBB", 2024, "300", "BBB", 2025, "101"), 2025);
        assertThat(diff.moved()).extracting(EditionDiff.Move::country).containsExactly("AAA", "BBB");
        assertThat(diff.moved()).extracting(EditionDiff.Move::year).containsExactly(2025, 2024);
        assertThat(diff.moved()).extracting(EditionDiff.Move::serves).containsExactly(true, false);
    }
}
