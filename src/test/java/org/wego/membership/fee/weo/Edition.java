package org.wego.membership.fee.weo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * An edition in each of the shapes in which the IMF has published, made from the shipped figures: the columns, codes, footnotes
 * and neighbouring series of the real files, with decoys in the series that are easily mistaken.
 */
public final class Edition {

    /** Codes that the classic files and the portal use otherwise than ISO. */
    private static final Map<String, String> CLASSIC_CODES = Map.of("XKX", "UVK", "PSE", "WBG");
    private static final Map<String, String> PORTAL_CODES = Map.of("XKX", "KOS", "PSE", "WBG");
    private static final String DESCRIPTOR = "Gross domestic product per capita, current prices";

    /** One economy: change it before a file is made. */
    public static final class Economy {

        public final String iso;
        public String name;
        public String stated;
        public final TreeMap<Integer, BigDecimal> figures = new TreeMap<>();

        Economy(String iso, String name, String stated) {
            this.iso = iso;
            this.name = name;
            this.stated = stated;
        }
    }

    public final Map<String, Economy> economies = new LinkedHashMap<>();
    private final int year;
    private final int month;

    private Edition(int year, int month) {
        this.year = year;
        this.month = month;
    }

    /** The figures of October 2025 as if they were those of another edition; years are moved along with it. */
    public static Edition of(int year, int month) {
        return of(year, month, year - 2025);
    }

