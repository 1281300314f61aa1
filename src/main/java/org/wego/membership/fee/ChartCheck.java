package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.wego.membership.fee.ChartFault.Place;
import org.wego.membership.fee.ChartFault.Why;
import org.wego.membership.member.Category;
import org.wego.membership.site.Figures;

/**
 * Turns the rules of an uploaded file into charts of numbers, or says of every cell what is wrong with it. The space of each
 * category is cut at every bound that any of its rules names; each piece must be answered by exactly one rule, and no piece be
 * less than the one before or above it. A rule may span several bands: the charts that come out are whole all the same.
 */
final class ChartCheck {

    /** Ten times the highest fee that WeGO has asked of anybody (USD 10,000, Assembly page 2017). */
    static final long MOST_USD = 100_000;

    private static final int MOST_BANDS = 20;
    private static final long LARGEST_BOUND = 100_000_000_000L;
    private static final Pattern RANGE = Pattern.compile("\\[\\s*(\\d{1,12})\\s*\\.\\.\\s*(\\d{1,12})\\s*[)\\[]");
    private static final Pattern LESS = Pattern.compile("<\\s*(\\d{1,12})");
    private static final Pattern AT_LEAST = Pattern.compile(">=\\s*(\\d{1,12})");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,12}");

    /** A rule that could be read: the part of its category's space that it answers, and with what. */
    private record Piece(int rule, Band row, Band column, long amount) {

        boolean covers(Band band, Band other) {
            return (row == null || band.within(row)) && (column == null || other.within(column));
        }
    }

    private final List<ChartFault> faults = new ArrayList<>();
    private final Map<Category, List<Piece>> pieces = new LinkedHashMap<>();

    private ChartCheck() {
        for (Category category : Category.values()) {
            pieces.put(category, new ArrayList<>());
        }
    }

    /**
     * The charts that these rules make.
     *
     * @throws ChartRefused with everything that is wrong
     */
    static List<FeeCharts.Grid> charts(List<ChartFile.Line> lines) {
        ChartCheck check = new ChartCheck();
        lines.forEach(check::read);
        List<FeeCharts.Grid> grids = new ArrayList<>();
        // a rule that can't be read leaves a hole, of which nothing need be said besides
        boolean readable = check.faults.isEmpty();
        for (Map.Entry<Category, List<Piece>> chart : check.pieces.entrySet()) {
            if (readable) {
                check.grid(chart.getKey(), chart.getValue()).ifPresent(grids::add);
            }
        }
        if (!check.faults.isEmpty()) {
            throw new ChartRefused(check.faults);
        }
        return grids;
    }

    private void read(ChartFile.Line line) {
        Category category = Arrays.stream(Category.values()).filter(one -> line.category().equals("\"" + one + "\"")).findFirst().orElse(null);
        if (category == null) {
            faults.add(ChartFault.at(Why.CATEGORY, new Place(null, null, null, List.of(line.number())), ChartFile.quote(line.category())));
            return;
        }
        int before = faults.size();
        String rows = category == Category.CORPORATE ? line.employees() : line.population();
        String otherRows = category == Category.CORPORATE ? line.population() : line.employees();
        refuseIrrelevant(line, category, otherRows);
        Optional<Band> row = Optional.empty();
        Optional<Band> column = Optional.empty();
        if (category == Category.FRIENDSHIP) {
            refuseIrrelevant(line, category, rows);
        } else {
            row = band(line, category, rows, true);
        }
        if (category == Category.CORPORATE) {
            refuseIrrelevant(line, category, line.gdp());
        } else {
            column = band(line, category, line.gdp(), false);
        }
        Long amount = amount(line, new Place(category, row.orElse(null), column.orElse(null), List.of(line.number())));
        if (faults.size() == before) {
            pieces.get(category).add(new Piece(line.number(), row.orElse(null), column.orElse(null), amount));
        }
    }

    private void refuseIrrelevant(ChartFile.Line line, Category category, String entry) {
        if (!entry.isEmpty() && !entry.equals("-")) {
            faults.add(ChartFault.at(Why.IRRELEVANT, new Place(category, null, null, List.of(line.number())), ChartFile.quote(entry)));
        }
    }

    private Optional<Band> band(ChartFile.Line line, Category category, String entry, boolean people) {
        Place place = new Place(category, null, null, List.of(line.number()));
        Matcher range = RANGE.matcher(entry);
        Matcher less = LESS.matcher(entry);
        Matcher atLeast = AT_LEAST.matcher(entry);
        Band band;
        if (entry.isEmpty() || entry.equals("-")) {
            band = new Band(0L, null);
        } else if (range.matches()) {
            band = new Band(Long.valueOf(range.group(1)), Long.valueOf(range.group(2)));
        } else if (less.matches()) {
            band = new Band(null, Long.valueOf(less.group(1)));
        } else if (atLeast.matches()) {
            band = new Band(Long.valueOf(atLeast.group(1)), null);
        } else {
            faults.add(ChartFault.at(Why.BAND, place, ChartFile.quote(entry)));
            return Optional.empty();
        }
        if (band.begin() >= band.end() || band.begin() > LARGEST_BOUND || band.to() != null && band.to() > LARGEST_BOUND) {
            faults.add(ChartFault.at(Why.BAND_EMPTY, place, ChartFile.quote(entry)));
            return Optional.empty();
        }
        // of people there is at least one: a band of theirs may begin there
        return Optional.of(people && band.begin() == 1 ? new Band(0L, band.to()) : band);
    }

    private Long amount(ChartFile.Line line, Place place) {
        String written = line.amount();
        if (!WHOLE.matcher(written).matches()) {
            faults.add(ChartFault.at(Why.AMOUNT, place, ChartFile.quote(written)));
            return null;
        }
        long amount = Long.parseLong(written);
        if (amount <= 0) {
            faults.add(ChartFault.at(Why.NOT_POSITIVE, place, written));
        } else if (amount > MOST_USD) {
            faults.add(ChartFault.at(Why.ABSURD, place, Figures.grouped(amount), Figures.grouped(MOST_USD)));
        }
        return amount;
    }

    private Optional<FeeCharts.Grid> grid(Category category, List<Piece> answering) {
        if (answering.isEmpty()) {
            faults.add(ChartFault.at(Why.NO_CATEGORY, new Place(category, null, null, List.of())));
            return Optional.empty();
        }
        List<Band> rows = Band.cut(answering.stream().map(Piece::row).toList());
        List<Band> columns = Band.cut(answering.stream().map(Piece::column).toList());
        if (rows.size() > MOST_BANDS || columns.size() > MOST_BANDS) {
            faults.add(ChartFault.at(Why.TOO_MANY, new Place(category, null, null, List.of()), String.valueOf(MOST_BANDS)));
            return Optional.empty();
        }
        Piece[][] cells = new Piece[rows.size()][columns.size()];
        int before = faults.size();
        List<List<List<Integer>>> answers = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<List<Integer>> line = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                Band row = rows.get(r);
                Band column = columns.get(c);
                List<Piece> here = answering.stream().filter(piece -> piece.covers(row, column)).toList();
                cells[r][c] = here.size() == 1 ? here.get(0) : null;
                line.add(here.size() == 1 ? null : here.stream().map(Piece::rule).toList());
            }
            answers.add(line);
        }
        for (Rectangle wrong : rectangles(answers)) {
            Band row = span(rows, wrong.top(), wrong.bottom());
            Band column = span(columns, wrong.left(), wrong.right());
            List<Integer> rules = answers.get(wrong.top()).get(wrong.left());
            faults.add(rules.isEmpty() ? ChartFault.at(Why.GAP, new Place(category, row, column, beside(cells, wrong)))
                    : ChartFault.at(Why.OVERLAP, new Place(category, row, column, rules)));
        }
        if (faults.size() == before) {
            falling(category, rows, columns, cells);
        }
        return faults.size() == before ? Optional.of(grid(category, rows, columns, cells)) : Optional.empty();
    }

    /** Pieces that lie together, by their first and last row and column. */
    private record Rectangle(int top, int bottom, int left, int right) {
    }

    /** What is wrong in the same way, put together across and then down; {@code null} is what is right. */
    private static List<Rectangle> rectangles(List<List<List<Integer>>> answers) {
        List<Rectangle> found = new ArrayList<>();
        for (int r = 0; r < answers.size(); r++) {
            List<List<Integer>> line = answers.get(r);
            int c = 0;
            while (c < line.size()) {
                int left = c;
                List<Integer> rules = line.get(c);
                while (c < line.size() && Objects.equals(line.get(c), rules)) {
                    c++;
                }
                if (rules == null) {
                    continue;
                }
                Rectangle run = new Rectangle(r, r, left, c - 1);
                Optional<Rectangle> above = found.stream().filter(one -> one.bottom() == run.top() - 1 && one.left() == run.left() && one.right() == run.right()
                        && answers.get(one.top()).get(one.left()).equals(rules)).findFirst();
                above.ifPresent(found::remove);
                found.add(new Rectangle(above.map(Rectangle::top).orElse(r), r, run.left(), run.right()));
            }
        }
        return found;
    }

    private static Band span(List<Band> bands, int first, int last) {
        return bands.get(first) == null ? null : new Band(bands.get(first).begin(), bands.get(last).to());
    }

    /** The rules that answer next to a gap: whoever looks for it in the Modeler begins there. */
    private static List<Integer> beside(Piece[][] cells, Rectangle gap) {
        int[][] neighbours = {{gap.top(), gap.left() - 1}, {gap.top(), gap.right() + 1}, {gap.top() - 1, gap.left()}, {gap.bottom() + 1, gap.left()}};
        return Stream.of(neighbours).filter(at -> at[0] >= 0 && at[0] < cells.length && at[1] >= 0 && at[1] < cells[0].length && cells[at[0]][at[1]] != null)
                .map(at -> cells[at[0]][at[1]].rule()).distinct().limit(2).toList();
    }

    private void falling(Category category, List<Band> rows, List<Band> columns, Piece[][] cells) {
        Set<List<Integer>> told = new LinkedHashSet<>();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                if (c > 0) {
                    falls(Why.ROW_FALLS, category, rows.get(r), columns.get(c), cells[r][c], cells[r][c - 1], told);
                }
                if (r > 0) {
                    falls(Why.COLUMN_FALLS, category, rows.get(r), columns.get(c), cells[r][c], cells[r - 1][c], told);
                }
            }
        }
    }

    private void falls(Why why, Category category, Band row, Band column, Piece here, Piece there, Set<List<Integer>> told) {
        if (here.amount() < there.amount() && told.add(List.of(here.rule(), there.rule()))) {
            faults.add(ChartFault.at(why, new Place(category, row, column, List.of(here.rule())), Figures.grouped(here.amount()),
                    Figures.grouped(there.amount()), String.valueOf(there.rule())));
        }
    }

    private static FeeCharts.Grid grid(Category category, List<Band> rows, List<Band> columns, Piece[][] cells) {
        Map<Band, Map<Band, FeeCharts.Cell>> all = new HashMap<>();
        String name = category.name().toLowerCase(Locale.ROOT);
        for (int r = 0; r < rows.size(); r++) {
            Map<Band, FeeCharts.Cell> line = new HashMap<>();
            for (int c = 0; c < columns.size(); c++) {
                // named as the shipped chart names its rules: full-p3-g5, friendship-g2, corporate-e4
                String rule = name + (category == Category.FULL ? "-p" + (r + 1) : category == Category.CORPORATE ? "-e" + (r + 1) : "")
                        + (category == Category.CORPORATE ? "" : "-g" + (c + 1));
                line.put(columns.get(c), new FeeCharts.Cell(rule, BigDecimal.valueOf(cells[r][c].amount())));
            }
            all.put(rows.get(r), line);
        }
        return new FeeCharts.Grid(category, Collections.unmodifiableList(rows), Collections.unmodifiableList(columns), all);
    }
}
