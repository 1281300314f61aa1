package org.wego.membership.fee.weo;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.wego.membership.fee.weo.WeoRefused.Why;

/**
 * Reads an edition of the IMF's World Economic Outlook, whatever it is called and however it was saved. What a file is, is seen
 * in its content alone. Accepted are:
 *
 * <ul>
 * <li>the classic bulk file ({@code WEOOct2024all.xls}, which is text): tab-separated, the columns {@code ISO}, {@code WEO Subject
 * Code}, {@code Country}, {@code Scale}, one a year, {@code Estimates Start After}; at the end the footnote that names the edition.
 * In ISO-8859-1 (until 2020), UTF-16LE (after) or UTF-8, each with or without byte order mark;</li>
 * <li>CSV with one row an observation (the data portal and the SDMX service since October 2025): {@code TIME_PERIOD} and
 * {@code OBS_VALUE}; the series from {@code SERIES_CODE} ({@code KOR.PPPPC.A}) or from {@code COUNTRY.ID} and {@code INDICATOR.ID} or
 * from {@code COUNTRY} and {@code INDICATOR}; where there, {@code FREQUENCY}, {@code SCALE}, {@code LATEST_ACTUAL_ANNUAL_DATA},
 * {@code PUBLICATION_DATE}, and {@code DATASET}, {@code DATAFLOW} or {@code STRUCTURE_ID}. Any order, further columns don't matter;</li>
 * <li>CSV with one row a series and a column a year (the portal's other download), with the same names;</li>
 * <li>the workbook of Excel ("Entire Dataset", sheets {@code Countries}, {@code Country Groups}, {@code Commodity Prices}): the same
 * names in the head of each sheet;</li>
 * <li>our own layout, as shipped: {@code iso3}, {@code country}, {@code year}, {@code gdp_per_capita_ppp_intl_dollar},
 * {@code estimates_start_after} or {@code latest_actual_ngdp_r}, {@code edition}.</li>
 * </ul>
 *
 * The series is told by its code PPPPC, never by its descriptor, which it shares with another one. Where it states no last
 * actual year of its own (the portal's rows don't), that of real GDP (NGDP_R) holds. A file with any fault is refused whole.
 * Memory is bounded by the size of the file and of what it keeps; a workbook by what it may unpack to.
 */
public final class WeoReader {

    /** What is read at most; the IMF's largest file has 10 MB. */
    public static final int MOST_BYTES = 30 * 1024 * 1024;

    private WeoReader() {
    }

    /**
     * Reads a file whole, or refuses it whole.
     *
     * @param iso turns a file's code into ISO 3166-1 alpha-3; empty for what is no country here
     * @throws WeoRefused with the line at fault
     */
    public static WeoFile read(byte[] content, Function<String, Optional<String>> iso) {
        if (content.length == 0) {
            throw new WeoRefused(Why.EMPTY, null);
        }
        if (content.length > MOST_BYTES) {
            throw new WeoRefused(Why.TOO_BIG, null, MOST_BYTES / 1024 / 1024);
        }
        Figures figures = new Figures(iso);
        if (begins(content, 'P', 'K', 3, 4)) {
            Workbook.read(content, figures);
        } else if (begins(content, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new WeoRefused(Why.OLD_EXCEL, null);
        } else {
            text(content, figures);
        }
        return figures.whole();
    }

    private static void text(byte[] content, Figures figures) {
        TextFile text = TextFile.of(content);
        String head = text.head();
        String begin = head.stripLeading().toLowerCase(Locale.ROOT);
        if (begin.isEmpty()) {
            throw new WeoRefused(Why.EMPTY, null);
        }
        if (begin.startsWith("<") || begin.startsWith("{") || begin.startsWith("[")) {
            throw new WeoRefused(Why.WEB_PAGE, null);
        }
        if (head.indexOf('\t') >= 0) {
            TabbedRows.read(text, figures);
        } else {
            CommaRows.read(text, figures);
        }
    }

    private static boolean begins(byte[] content, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (content.length <= i || (content[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