    /** @param by how many years the figures are moved, whatever the edition is called */
    public static Edition of(int year, int month, int by) {
        Edition edition = new Edition(year, month);
        try (Reader reader = new InputStreamReader(Edition.class.getResourceAsStream("/reference/imf-weo-2025-10-pppc.csv"), StandardCharsets.UTF_8)) {
            for (CSVRecord row : CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
                String stated = row.get("latest_actual_ngdp_r");
                Economy economy = edition.economies.computeIfAbsent(row.get("iso3"), iso -> new Economy(iso, row.get("country"),
                        stated.matches("\\d{4}") ? String.valueOf(Integer.parseInt(stated) + by) : by == 0 ? stated : ""));
                economy.figures.put(Integer.parseInt(row.get("year")) + by, new BigDecimal(row.get("gdp_per_capita_ppp_intl_dollar")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return edition;
    }

    public String id() {
        return String.format("%d-%02d", year, month);
    }

    public Economy get(String iso) {
        return economies.get(iso);
    }

    public Edition without(String... isos) {
        List.of(isos).forEach(economies::remove);
        return this;
    }

    public Edition set(String iso, int year, String value) {
        economies.get(iso).figures.put(year, new BigDecimal(value));
        return this;
    }

    private String monthName() {
        return java.time.Month.of(month).getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH);
    }

    private List<Integer> years() {
        int first = economies.values().stream().mapToInt(e -> e.figures.firstKey()).min().orElseThrow();
        int last = economies.values().stream().mapToInt(e -> e.figures.lastKey()).max().orElseThrow();
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    /** The classic bulk file as text; lines end as the IMF's do. */
    public String classicText() {
        StringBuilder text = new StringBuilder("WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\tSubject Notes\tUnits\tScale\t"
                + "Country/Series-specific Notes\t" + years().stream().map(String::valueOf).collect(Collectors.joining("\t")) + "\tEstimates Start After\t\r\n");
        economies.values().forEach(economy -> {
            classic(text, economy, "NGDP_R", "Gross domestic product, constant prices", "National currency", "Billions", "7");
            classic(text, economy, "NGDPRPPPPC", "Gross domestic product per capita, constant prices", "Purchasing power parity; 2021 international dollar", "Units", "11");
            classic(text, economy, "NGDPDPC", DESCRIPTOR, "U.S. dollars", "Units", "13");
            classic(text, economy, "PPPPC", DESCRIPTOR, "Purchasing power parity; international dollars", "Units", null);
        });
        return text.append("\r\nInternational Monetary Fund, World Economic Outlook Database, ").append(monthName()).append(' ').append(year).append("\r\n").toString();
    }

    private void classic(StringBuilder text, Economy economy, String code, String descriptor, String units, String scale, String decoy) {
        DecimalFormat grouped = new DecimalFormat("#,##0.000", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        text.append("512\t").append(CLASSIC_CODES.getOrDefault(economy.iso, economy.iso)).append('\t').append(code).append('\t').append(economy.name)
                .append('\t').append(descriptor).append("\tNotes, with a \"word\" and 5\u2019s.\t").append(units).append('\t').append(scale).append("\tSource: Côte d'Azur\t");
        years().forEach(one -> text.append(!economy.figures.containsKey(one) ? one % 2 == 0 ? "n/a" : "--"
                : decoy != null ? decoy : grouped.format(economy.figures.get(one))).append('\t'));
        text.append(economy.stated).append("\t\r\n");
    }

    public byte[] classic(Charset charset, boolean mark) {
        return (mark ? "\ufeff" + classicText() : classicText()).getBytes(charset);
    }

    /** As the portal and the SDMX service give it: unrounded, codes in COUNTRY, no last actual year in the series itself. */
    public String observations() {
        StringBuilder text = new StringBuilder("STRUCTURE[;],STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,UNIT,"
                + "SERIES_NAME,LATEST_ACTUAL_ANNUAL_DATA,PUBLICATION_DATE\n");
        economies.values().forEach(economy -> {
            String code = PORTAL_CODES.getOrDefault(economy.iso, economy.iso);
            economy.figures.forEach((one, value) -> {
                observation(text, code, "NGDPDPC", one, "17", "0", "");
                observation(text, code, "PPPPC", one, value.toPlainString(), "0", "");
                observation(text, code, "NGDP_R", one, "1000000000", "9", economy.stated);
            });
        });
        years().forEach(one -> observation(text, "G001", "PPPPC", one, "25000.5", "0", ""));
        return text.toString();
    }

    private void observation(StringBuilder text, String code, String series, int one, String value, String scale, String stated) {
        text.append("dataflow,IMF.RES:WEO(9.0.0),I,").append(code).append(',').append(series).append(",A,").append(one).append(',').append(value).append(',')
                .append(scale).append(",XDC,\"Gross domestic product (GDP), Per capita, current prices\",").append(stated).append(',').append(published()).append('\n');
    }

    private String published() {
        return id() + "-14T13:00:00Z";
    }

    /** The portal's other CSV: quoted, names in COUNTRY, codes in SERIES_CODE only. */
    public String series() {
        StringBuilder text = new StringBuilder("\"DATASET\",\"SERIES_CODE\",\"OBS_MEASURE\",\"COUNTRY\",\"INDICATOR\",\"FREQUENCY\",\"SCALE\",\"UNIT\","
                + "\"PUBLICATION_DATE\",\"LATEST_ACTUAL_ANNUAL_DATA\"," + years().stream().map(y -> "\"" + y + "\"").collect(Collectors.joining(",")) + "\n");
        economies.values().forEach(economy -> {
            for (String series : List.of("NGDP_R", "NGDPDPC", "PPPPC")) {
                List<String> cells = new ArrayList<>(List.of("IMF.RES:WEO(9.0.0)", PORTAL_CODES.getOrDefault(economy.iso, economy.iso) + "." + series + ".A",
                        "OBS_VALUE", economy.name, DESCRIPTOR, "Annual", "Units", "", published(), series.equals("NGDP_R") ? economy.stated : ""));
                years().forEach(one -> cells.add(!economy.figures.containsKey(one) ? "" : series.equals("PPPPC") ? economy.figures.get(one).toPlainString() : "19"));
                text.append(cells.stream().map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"").collect(Collectors.joining(","))).append('\n');
            }
        });
        return text.toString();
    }

    /** The workbook "Entire Dataset": sheets and heads as published, years as numbers. */
    public byte[] workbook() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> head = List.of("DATASET", "SERIES_CODE", "OBS_MEASURE", "COUNTRY.ID", "COUNTRY", "INDICATOR.ID", "INDICATOR", "FREQUENCY", "SCALE", "UNIT",
                "PUBLICATION_DATE", "LATEST_ACTUAL_ANNUAL_DATA");
        try (Workbook book = new Workbook(bytes, "WeGO", "1.0")) {
            Worksheet prices = book.newWorksheet("Commodity Prices");
            prices.value(0, 0, "Prices");
            Worksheet countries = book.newWorksheet("Countries");
            IntStream.range(0, head.size()).forEach(i -> countries.value(0, i, head.get(i)));
            List<Integer> years = years();
            IntStream.range(0, years.size()).forEach(i -> countries.value(0, head.size() + i, years.get(i)));
            int row = 1;
            for (Economy economy : economies.values()) {
                String code = PORTAL_CODES.getOrDefault(economy.iso, economy.iso);
                for (String series : List.of("NGDP_R", "NGDPDPC", "NGDPRPPPPC", "PPPPC")) {
                    List<String> cells = List.of("IMF.RES:WEO(9.0.0)", code + "." + series + ".A", "OBS_VALUE", code, economy.name, series, DESCRIPTOR, "Annual",
                            "Units", "International dollar", published(), series.equals("NGDP_R") ? economy.stated : "");
                    for (int i = 0; i < cells.size(); i++) {
                        if (!cells.get(i).isEmpty()) {
                            countries.value(row, i, cells.get(i));
                        }
                    }
                    for (int i = 0; i < years.size(); i++) {
                        BigDecimal value = economy.figures.get(years.get(i));
                        if (value != null) {
                            countries.value(row, head.size() + i, series.equals("PPPPC") ? value.doubleValue() : 23);
                        }
                    }
                    row++;
                }
            }
            Worksheet groups = book.newWorksheet("Country Groups");
            IntStream.range(0, head.size()).forEach(i -> groups.value(0, i, head.get(i)));
            IntStream.range(0, years.size()).forEach(i -> groups.value(0, head.size() + i, years.get(i)));
            groups.value(1, 1, "G001.PPPPC.A");
            groups.value(1, 4, "World");
            groups.value(1, head.size(), 25000.5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Our own layout. */
    public String ours() {
        StringBuilder text = new StringBuilder("iso3,weo_code,country,year,gdp_per_capita_ppp_intl_dollar,estimates_start_after,edition\r\n");
        economies.values().forEach(economy -> economy.figures.forEach((one, value) -> text.append(economy.iso).append(",1,\"").append(economy.name).append("\",")
                .append(one).append(',').append(value.toPlainString()).append(',').append(economy.stated).append(',').append(id()).append("\r\n")));
        return text.toString();
    }

    /** Every shape, by a name to print. */
    public Map<String, byte[]> everyShape() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("classic ISO-8859-1", classicText().replace('\u2019', '\'').getBytes(StandardCharsets.ISO_8859_1));
        all.put("classic Windows-1252", classic(Charset.forName("windows-1252"), false));
        all.put("classic UTF-16LE with mark", classic(StandardCharsets.UTF_16LE, true));
        all.put("classic UTF-16LE without mark", classic(StandardCharsets.UTF_16LE, false));
        all.put("classic UTF-8 with mark", classic(StandardCharsets.UTF_8, true));
        all.put("classic UTF-8 without mark", classic(StandardCharsets.UTF_8, false));
        all.put("observations", observations().getBytes(StandardCharsets.UTF_8));
        all.put("series", series().getBytes(StandardCharsets.UTF_8));
        all.put("workbook", workbook());
        all.put("ours", ours().getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
