package org.wego.membership.invoicing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;
import org.wego.membership.site.Texts;

/**
 * A run for a spreadsheet, written line by line as it is read, so that a list of fifty thousand needs no more memory than one
 * of ten. No cell of ours is ever computed by a spreadsheet, whatever a member is called.
 */
@Component
public class RunFiles {

    private static final int FLUSHED = 200;
    private static final int NAME_COLUMNS = 2;
    /** The most that a spreadsheet takes in one cell. */
    private static final int LONGEST = 32_767;

    private final RunList list;
    private final RunDifferences differences;
    private final RunColumns columns;
    private final Texts texts;

    RunFiles(RunList list, RunDifferences differences, RunColumns columns, Texts texts) {
        this.list = list;
        this.differences = differences;
        this.columns = columns;
        this.texts = texts;
    }

    /** The list as CSV: UTF-8 with its mark, every text quoted. */
    public void csv(InvoicingRun run, RunFilter filter, OutputStream to) throws IOException {
        Writer out = marked(to);
        csv(out, columns.lines());
        list.each(run.id(), filter, line -> csv(out, columns.line(line, run.feeYear())));
        out.flush();
    }

    /** The sums by category, by country and by kind of difference as CSV, one table under the other. */
    public void totalsCsv(InvoicingRun run, OutputStream to) throws IOException {
        Writer out = marked(to);
        csv(out, columns.sums("category"));
        columns.sums(differences.byCategory(run), "invoicing.category.").forEach(row -> csv(out, row));
        csv(out, List.of());
        csv(out, columns.sums("country"));
        columns.sums(differences.byCountry(run), null).forEach(row -> csv(out, row));
        List<RunSum> movement = differences.movement(run);
        if (!movement.isEmpty()) {
            csv(out, List.of());
            csv(out, columns.sums("difference"));
            columns.sums(movement, "invoicing.kind.").forEach(row -> csv(out, row));
        }
        out.flush();
    }

    /** The closing report as CSV: everybody that was not invoiced, and under it the letters that have not arrived. */
    public void closingCsv(InvoicingRun run, RunClosing.Report report, OutputStream to) throws IOException {
        Writer out = marked(to);
        csv(out, columns.missed());
        for (LineState state : List.of(LineState.DUE, LineState.PARKED, LineState.EXEMPT, LineState.NOT_DUE)) {
            list.each(run.id(), new RunFilter(state, null, null, null, null, null, RunFilter.Sort.COUNTRY, false), line -> csv(out, columns.missed(line)));
        }
        csv(out, List.of());
        csv(out, columns.undelivered());
        report.undelivered().forEach(letter -> csv(out, columns.undelivered(letter)));
        out.flush();
    }

    /** The list and its sums as a workbook; the sums are written as figures, not as formulas. */
    public void workbook(InvoicingRun run, RunFilter filter, OutputStream to) throws IOException {
        try (Workbook book = new Workbook(to, "WeGO", "1.0")) {
            Worksheet lines = book.newWorksheet(texts.get("invoicing.file.sheet.lines"));
            head(lines, columns.lines());
            lines.freezePane(NAME_COLUMNS, 1);
            AtomicInteger at = new AtomicInteger(1);
            list.each(run.id(), filter, line -> row(lines, at.getAndIncrement(), columns.line(line, run.feeYear()), false));
            lines.setAutoFilter(0, 0, Math.max(0, at.get() - 1), columns.lines().size() - 1);
            lines.finish();
            sheet(book, "category", differences.byCategory(run), "invoicing.category.");
            sheet(book, "country", differences.byCountry(run), null);
            List<RunSum> movement = differences.movement(run);
            if (!movement.isEmpty()) {
                sheet(book, "difference", movement, "invoicing.kind.");
            }
        }
    }

    private void sheet(Workbook book, String what, List<RunSum> sums, String keys) throws IOException {
        Worksheet sheet = book.newWorksheet(texts.get("invoicing.file.sheet." + what));
        head(sheet, columns.sums(what));
        sheet.freezePane(1, 1);
        List<List<Object>> rows = columns.sums(sums, keys);
        for (int i = 0; i < rows.size(); i++) {
            row(sheet, i + 1, rows.get(i), i == rows.size() - 1);
        }
        sheet.finish();
    }

    private static void head(Worksheet sheet, List<String> names) {
        for (int column = 0; column < names.size(); column++) {
            sheet.inlineString(0, column, names.get(column));
            sheet.style(0, column).bold().fillColor("EAF2F9").set();
            sheet.width(column, column == 1 ? 32 : Math.max(11, names.get(column).length() + 3));
        }
    }

    private static void row(Worksheet sheet, int row, List<Object> values, boolean total) {
        for (int column = 0; column < values.size(); column++) {
            Object value = values.get(column);
            if (value instanceof Number number) {
                sheet.value(row, column, number);
                // Sums with their thousands; years, versions and counts as they are
                sheet.style(row, column).format(number instanceof java.math.BigDecimal ? "#,##0.00" : "0").set();
            } else if (value != null && !value.toString().isEmpty()) {
                String text = plain(value.toString());
                sheet.inlineString(row, column, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
                // Text even after somebody has edited the cell
                sheet.style(row, column).format("@").set();
            }
            if (total) {
                sheet.style(row, column).bold().set();
            }
        }
        if (row % FLUSHED == 0) {
            flush(sheet);
        }
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    // XML has no way to write these
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\t\\n\\r]]|[\\uFFFE\\uFFFF]", "");
    }

    /** Spreadsheets take a file without the mark for one in their own country's letters. */
    private static Writer marked(OutputStream to) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        out.write('\uFEFF');
        return out;
    }

    private static void csv(Writer out, List<?> values) {
        try {
            for (int i = 0; i < values.size(); i++) {
                out.append(i == 0 ? "" : ",").append(cell(values.get(i)));
            }
            out.append("\r\n");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * A cell of a CSV file. A text that begins like a formula is given an apostrophe, which spreadsheets take as "this is text";
     * a number stays one, also a negative one.
     */
    static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof java.math.BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        String bare = text.replaceFirst("^[\\s\\p{Z}\\p{Cntrl}\\uFEFF]+", "");
        boolean formula = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0 || !bare.isEmpty() && "=+-@|%＝＋－＠".indexOf(bare.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
