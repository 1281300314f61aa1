package org.wego.membership.fee;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.Sha256;
import org.wego.membership.member.Category;

/**
 * The fee charts: the deployed decision table {@code membership-fee}, and whether the Treasurer has confirmed it for a year.
 * The shipped charts keep WeGO's two published corners (USD 400 and 10,000) and are otherwise ours: unconfirmed until confirmed.
 */
@Service
public class FeeCharts {

    static final String TABLE = "membership-fee";

    /** A cell of the chart: its rule and amount in USD. */
    public record Cell(String ruleId, BigDecimal amount) {
    }

    /** One category's chart as it is shown: the rows' and columns' bands and the cells between. A missing axis has one null band. */
    public record Grid(Category category, List<Band> rows, List<Band> columns, Map<Band, Map<Band, Cell>> cells) {
    }

    private final DecisionTables tables;
    private final JdbcClient jdbc;
    private final Clock clock;

    FeeCharts(DecisionTables tables, JdbcClient jdbc, Clock clock) {
        this.tables = tables;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The chart in force for that fee year: the deployed one. */
    public FeeChart inForce(int feeYear) {
        DecisionTables.Table table = tables.table(TABLE);
        int version = table.version();
        record Row(String confirmedBy, OffsetDateTime confirmedAt) { }
        Optional<Row> row = jdbc.sql("""
                select confirmed_by, confirmed_at from chart_confirmation
                where fee_year = :year and chart = :chart and (fingerprint = :fingerprint or version = :version) order by confirmed_at limit 1""")
                .param("year", feeYear).param("chart", TABLE).param("fingerprint", fingerprint(table)).param("version", version).query(Row.class).optional();
        return new FeeChart(feeYear, TABLE, version, row.isPresent(), row.map(Row::confirmedBy).orElse(null),
                row.map(r -> r.confirmedAt().toInstant()).orElse(null));
    }

    /** Every confirmation, the latest year first. */
    public List<FeeChart> confirmations() {
        return jdbc.sql("select * from chart_confirmation order by fee_year desc, version desc")
                .query((row, i) -> new FeeChart(row.getInt("fee_year"), row.getString("chart"), row.getInt("version"), true, row.getString("confirmed_by"),
                        row.getObject("confirmed_at", OffsetDateTime.class).toInstant())).list();
    }

    /**
     * Confirms the deployed chart for that fee year; a second confirmation changes nothing. It holds as long as the chart
     * itself stays: the same rules deployed again under a new version need no new confirmation.
     */
    public void confirm(int feeYear, String by) {
        DecisionTables.Table table = tables.table(TABLE);
        jdbc.sql("""
                insert into chart_confirmation (fee_year, chart, version, fingerprint, confirmed_by, confirmed_at)
                values (:year, :chart, :version, :fingerprint, :by, :at) on conflict do nothing""")
                .param("year", feeYear).param("chart", TABLE).param("version", table.version()).param("fingerprint", fingerprint(table)).param("by", by)
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
    }

    /** The bands that a rule of the chart states. */
    FeeAssessment.Bands bands(int version, String ruleId) {
        DecisionTables.Table table = tables.table(TABLE, version);
        DecisionTables.Rule rule = table.rules().stream().filter(r -> r.id().equals(ruleId)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule " + ruleId + " in the chart"));
        return new FeeAssessment.Bands(band(table, rule, "population"), band(table, rule, "gdp"), band(table, rule, "employees"));
    }

    /** The deployed chart, one grid a category, read from the table itself so that what is shown is what computes. */
    public List<Grid> grids() {
        DecisionTables.Table table = tables.table(TABLE);
        int amount = column(table.outputs(), "amount");
        Map<Category, Grid> grids = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            grids.put(category, new Grid(category, new ArrayList<>(), new ArrayList<>(), new HashMap<>()));
        }
        for (DecisionTables.Rule rule : table.rules()) {
            Category category = Category.valueOf(rule.inputs().get(column(table.inputs(), "category")).replace("\"", "").strip());
            Grid grid = grids.get(category);
            Band row = band(table, rule, category == Category.CORPORATE ? "employees" : "population");
            Band column = band(table, rule, "gdp");
            if (!grid.rows().contains(row)) {
                grid.rows().add(row);
            }
            if (!grid.columns().contains(column)) {
                grid.columns().add(column);
            }
            grid.cells().computeIfAbsent(row, any -> new HashMap<>())
                    .put(column, new Cell(rule.id(), new BigDecimal(rule.outputs().get(amount).replace("\"", "").strip())));
        }
        return List.copyOf(grids.values());
    }

    /** The chart's bands and amounts as one hash; what merely stands beside a rule doesn't count. */
    static String fingerprint(DecisionTables.Table table) {
        String content = table.inputs() + "\n" + table.outputs() + "\n"
                + table.rules().stream().map(rule -> rule.inputs() + "->" + rule.outputs()).collect(Collectors.joining("\n"));
        return Sha256.hex(content);
    }

    private static Band band(DecisionTables.Table table, DecisionTables.Rule rule, String input) {
        return Band.read(rule.inputs().get(column(table.inputs(), input))).orElse(null);
    }

    private static int column(List<String> labels, String word) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i) != null && labels.get(i).toLowerCase(Locale.ROOT).contains(word)) {
                return i;
            }
        }
        throw new IllegalStateException("the chart has no column " + word + ": " + labels);
    }
}
