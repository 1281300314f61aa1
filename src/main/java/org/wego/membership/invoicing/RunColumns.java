package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.site.Texts;

/** What the files of a run have in their columns, whatever their format: texts, numbers, or null for an empty cell. */
@Component
class RunColumns {

    /** The first columns are those that a person reads; the rest is what the amount was computed from. */
    private static final List<String> LINES = List.of("member", "name", "localName", "country", "category", "standing", "decision", "amount", "lastYear",
            "change", "difference", "currency", "why", "flags", "population", "populationYear", "employees", "employeesYear", "gdp", "gdpYear", "estimate",
            "edition", "chart", "rule", "invoice", "lastInvoice");
    private static final List<String> SUMS = List.of("members", "sum", "earlier", "lastYear", "change");

    private final RunWords words;
    private final Texts texts;

    RunColumns(RunWords words, Texts texts) {
        this.words = words;
        this.texts = texts;
    }

    List<String> lines() {
        return LINES.stream().map(this::heading).toList();
    }

    List<Object> line(RunLine line, int feeYear) {
        FeeAssessment fee = line.assessment();
        FeeAssessment.Gdp gdp = fee == null ? null : fee.gdp();
        BigDecimal now = line.billed() ? line.amount() : line.state() == LineState.EXEMPT ? BigDecimal.ZERO : null;
        BigDecimal before = line.difference() == null ? null : line.difference().before();
        List<Object> row = new ArrayList<>();
        row.add(line.memberNumber());
        row.add(line.memberName());
        row.add(line.localName());
        row.add(line.countryName());
        row.add(texts.get("invoicing.category." + line.category()));
        row.add(texts.get("invoicing.standing." + line.standing()));
        row.add(texts.get("invoicing.line." + line.state()));
        row.add(now);
        row.add(before);
        row.add(line.difference() == null || now == null && before == null ? null : zero(now).subtract(zero(before)));
        row.add(words.difference(line, feeYear));
        row.add(now == null ? null : line.currency());
        row.add(line.reason());
        row.add(words.flags(line));
        row.add(fee == null ? null : fee.population());
        row.add(fee == null ? null : fee.populationYear());
        row.add(fee == null ? null : fee.employees());
        row.add(fee == null ? null : fee.employeesYear());
        row.add(gdp == null ? null : gdp.value());
        row.add(gdp == null ? null : gdp.year());
        row.add(gdp == null ? null : texts.get(gdp.estimate() ? "invoicing.file.yes" : "invoicing.file.no"));
        row.add(gdp == null ? null : gdp.edition());
        row.add(fee == null ? null : fee.chartVersion());
        row.add(fee == null ? null : fee.ruleId());
        row.add(line.invoiceNumber());
        row.add(line.difference() == null ? null : line.difference().invoice());
        return row;
    }

    List<String> missed() {
        return List.of("member", "name", "country", "decision", "reasonCode", "why", "lastYear").stream().map(this::heading).toList();
    }

    List<Object> missed(RunLine line) {
        List<Object> row = new ArrayList<>(List.of(line.memberNumber(), line.memberName(), line.countryName(), texts.get("invoicing.line." + line.state())));
        row.add(line.reasonCode());
        row.add(line.reason());
        row.add(line.difference() == null ? null : line.difference().before());
        return row;
    }

    List<String> undelivered() {
        return List.of("invoice", "name", "letter", "to", "why").stream().map(this::heading).toList();
    }

    List<Object> undelivered(RunClosing.Undelivered letter) {
        List<Object> row = new ArrayList<>(List.of(letter.invoice(), letter.member(), texts.get("invoicing.closing.letter." + letter.state()), letter.to()));
        row.add(letter.why());
        return row;
    }

    /** @param what the heading of the first column: "category" */
    List<String> sums(String what) {
        List<String> head = new ArrayList<>(List.of(heading(what)));
        SUMS.stream().map(this::heading).forEach(head::add);
        return head;
    }

    /** A row for each sum and one for all together. */
    List<List<Object>> sums(List<RunSum> sums, String keys) {
        List<List<Object>> rows = new ArrayList<>();
        sums.forEach(sum -> rows.add(row(keys == null ? sum.key() : texts.get(keys + sum.key()), sum)));
        rows.add(row(texts.get("invoicing.file.total"), RunDifferences.total(sums)));
        return rows;
    }

    private static List<Object> row(String label, RunSum sum) {
        return List.of(label, sum.members(), sum.sum(), sum.earlier(), sum.before(), sum.change());
    }

    private String heading(String column) {
        return texts.get("invoicing.file." + column);
    }

    private static BigDecimal zero(BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
