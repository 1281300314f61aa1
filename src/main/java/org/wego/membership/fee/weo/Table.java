package org.wego.membership.fee.weo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.wego.membership.fee.weo.WeoFile.Layout;
import org.wego.membership.fee.weo.WeoRefused.Why;

/** One table with a head, of a text file or a worksheet: finds its columns by their names and hands on what belongs to the series. */
final class Table {

    /** GDP per capita, current international dollars at purchasing power parity. */
    private static final String SERIES = "PPPPC";
    /** Real GDP: its last actual year holds for a series that states none. */
    private static final String REAL_GDP = "NGDP_R";

    // a title may stand above the head of a worksheet
    private static final int ROWS_BEFORE_HEAD = 10;
    private static final int MOST_COLUMNS = 500;

    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d{2}");
    private static final Pattern FOOTNOTE = Pattern.compile("World Economic Outlook Database,? +(\\p{L}+) +(\\d{4})\\b");
    private static final Pattern VINTAGE = Pattern.compile("WEO_(\\d{4})_([A-Z]{3})_VINTAGE");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})(?:-\\d{2}.*)?");
    private static final Pattern AMERICAN_DAY = Pattern.compile("(\\d{1,2})/\\d{1,2}/(\\d{4})(?: .*)?");
    private static final Pattern EXCEL_DAY = Pattern.compile("(\\d{5})(?:\\.\\d+)?");
    private static final List<String> MONTHS = List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> ANNUAL = List.of("", "A", "ANNUAL");
    private static final List<String> UNITS = List.of("", "UNITS", "0", "1");

    private final Figures figures;
    private final boolean sheet;
    private int rows;
    private boolean footnote;

    private int width = -1;
    private Layout layout;
    private int series;
    private int code;
    private int subject;
    private int name;
    private int scale;
    private int frequency;
    private int lastActual;
    private int published;
    private int dataset;
    private int period;
    private int value;
    private int edition;
    private final Map<Integer, Integer> years = new TreeMap<>();

    Table(Figures figures, boolean sheet) {
        this.figures = figures;
        this.sheet = sheet;
    }

    boolean hasHead() {
        return width >= 0;
    }

    /** The last line of a text file was read: refuses a file whose end is missing. */
    void ended(TextFile text, Place place) {
        // the classic file's footnote tells a whole file from one that broke off between two lines
        if (layout == Layout.CLASSIC && !footnote) {
            throw new WeoRefused(Why.CUT_OFF, place);
        }
        // without the end of its line the last figure may be half of itself
        if (!footnote && !text.endsWhole()) {
            throw new WeoRefused(Why.HALF_LINE, place);
        }
    }

    /** Whether a further row can't matter any more: a worksheet without a head that is known. */
    boolean isForeign() {
        return width < 0 && rows >= ROWS_BEFORE_HEAD;
    }

    /** A row that isn't empty. */
    void row(Place place, List<String> cells) {
        if (cells.size() > MOST_COLUMNS && cells.subList(MOST_COLUMNS, cells.size()).stream().anyMatch(cell -> !cell.isEmpty())) {
            throw new WeoRefused(Why.WIDTH, place, cells.size(), MOST_COLUMNS);
        }
        if (width < 0) {
            rows++;
            head(place, cells);
            return;
        }
        if (footnote) {
            throw new WeoRefused(Why.DAMAGED, place, cells.stream().filter(cell -> !cell.isEmpty()).findFirst().orElse(""));
        }
        if (isFootnote(place, cells)) {
            footnote = true;
            return;
        }
        if (!sheet) {
            check(place, cells);
        }
        if (period >= 0) {
            observation(place, cells);
        } else {
            wide(place, cells);
        }
    }

    private void head(Place place, List<String> cells) {
        List<String> names = cells.stream().map(cell -> cell.toUpperCase(Locale.ROOT)).toList();
        if (names.contains("WEO COUNTRY GROUP CODE")) {
            throw new WeoRefused(Why.GROUPS, null);
        }
        boolean classic = names.contains("ISO") && names.contains("WEO SUBJECT CODE");
        boolean ours = names.containsAll(List.of("ISO3", "YEAR", "GDP_PER_CAPITA_PPP_INTL_DOLLAR", "EDITION"));
        boolean portal = names.contains("SERIES_CODE") || first(names, "COUNTRY.ID", "COUNTRY") >= 0 && first(names, "INDICATOR.ID", "INDICATOR") >= 0;
        boolean long_ = ours || portal && names.contains("TIME_PERIOD") && names.contains("OBS_VALUE");
        Map<Integer, Integer> found = new TreeMap<>();
        for (int i = 0; i < names.size() && !long_; i++) {
            if (YEAR.matcher(names.get(i)).matches()) {
                Integer year = Integer.valueOf(names.get(i));
                if (found.containsValue(year)) {
                    throw new WeoRefused(Why.DOUBLE_COLUMN, place, year);
                }
                found.put(i, year);
            }
        }
        if (!long_ && !((classic || portal) && found.size() > 1)) {
            return;
        }
        years.putAll(found);
        width = names.size();
        layout = sheet ? Layout.WORKBOOK : ours ? Layout.OURS : classic ? Layout.CLASSIC : long_ ? Layout.OBSERVATIONS : Layout.SERIES;
        series = classic || ours ? -1 : names.indexOf("SERIES_CODE");
        code = ours ? names.indexOf("ISO3") : classic ? names.indexOf("ISO") : first(names, "COUNTRY.ID", "COUNTRY");
        subject = ours ? -1 : classic ? names.indexOf("WEO SUBJECT CODE") : first(names, "INDICATOR.ID", "INDICATOR");
        name = names.indexOf("COUNTRY");
        scale = names.indexOf("SCALE");
        frequency = names.indexOf("FREQUENCY");
        lastActual = first(names, "ESTIMATES START AFTER", "LATEST_ACTUAL_ANNUAL_DATA", "LATEST_ACTUAL_NGDP_R", "ESTIMATES_START_AFTER");
        published = names.indexOf("PUBLICATION_DATE");
        dataset = first(names, "DATASET", "DATAFLOW", "STRUCTURE_ID");
        period = ours ? names.indexOf("YEAR") : long_ ? names.indexOf("TIME_PERIOD") : -1;
        value = ours ? names.indexOf("GDP_PER_CAPITA_PPP_INTL_DOLLAR") : long_ ? names.indexOf("OBS_VALUE") : -1;
        edition = ours ? names.indexOf("EDITION") : -1;
        figures.layout(layout);
    }

    private static int first(List<String> names, String... wanted) {
        for (String one : wanted) {
            if (names.contains(one)) {
                return names.indexOf(one);
            }
        }
        return -1;
    }

    private void check(Place place, List<String> cells) {
        // to the cell, empty ones too: a row that lost one would speak of another country
        if (cells.size() != width) {
            throw new WeoRefused(Why.WIDTH, place, cells.size(), width);
        }
    }

    private boolean isFootnote(Place place, List<String> cells) {
        // the footnote's own commas part it in a file with commas
        if (!cells.get(0).startsWith("International Monetary Fund")) {
            return false;
        }
        String text = String.join(", ", cells.stream().filter(cell -> !cell.isEmpty()).toList());
        Matcher words = FOOTNOTE.matcher(text);
        if (!words.find() || month(words.group(1)) == 0) {
            if (sheet) {
                return false;
            }
            // half a footnote
            throw new WeoRefused(Why.CUT_OFF, place);
        }
        figures.edition(words.group(2) + "-" + twoDigits(month(words.group(1))), place);
        return true;
    }

    private void wide(Place place, List<String> cells) {
        String[] key = key(cells);
        if (key == null) {
            return;
        }
        if (key[1].equals(REAL_GDP)) {
            figures.realGdp(key[0], cell(cells, lastActual));
        } else if (key[1].equals(SERIES)) {
            begin(place, key[0], cells);
            figures.oneRowOnly(key[0], place);
            years.forEach((column, year) -> figures.figure(key[0], year, cell(cells, column), place));
        }
    }

    private void observation(Place place, List<String> cells) {
        String[] key = key(cells);
        if (key == null) {
            return;
        }
        if (key[1].equals(REAL_GDP)) {
            figures.realGdp(key[0], cell(cells, lastActual));
        } else if (key[1].equals(SERIES)) {
            begin(place, key[0], cells);
            String year = cell(cells, period);
            if (!YEAR.matcher(year).matches()) {
                throw new WeoRefused(Why.YEAR, place, year);
            }
            figures.figure(key[0], Integer.parseInt(year), cell(cells, value), place);
        }
    }

    private void begin(Place place, String country, List<String> cells) {
        if (country.isEmpty()) {
            throw new WeoRefused(Why.NO_CODE, place);
        }
        String scaled = cell(cells, scale);
        if (!UNITS.contains(scaled.toUpperCase(Locale.ROOT))) {
            throw new WeoRefused(Why.SCALE, place, scaled);
        }
        editionOf(place, cells);
        figures.economy(country, cell(cells, name), cell(cells, lastActual));
    }

    private void editionOf(Place place, List<String> cells) {
        if (edition >= 0) {
            String stated = cell(cells, edition);
            Matcher month = MONTH.matcher(stated);
            if (!month.matches() || !isMonth(month.group(2))) {
                throw new WeoRefused(Why.EDITION, place, stated);
            }
            figures.edition(stated.substring(0, 7), place);
        }
        Matcher vintage = VINTAGE.matcher(cell(cells, dataset).toUpperCase(Locale.ROOT));
        if (vintage.find() && MONTHS.contains(vintage.group(2))) {
            figures.edition(vintage.group(1) + "-" + twoDigits(MONTHS.indexOf(vintage.group(2)) + 1), place);
        }
        String day = cell(cells, published);
        Matcher iso = MONTH.matcher(day);
        Matcher american = AMERICAN_DAY.matcher(day);
        Matcher excel = EXCEL_DAY.matcher(day);
        if (iso.matches() && isMonth(iso.group(2))) {
            figures.edition(iso.group(1) + "-" + iso.group(2), place);
        } else if (american.matches() && isMonth(twoDigits(Integer.parseInt(american.group(1))))) {
            figures.edition(american.group(2) + "-" + twoDigits(Integer.parseInt(american.group(1))), place);
        } else if (sheet && excel.matches()) {
            figures.edition(YearMonth.from(LocalDate.of(1899, 12, 30).plusDays(Integer.parseInt(excel.group(1)))).toString(), place);
        }
    }

    /** Country and series of a row; null where it isn't an annual one. */
    private String[] key(List<String> cells) {
        if (!ANNUAL.contains(cell(cells, frequency).toUpperCase(Locale.ROOT))) {
            return null;
        }
        if (series >= 0) {
            String[] parts = cell(cells, series).split("\\.", -1);
            return parts.length == 3 && ANNUAL.contains(parts[2].toUpperCase(Locale.ROOT))
                    ? new String[] {parts[0].strip().toUpperCase(Locale.ROOT), parts[1].strip().toUpperCase(Locale.ROOT)} : null;
        }
        return new String[] {cell(cells, code).toUpperCase(Locale.ROOT), subject < 0 ? SERIES : cell(cells, subject).toUpperCase(Locale.ROOT)};
    }

    private static String cell(List<String> cells, int column) {
        return column < 0 || column >= cells.size() ? "" : cells.get(column);
    }

    private static int month(String word) {
        return word.length() < 3 ? 0 : MONTHS.indexOf(word.substring(0, 3).toUpperCase(Locale.ROOT)) + 1;
    }

    private static boolean isMonth(String digits) {
        int month = Integer.parseInt(digits);
        return month >= 1 && month <= 12;
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
