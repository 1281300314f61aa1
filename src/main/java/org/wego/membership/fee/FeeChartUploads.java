package org.wego.membership.fee;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.engine.Sweep;
import org.wego.membership.fee.FeeCharts.Grid;
import org.wego.membership.site.Fault;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Texts;

/**
 * Takes in fee charts edited in Camunda Modeler: read whole and checked cell by cell, kept with what they would change, and
 * decided in Tasklist by the process {@code fee-chart}. What is deployed is never the file but a table of ours, written from
 * the checked numbers.
 */
@Service
public class FeeChartUploads implements Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(FeeChartUploads.class);

    static final String PROCESS = "fee-chart";

    private static final int LAST_YEAR = 2099;
    private static final int MOST_TOLD = 25;

    /** What became of a chart. */
    public enum State {
        /** Nobody has decided on it. */
        WAITING,
        /** It serves, from its fee year on. */
        CONFIRMED,
        /** It doesn't. */
        DECLINED
    }

    /**
     * A chart that was uploaded.
     *
     * @param key      {@code fee-chart-2028-1}, the business key of its process
     * @param fromYear the first fee year it is to serve
     * @param reason   why it was declined; null otherwise
     * @param before   the version that served that year when it was decided; null before
     * @param version  the version it was deployed as; null unless confirmed
     */
    public record Upload(String key, int fromYear, String fileName, String sha256, State state, String uploadedBy, Instant uploadedAt, String decidedBy,
            Instant decidedAt, String reason, Integer before, Integer version) {
    }

    /**
     * What a chart is and would do.
     *
     * @param until     the last fee year it would serve, since another one follows; null where none does
     * @param before    the version it is compared with
     * @param charts    its bands and amounts
     * @param cells     where it asks another fee
     * @param hindrance why it can't be confirmed as things stand, in words; null where it can, or was decided
     */
    public record Look(Upload upload, Integer until, int before, List<Grid> charts, List<ChartDiff.Change> cells, ChartEffects.Effects members, String hindrance) {
    }

    private final JdbcClient jdbc;
    private final FeeCharts charts;
    private final ChartEffects effects;
    private final ChartWords words;
    private final ComputedYears computed;
    private final DecisionTables tables;
    private final Processes processes;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    FeeChartUploads(JdbcClient jdbc, FeeCharts charts, ChartEffects effects, ChartWords words, ComputedYears computed, DecisionTables tables,
            Processes processes, OrganisationCalendar calendar, Texts texts) {
        this.jdbc = jdbc;
        this.charts = charts;
        this.effects = effects;
        this.words = words;
        this.computed = computed;
        this.tables = tables;
        this.processes = processes;
        this.calendar = calendar;
        this.texts = texts;
    }

    /**
     * Takes a chart in and asks the Treasurer to decide on it; the same file for the same year, sent again, is the same chart.
     *
     * @param fromYear the first fee year it is to serve, as typed
     * @return its key
     * @throws InvalidInput with every cell at fault; then nothing of it is kept
     */
    @Transactional
    public String upload(String fileName, byte[] content, String fromYear, String by) {
        List<Fault> faults = new ArrayList<>();
        int year = year(fromYear, faults);
        List<Grid> grids = List.of();
        try {
            grids = ChartCheck.charts(ChartFile.read(content));
        } catch (ChartRefused refused) {
            tell(refused, faults);
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        String sha256 = Sha256.hex(content);
        Optional<Upload> waiting = waiting();
        if (waiting.filter(one -> one.fromYear() == year && one.sha256().equals(sha256)).isPresent()) {
            return waiting.get().key();
        }
        if (waiting.isPresent()) {
            throw new InvalidInput("file", texts.get("fee.charts.fault.waiting", waiting.get().key()));
        }
        return keep(year, fileName, sha256, content, ChartTable.write(grids), by);
    }

    private void tell(ChartRefused refused, List<Fault> faults) {
        List<String> told = refused.faults().stream().limit(MOST_TOLD).map(words::of).toList();
        faults.add(new Fault("file", texts.get("fee.charts.refused", told.get(0))));
        told.stream().skip(1).forEach(fault -> faults.add(new Fault("file", fault)));
        int more = refused.faults().size() - MOST_TOLD;
        if (more > 0) {
            faults.add(new Fault("file", texts.get("fee.charts.refused.more", more)));
        }
    }

    private String keep(int year, String fileName, String sha256, byte[] content, String written, String by) {
        int ordinal = jdbc.sql("select coalesce(max(ordinal), 0) + 1 from fee_chart where from_year = :year").param("year", year).query(Integer.class).single();
        String key = PROCESS + "-" + year + "-" + ordinal;
        try {
            jdbc.sql("""
                    insert into fee_chart (key, from_year, ordinal, file_name, sha256, content, written, fingerprint, uploaded_by, uploaded_at)
                    values (:key, :year, :ordinal, :name, :sha, :content, :written, :fingerprint, :by, :at)""")
                    .param("key", key).param("year", year).param("ordinal", ordinal).param("name", fileName).param("sha", sha256).param("content", content)
                    .param("written", written).param("fingerprint", Sha256.hex(written)).param("by", by).param("at", now()).update();
        } catch (DuplicateKeyException another) {
            // two at once
            throw new InvalidInput("file", texts.get("fee.charts.fault.waiting", key));
        }
        processes.start(PROCESS, key, Map.of("fromYear", year));
        return key;
    }

    private int year(String typed, List<Fault> faults) {
        String text = typed == null ? "" : typed.strip();
        int year = text.matches("\\d{4}") ? Integer.parseInt(text) : 0;
        if (year == 0 || year > LAST_YEAR) {
            faults.add(new Fault("fromYear", texts.get("fee.charts.fault.year", String.valueOf(calendar.feeYear() + 1), String.valueOf(LAST_YEAR))));
        } else {
            hindrance(year).ifPresent(why -> faults.add(new Fault("fromYear", why)));
        }
        return year;
    }

    /** Why a chart can't serve from that year on, as things stand. */
    private Optional<String> hindrance(int fromYear) {
        if (fromYear <= calendar.feeYear()) {
            return Optional.of(texts.get("fee.charts.fault.begun", String.valueOf(fromYear), String.valueOf(calendar.feeYear() + 1)));
        }
        Integer until = until(fromYear);
        return computed.computed().stream().filter(year -> year >= fromYear && (until == null || year <= until)).findFirst()
                .map(year -> texts.get("fee.charts.fault.computed", String.valueOf(year)));
    }

    /** The last year before another uploaded chart takes over; null where none does. */
    private Integer until(int fromYear) {
        return jdbc.sql("select min(from_year) - 1 from fee_chart where state = 'CONFIRMED' and from_year > :year").param("year", fromYear)
                .query(Integer.class).optional().orElse(null);
    }

    /** All charts that were ever uploaded, the latest first. */
    public List<Upload> all() {
        return jdbc.sql(SELECT + "order by uploaded_at desc, key").query(FeeChartUploads::upload).list();
    }

    /** One of them. */
    public Optional<Upload> find(String key) {
        return jdbc.sql(SELECT + "where key = :key").param("key", key).query(FeeChartUploads::upload).optional();
    }

    private Optional<Upload> waiting() {
        return jdbc.sql(SELECT + "where state = 'WAITING'").query(FeeChartUploads::upload).optional();
    }

    /** What a chart would change, by cell and by member: against the chart that serves its first year now, or did when it was decided. */
    @Transactional(readOnly = true)
    public Optional<Look> look(String key) {
        return find(key).map(upload -> {
            int before = upload.before() == null ? charts.inForce(upload.fromYear()).version() : upload.before();
            List<Grid> was = charts.grids(before);
            List<Grid> is = ChartCheck.charts(ChartFile.read(written(key).getBytes(StandardCharsets.UTF_8)));
            return new Look(upload, until(upload.fromYear()), before, is, ChartDiff.of(was, is), effects.of(upload.fromYear(), was, is),
                    upload.state() == State.WAITING ? hindrance(upload.fromYear()).orElse(null) : null);
        });
    }

    /** The table that we wrote from an uploaded chart. */
    public String written(String key) {
        return jdbc.sql("select written from fee_chart where key = :key").param("key", key).query(String.class).single();
    }

    /** The chart in force for a fee year as a file for Camunda Modeler. */
    public String file(int feeYear) {
        return ChartTable.write(charts.grids(charts.inForce(feeYear).version()));
    }

    /** Why a chart that waits can't be confirmed as things stand, in words. */
    public Optional<String> hindrance(String key) {
        return find(key).flatMap(upload -> hindrance(upload.fromYear()));
    }

    /**
     * Lets a chart serve that the Treasurer confirmed: deploys our table of it as the next version, and notes from when it serves.
     *
     * @return false where it can't serve any more; then it waits still
     */
    @Transactional
    public boolean publish(String key, String by) {
        Upload upload = locked(key);
        if (upload.state() == State.CONFIRMED) {
            return true;
        }
        computed.hold();
        if (hindrance(upload.fromYear()).isPresent()) {
            return false;
        }
        int before = charts.inForce(upload.fromYear()).version();
        int version = tables.deploy(FeeCharts.TABLE, key, written(key));
        jdbc.sql("""
                update fee_chart set state = 'CONFIRMED', version = :version, before_version = :before, decided_by = :by, decided_at = :at where key = :key""")
                .param("version", version).param("before", before).param("by", by).param("at", now()).param("key", key).update();
        LOG.info("{} confirmed by {}: version {} of {} serves from {} on", key, by, version, FeeCharts.TABLE, upload.fromYear());
        return true;
    }

    /** Puts a chart aside that the Treasurer declined; it is kept, and serves no year. */
    @Transactional
    public void decline(String key, String by, String reason) {
        Upload upload = locked(key);
        if (upload.state() == State.WAITING) {
            jdbc.sql("""
                    update fee_chart set state = 'DECLINED', before_version = :before, decided_by = :by, decided_at = :at, reason = :reason where key = :key""")
                    .param("before", charts.inForce(upload.fromYear()).version()).param("by", by).param("at", now()).param("reason", reason).param("key", key).update();
        }
    }

    /** A chart that waits has its task: where somebody deleted the instance, it gets another. Nothing else could be laid up otherwise. */
    @Override
    @Transactional
    public void sweep() {
        jdbc.sql(SELECT + "where state = 'WAITING' for update skip locked").query(FeeChartUploads::upload).list().stream()
                .filter(upload -> !processes.isRunning(PROCESS, upload.key()))
                .forEach(upload -> processes.start(PROCESS, upload.key(), Map.of("fromYear", upload.fromYear())));
    }

    private Upload locked(String key) {
        return jdbc.sql(SELECT + "where key = :key for update").param("key", key).query(FeeChartUploads::upload).single();
    }

    private OffsetDateTime now() {
        return Rows.at(calendar.now());
    }

    private static final String SELECT = """
            select key, from_year, file_name, sha256, state, uploaded_by, uploaded_at, decided_by, decided_at, reason, before_version, version from fee_chart\s""";

    private static Upload upload(ResultSet row, int index) throws SQLException {
        return new Upload(row.getString("key"), row.getInt("from_year"), row.getString("file_name"), row.getString("sha256"), State.valueOf(row.getString("state")),
                row.getString("uploaded_by"), Rows.instant(row, "uploaded_at"), row.getString("decided_by"),
                Rows.instant(row, "decided_at"), row.getString("reason"), row.getObject("before_version", Integer.class),
                row.getObject("version", Integer.class));
    }
}
