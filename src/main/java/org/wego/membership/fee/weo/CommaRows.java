package org.wego.membership.fee.weo;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.wego.membership.fee.weo.WeoRefused.Why;

/** Lines with commas between their cells, quoted where they must be. */
final class CommaRows {

    private CommaRows() {
    }

    static void read(TextFile text, Figures figures) {
        Table table = new Table(figures, false);
        long line = 0;
        try (Reader reader = text.reader(); CSVParser rows = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(reader)) {
            for (CSVRecord row : rows) {
                Place place = new Place(null, line + 1);
                line = rows.getCurrentLineNumber() > line ? rows.getCurrentLineNumber() : line + 1;
                List<String> cells = new ArrayList<>(row.size());
                for (String cell : row) {
                    TextFile.check(cell, place);
                    cells.add(cell.strip());
                }
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    table.row(place, cells);
                    if (!table.hasHead()) {
                        break;
                    }
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            // a quote that is never closed swallows the rest; bytes that aren't text, or text after a quote, end it too
            boolean open = String.valueOf(e.getMessage()).contains("EOF");
            throw new WeoRefused(open ? Why.CUT_OFF : Why.DAMAGED, new Place(null, line + 1), "\"");
        }
        if (!table.hasHead()) {
            throw new WeoRefused(Why.FORMAT, null, text.beginning());
        }
        table.ended(text, new Place(null, line));
    }
}
