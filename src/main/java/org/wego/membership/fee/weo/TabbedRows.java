package org.wego.membership.fee.weo;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.wego.membership.fee.weo.WeoRefused.Why;

/** Lines with tabs between their cells. The classic file has no quoting; a cell that a spreadsheet quoted on saving is unquoted. */
final class TabbedRows {

    // the longest real line, with its notes, has some 4,000 characters
    private static final int LONGEST = 100_000;

    private TabbedRows() {
    }

    static void read(TextFile text, Figures figures) {
        Table table = new Table(figures, false);
        long number = 0;
        try (BufferedReader reader = new BufferedReader(text.reader())) {
            for (String line; (line = line(reader, number + 1)) != null;) {
                Place place = new Place(null, ++number);
                TextFile.check(line, place);
                if (!line.isBlank()) {
                    table.row(place, cells(line));
                    if (!table.hasHead()) {
                        break;
                    }
                }
            }
        } catch (IOException e) {
            throw new WeoRefused(Why.DAMAGED, new Place(null, number + 1), "?");
        }
        if (!table.hasHead()) {
            throw new WeoRefused(Why.FORMAT, null, text.beginning());
        }
        table.ended(text, new Place(null, number));
    }

    private static String line(BufferedReader reader, long number) throws IOException {
        StringBuilder line = null;
        for (int c; (c = reader.read()) >= 0;) {
            line = line == null ? new StringBuilder() : line;
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() > LONGEST) {
                throw new WeoRefused(Why.FORMAT, new Place(null, number), line.substring(0, 60));
            }
        }
        return line == null ? null : line.toString();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int tab; (tab = line.indexOf('\t', from)) >= 0; from = tab + 1) {
            cells.add(cell(line.substring(from, tab)));
        }
        cells.add(cell(line.substring(from)));
        return cells;
    }

    private static String cell(String raw) {
        String text = raw.strip();
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"").strip() : text;
    }
}
