package org.wego.membership.fee;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * One edition of GDP figures as it stands in a file of ours, in the layout of October 2024 ({@code weo_code},
 * {@code estimates_start_after}) or of October 2025 ({@code imf_code}, {@code latest_actual_ngdp_r}).
 *
 * @param economies by ISO 3166-1 alpha-3
 */
record WeoFile(String edition, Map<String, Economy> economies) {

    /**
     * @param lastActual the last year that is no estimate, null where the IMF doesn't say
     * @param stated     how the file states it: {@code 2024}, {@code FY2024/25}
     */
    record Economy(String name, Integer lastActual, String stated, Map<Integer, BigDecimal> figures) {
    }

    /** A fiscal year is written by the calendar year it begins in: what isn't surely actual is called an estimate. */
    private static final Pattern LAST_ACTUAL = Pattern.compile("(?:FY)?(\\d{4})(?:/\\d{2,4})?");
    private static final Pattern EDITION = Pattern.compile("\\d{4}-(?:0[1-9]|1[0-2])");

    /** @param iso turns a file's code into ours (KOS and UVK into XKX, WBG into PSE) */
    static WeoFile read(byte[] content, UnaryOperator<String> iso) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        Map<String, Economy> economies = new LinkedHashMap<>();
        String edition = null;
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(true).get();
        try (var rows = format.parse(new StringReader(text))) {
            String lastActual = rows.getHeaderNames().contains("latest_actual_ngdp_r") ? "latest_actual_ngdp_r" : "estimates_start_after";
            for (CSVRecord row : rows) {
                if (!row.isConsistent()) {
                    // a footnote ends the IMF's files
                    continue;
                }
                String stated = row.get("edition").strip();
                if (!EDITION.matcher(stated).matches() || edition != null && !edition.equals(stated)) {
                    throw new IllegalArgumentException("line " + row.getRecordNumber() + ": edition '" + stated + "'");
                }
                edition = stated;
                Economy economy = economies.computeIfAbsent(iso.apply(row.get("iso3").strip()), any -> new Economy(row.get("country").strip(),
                        year(row.get(lastActual)).orElse(null), row.get(lastActual).strip(), new TreeMap<>()));
                number(row.get("gdp_per_capita_ppp_intl_dollar")).ifPresent(value ->
                        economy.figures().put(Integer.valueOf(row.get("year").strip()), value));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (edition == null) {
            throw new IllegalArgumentException("no figures in the file");
        }
        return new WeoFile(edition, economies);
    }

    /** A figure with or without thousands commas; "n/a", "--" and nothing are no figure. */
    static Optional<BigDecimal> number(String text) {
        String plain = text == null ? "" : text.replaceAll("[,\\s\u00a0\u202f]", "");
        return plain.matches("\\d+(\\.\\d+)?") && new BigDecimal(plain).signum() > 0 ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    static Optional<Integer> year(String stated) {
        Matcher matcher = LAST_ACTUAL.matcher(stated == null ? "" : stated.strip());
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
