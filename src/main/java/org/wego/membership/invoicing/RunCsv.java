package org.wego.membership.invoicing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.site.Texts;

/** The list of a run for a spreadsheet: UTF-8 with its mark, every cell quoted, and none that a spreadsheet would compute. */
@Component
public class RunCsv {

    private static final List<String> HEAD = List.of("member", "name", "local name", "country", "category", "standing", "decision", "amount", "currency",
            "why", "population", "population year", "employees", "gdp per capita", "gdp year", "gdp estimate", "gdp edition", "chart version", "rule",
            "invoice");

    private final Texts texts;

    RunCsv(Texts texts) {
        this.texts = texts;
    }

    /** The whole list. */
    public byte[] of(List<RunLine> lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (RunLine line : lines) {
            FeeAssessment fee = line.assessment();
            FeeAssessment.Gdp gdp = fee == null ? null : fee.gdp();
            List<String> row = new ArrayList<>(List.of(line.memberNumber(), line.memberName(), text(line.localName()), line.countryName(),
                    texts.get("invoicing.category." + line.category()), texts.get("invoicing.standing." + line.standing()),
                    texts.get("invoicing.line." + line.state()), line.amount() == null || line.state() == LineState.EXEMPT ? "" : line.amount().toPlainString(),
                    text(line.currency()), text(line.reason())));
            row.add(fee == null ? "" : text(fee.population()));
            row.add(fee == null ? "" : text(fee.populationYear()));
            row.add(fee == null ? "" : text(fee.employees()));
            row.add(gdp == null ? "" : text(gdp.value()));
            row.add(gdp == null ? "" : text(gdp.year()));
            row.add(gdp == null ? "" : gdp.estimate() ? "yes" : "no");
            row.add(gdp == null ? "" : text(gdp.edition()));
            row.add(fee == null ? "" : text(fee.chartVersion()));
            row.add(fee == null ? "" : text(fee.ruleId()));
            row.add(text(line.invoiceNumber()));
            rows.add(row);
        }
        return bytes(rows);
    }

    static byte[] bytes(List<List<String>> rows) {
        StringBuilder all = new StringBuilder("\uFEFF");
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                all.append(i == 0 ? "" : ",").append(cell(row.get(i)));
            }
            all.append("\r\n");
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A cell that begins like a formula is given an apostrophe, which spreadsheets take as "this is text". */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n|%".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
