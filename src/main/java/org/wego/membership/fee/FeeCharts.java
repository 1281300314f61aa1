package org.wego.membership.fee;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.member.Category;

/**
 * The fee charts: versions of the decision table {@code membership-fee}, each in force for the fee years it was laid up for.
 * The chart that the program brings keeps WeGO's two published corners (USD 400 and 10,000) and is otherwise ours: unconfirmed
 * until confirmed, year by year. A chart that was uploaded and confirmed serves from its fee year on, confirmed for all of them,
 * until a later one does. Which version was deployed last says nothing: every release deploys the program's chart again.
 */
@Service
public class FeeCharts implements SmartInitializingSingleton {

    static final String TABLE = "membership-fee";

    /** A cell of the chart: its rule and amount in USD. */
    public record Cell(String ruleId, BigDecimal amount) {
    }

    /** One category's chart as it is shown: the rows' and columns' bands and the cells between. A missing axis has one null band. */
    public record Grid(Category category, List<Band> rows, List<Band> columns, Map<Band, Map<Band, Cell>> cells) {

        /** The cell of a row and a column. */
        public Cell cell(Band row, Band column) {
            return cells.get(row).get(column);
        }

        /**
         * The cell that these figures meet.
         *
         * @param row    inhabitants or employees; null where the category has no rows
         * @param column international dollars a head; null where the category has no columns
         */
        Cell at(BigDecimal row, BigDecimal column) {
            return cell(meeting(rows, row), meeting(columns, column));
        }

        private static Band meeting(List<Band> bands, BigDecimal figure) {
            return figure == null ? bands.get(0) : bands.stream().filter(band -> band.contains(figure)).findFirst().orElseThrow();
        }
    }

    /**
     * The years that one chart serves.
     *
     * @param from  the first; null where nothing came before
     * @param until the last; null while no other follows
     */
    public record Period(Integer from, Integer until, FeeChart chart) {
    }

    private final DecisionTables tables;
    private final JdbcClient jdbc;
    private final ComputedYears computed;
    private final OrganisationCalendar calendar;
    private final TransactionTemplate transaction;

    FeeCharts(DecisionTables tables, JdbcClient jdbc, ComputedYears computed, OrganisationCalendar calendar, PlatformTransactionManager transactions) {
        this.tables = tables;
        this.jdbc = jdbc;
        this.computed = computed;
        this.calendar = calendar;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Notes the program's own chart before anybody asks. */
    @Override
    public void afterSingletonsInstantiated() {
        noteShipped(tables.shipped(TABLE));
    }

    /**
     * Notes a chart that the program brings. The same amounts and bands under another version are the same chart; others, of a
     * new release, serve from the next fee year on that hasn't begun and isn't computed.
     */
    void noteShipped(DecisionTables.Table table) {
        String fingerprint = fingerprint(table);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("lock table shipped_chart in share row exclusive mode").update();
            Optional<String> last = jdbc.sql("select fingerprint from shipped_chart order by id desc limit 1").query(String.class).optional();
            if (last.filter(fingerprint::equals).isEmpty()) {
                int taken = computed.computed().stream().reduce(calendar.feeYear(), Math::max);
                jdbc.sql("insert into shipped_chart (from_year, version, fingerprint, seen_at) values (:from, :version, :fingerprint, :at)")
                        .param("from", last.isEmpty() ? 0 : taken + 1).param("version", table.version()).param("fingerprint", fingerprint)
                        .param("at", now()).update();
            }
        });
    }

    /** The chart in force for that fee year: of those uploaded and confirmed the one with the latest first year, or else the program's own. */
    public FeeChart inForce(int feeYear) {
        return jdbc.sql("""
                select key, from_year, version, decided_by, decided_at from fee_chart where state = 'CONFIRMED' and from_year <= :year
                order by from_year desc, ordinal desc limit 1""").param("year", feeYear)
                .query((row, i) -> new FeeChart(feeYear, TABLE, row.getInt("version"), true, row.getString("decided_by"),
                        Rows.instant(row, "decided_at"), row.getString("key"), row.getInt("from_year"))).optional()
                .orElseGet(() -> shipped(feeYear));
    }

    private FeeChart shipped(int feeYear) {
        record Row(int version, String fingerprint, String confirmedBy, OffsetDateTime confirmedAt) { }
        Row row = jdbc.sql("""
                select s.version, s.fingerprint, c.confirmed_by, c.confirmed_at
                from (select * from shipped_chart where from_year <= :year order by from_year desc, id desc limit 1) s
                left join chart_confirmation c on c.fee_year = :year and c.chart = :chart and (c.fingerprint = s.fingerprint or c.version = s.version)
                order by c.confirmed_at limit 1""").param("year", feeYear).param("chart", TABLE).query(Row.class).single();
        return new FeeChart(feeYear, TABLE, row.version(), row.confirmedAt() != null, row.confirmedBy(),
                row.confirmedAt() == null ? null : row.confirmedAt().toInstant(), null, null);
    }

    /** Which charts serve which years, from the first to the last. */
    public List<Period> periods() {
        List<Integer> turns = jdbc.sql("""
                select from_year from fee_chart where state = 'CONFIRMED' union select from_year from shipped_chart order by 1""").query(Integer.class).list();
        List<Period> periods = new ArrayList<>();
        for (int turn : turns) {
            FeeChart chart = inForce(turn);
            if (!periods.isEmpty()) {
                Period last = periods.remove(periods.size() - 1);
                if (last.chart().version() == chart.version()) {
                    periods.add(last);
                    continue;
                }
                periods.add(new Period(last.from(), turn - 1, last.chart()));
            }
            periods.add(new Period(turn == 0 ? null : turn, null, chart));
        }
        return periods;
    }

    /** Every confirmation of the program's own chart, the latest year first. */
    public List<FeeChart> confirmations() {
        return jdbc.sql("select * from chart_confirmation order by fee_year desc, version desc")
                .query((row, i) -> new FeeChart(row.getInt("fee_year"), row.getString("chart"), row.getInt("version"), true, row.getString("confirmed_by"),
                        Rows.instant(row, "confirmed_at"), null, null)).list();
    }

    /**
     * Confirms the chart in force for that fee year; a second confirmation changes nothing, and an uploaded chart needs none. It
     * holds as long as the chart itself stays: the same rules deployed again under a new version need no new confirmation.
     */
    public void confirm(int feeYear, String by) {
        FeeChart chart = inForce(feeYear);
        if (chart.key() != null) {
            return;
        }
        jdbc.sql("""
                insert into chart_confirmation (fee_year, chart, version, fingerprint, confirmed_by, confirmed_at)
                values (:year, :chart, :version, :fingerprint, :by, :at) on conflict do nothing""")
                .param("year", feeYear).param("chart", TABLE).param("version", chart.version())
                .param("fingerprint", fingerprint(tables.table(TABLE, chart.version()))).param("by", by).param("at", now()).update();
    }

    /** The bands that a rule of the chart states. */
    FeeAssessment.Bands bands(int version, String ruleId) {
        DecisionTables.Table table = tables.table(TABLE, version);
        DecisionTables.Rule rule = table.rules().stream().filter(r -> r.id().equals(ruleId)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule " + ruleId + " in the chart"));
        return new FeeAssessment.Bands(band(table, rule, "population"), band(table, rule, "gdp"), band(table, rule, "employees"));
    }

    /** A version of the chart, one grid a category, read from the table itself so that what is shown is what computes. */
    public List<Grid> grids(int version) {
        DecisionTables.Table table = tables.table(TABLE, version);
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

    private OffsetDateTime now() {
        return Rows.at(calendar.now());
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
