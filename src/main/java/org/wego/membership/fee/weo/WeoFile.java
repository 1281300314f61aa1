package org.wego.membership.fee.weo;

import java.math.BigDecimal;
import java.util.Map;

/**
 * GDP per capita at purchasing power parity (series PPPPC) as one file states it, whole and checked.
 *
 * @param layout    how the file is laid out
 * @param edition   {@code 2025-10} where the file says it, otherwise null: never guessed
 * @param economies by ISO 3166-1 alpha-3
 * @param leftOut   codes that are no country here (aggregates, mostly) with the file's names; their figures are not taken
 */
public record WeoFile(Layout layout, String edition, Map<String, Economy> economies, Map<String, String> leftOut) {

    /** The shapes in which the IMF has published, and our own. */
    public enum Layout {
        /** {@code WEO<Mon><Year>all.xls}: in truth text with tabs, one row a series, a column a year, a footnote at the end; until April 2025. */
        CLASSIC,
        /** CSV with one row an observation, as the IMF's data portal and its SDMX service give it since October 2025. */
        OBSERVATIONS,
        /** CSV with one row a series and a column a year, the portal's other download. */
        SERIES,
        /** A workbook of Excel, one row a series and a column a year; "Entire Dataset" since October 2025. */
        WORKBOOK,
        /** Our own: CSV with one row an observation, as shipped. */
        OURS
    }

    /**
     * One economy.
     *
     * @param name       as the file names it
     * @param lastActual the last year that is no estimate, null where the IMF doesn't say
     * @param stated     how the file states that year: {@code 2024}, {@code FY2024/25}
     * @param figures    by year, international dollars a head
     */
    public record Economy(String name, Integer lastActual, String stated, Map<Integer, BigDecimal> figures) {
    }

    /** How many figures there are. */
    public int figures() {
        return economies.values().stream().mapToInt(economy -> economy.figures().size()).sum();
    }

    /** The first year with a figure. */
    public int firstYear() {
        return economies.values().stream().flatMap(economy -> economy.figures().keySet().stream()).min(Integer::compare).orElseThrow();
    }

    /** The last year with a figure. */
    public int lastYear() {
        return economies.values().stream().flatMap(economy -> economy.figures().keySet().stream()).max(Integer::compare).orElseThrow();
    }
}
