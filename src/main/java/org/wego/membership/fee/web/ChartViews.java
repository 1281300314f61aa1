package org.wego.membership.fee.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.Band;
import org.wego.membership.fee.ChartWords;
import org.wego.membership.fee.FeeCharts.Cell;
import org.wego.membership.fee.FeeCharts.Grid;
import org.wego.membership.member.Category;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Charts as pages show them; {@code ~{fee/chart :: chart(${chart})}} draws one. */
@Component
class ChartViews {

    /** A cell as shown, with its column's words for narrow screens; {@code note} stands under it and marks it, null where nothing is to be said. */
    record CellView(String column, String amount, String note) {
    }

    /** A row as shown: its band in words and its cells. */
    record RowView(String band, List<CellView> cells) {
    }

    /** A chart as shown; {@code bands} says what its rows are. */
    record ChartView(Category category, String title, String words, String bands, List<String> columns, List<RowView> rows) {
    }

    private final ChartWords words;
    private final Texts texts;

    ChartViews(ChartWords words, Texts texts) {
        this.words = words;
        this.texts = texts;
    }

    /** @param notes what is said of a cell of a row and a column, null for nothing */
    ChartView of(Grid grid, BiFunction<Band, Band, String> notes) {
        String key = "fee.chart." + grid.category();
        String fee = texts.get("fee.chart.fee");
        List<String> columns = grid.columns().stream().map(band -> band == null ? fee : words.band(band)).toList();
        List<RowView> rows = new ArrayList<>();
        // one line of bands reads better from top to bottom than from left to right
        if (grid.category() == Category.FRIENDSHIP) {
            for (Band column : grid.columns()) {
                rows.add(new RowView(words.band(column), List.of(cell(grid.cell(null, column), fee, notes.apply(null, column)))));
            }
            columns = List.of(fee);
        } else {
            for (Band row : grid.rows()) {
                rows.add(new RowView(words.row(grid.category(), row), grid.columns().stream().map(column -> cell(grid.cell(row, column),
                        column == null ? fee : texts.get("fee.chart.column", words.band(column)), notes.apply(row, column))).toList()));
            }
        }
        return new ChartView(grid.category(), texts.get(key), texts.get(key + ".words"), texts.get(key + ".rows"), columns, rows);
    }

    private static CellView cell(Cell cell, String column, String note) {
        return new CellView(column, Figures.sum(cell.amount()), note);
    }
}
