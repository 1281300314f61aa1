package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.site.LikePattern;
import org.wego.membership.site.Texts;

/**
 * What a run says of each member, as it is shown and handed out; frozen by the approval.
 */
@Service
public class RunList {

    private static final int PORTION = 500;

    private static final String WHERE = """

            where l.run = :run and (cast(:state as text) is null or l.state = :state) and (cast(:difference as text) is null or l.difference = :difference)
              and (cast(:flag as text) is null or :flag = any (l.flags)) and (cast(:category as text) is null or l.category = :category)
              and (cast(:country as text) is null or l.country_name = :country)
              and (cast(:q as text) is null or l.member_name ilike :q or l.local_name ilike :q or l.member_number ilike :q or l.country_name ilike :q)""";

    // What a line was the year before is read from its invoice, which is frozen like the line
    private static final String SELECT = """
            select l.*, case when l.difference = 'BAND' then b.assessment end as before_assessment
            from invoicing_run_line l left join invoice b on b.number = l.before_invoice""" + WHERE + " order by ";

    private final JdbcClient jdbc;
    private final JdbcClient portions;
    private final TransactionTemplate reading;
    private final Contacts contacts;
    private final Assessments assessments;
    private final InvoicePaper paper;
    private final OrganisationCalendar calendar;
    private final InvoicingSettings settings;
    private final Texts texts;

    RunList(JdbcClient jdbc, DataSource database, PlatformTransactionManager transactions, Contacts contacts, Assessments assessments, InvoicePaper paper,
            OrganisationCalendar calendar, InvoicingSettings settings, Texts texts) {
        this.jdbc = jdbc;
        JdbcTemplate template = new JdbcTemplate(database);
        template.setFetchSize(PORTION);
        this.portions = JdbcClient.create(template);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.contacts = contacts;
        this.assessments = assessments;
        this.paper = paper;
        this.calendar = calendar;
        this.settings = settings;
        this.texts = texts;
    }

    /** How many lines a filter finds, and what they ask for in USD. */
    public record Found(int lines, BigDecimal sum, BigDecimal before) {
    }

    /**
     * The list of a run, by country and name.
     *
     * @param state null for all
     * @param q     part of a member's name, number or country; may be null
     */
    public List<RunLine> lines(long run, LineState state, String q) {
        return lines(run, new RunFilter(state, null, null, null, null, q, RunFilter.Sort.COUNTRY, false), 0, Integer.MAX_VALUE);
    }

    /** Some of the lines that the filter finds, in its order. */
    public List<RunLine> lines(long run, RunFilter filter, int offset, int most) {
        return filtered(jdbc.sql(SELECT + filter.order() + " offset :offset limit :most"), run, filter).param("offset", offset).param("most", most)
                .query(this::line).list();
    }

    /** All lines that the filter finds, one after the other, however many: none is kept. */
    public void each(long run, RunFilter filter, Consumer<RunLine> line) {
        // The driver reads by the portion only inside a transaction
        reading.executeWithoutResult(status -> filtered(portions.sql(SELECT + filter.order()), run, filter)
                .query((RowCallbackHandler) row -> line.accept(line(row, 0))));
    }

    /** What the filter finds in all. */
    public Found found(long run, RunFilter filter) {
        return filtered(jdbc.sql("""
                select count(*) as lines, coalesce(sum(l.amount) filter (where l.state in ('DUE', 'INVOICED')), 0) as sum,
                  coalesce(sum(l.before_amount), 0) as before from invoicing_run_line l""" + WHERE), run, filter)
                .query((row, i) -> new Found(row.getInt("lines"), row.getBigDecimal("sum"), row.getBigDecimal("before"))).single();
    }

    /** The countries of a run's lines, by name. */
    public List<String> countries(long run) {
        return jdbc.sql("select distinct country_name from invoicing_run_line where run = :run order by 1").param("run", run).query(String.class).list();
    }

    private static JdbcClient.StatementSpec filtered(JdbcClient.StatementSpec sql, long run, RunFilter filter) {
        return sql.param("run", run).param("state", name(filter.state())).param("difference", name(filter.difference())).param("flag", name(filter.flag()))
                .param("category", filter.category()).param("country", filter.country()).param("q", LikePattern.containing(filter.q()));
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** The run in figures. */
    public RunTotals totals(long run) {
        Map<LineState, Integer> counts = new EnumMap<>(LineState.class);
        Map<LineState, BigDecimal> sums = new EnumMap<>(LineState.class);
        jdbc.sql("select state, count(*) as count, coalesce(sum(amount), 0) as sum from invoicing_run_line where run = :run group by state")
                .param("run", run).query((row, i) -> {
                    counts.put(LineState.valueOf(row.getString("state")), row.getInt("count"));
                    return sums.put(LineState.valueOf(row.getString("state")), row.getBigDecimal("sum"));
                }).list();
        return new RunTotals(counts, sums.getOrDefault(LineState.DUE, BigDecimal.ZERO), sums.getOrDefault(LineState.INVOICED, BigDecimal.ZERO));
    }

    /** Invoices of the run that could not be sent with it and still aren't. */
    public List<String> unsent(long run) {
        return jdbc.sql("select number from invoice where run = :run and sent_at is null and replaces is null and state <> 'CANCELLED' order by number").param("run", run)
                .query(String.class).list();
    }

    /**
     * An example of an invoice that the run would issue.
     *
     * @param memberNumber null for the first one that is due
     */
    public Optional<byte[]> preview(long run, String memberNumber) {
        return jdbc.sql("""
                select l.*, null as before_assessment from invoicing_run_line l where run = :run and state in ('DUE', 'INVOICED')
                  and (cast(:member as text) is null or member_number = :member) order by country_name, member_name, position limit 1""")
                .param("run", run).param("member", memberNumber).query(this::line).optional()
                .map(line -> {
                    LocalDate today = calendar.today();
                    LocalDate due = today.plusDays(settings.dueDays());
                    Map<ContactRole, Contact> who = contacts.all(List.of(line.memberNumber())).getOrDefault(line.memberNumber(), Map.of());
                    Invoice example = new Invoice(texts.get("invoicing.paper.noNumber"), line.memberNumber(), line.memberName(), line.localName(),
                            line.countryName(), line.assessment().feeYear(), line.amount(), line.currency(), BigDecimal.ZERO, BigDecimal.ZERO, calendar.now(), today,
                            due, due, line.assessment(), run, InvoiceState.OPEN, null, null, null, null, 0, 0, null, null, 0, null, null, null, null,
                            Optional.ofNullable(who.get(ContactRole.BILLING)).map(Contact::orderReference).orElse(null));
                    return paper.draw(example, InvoiceLetters.billing(who), true);
                });
    }

    private RunLine line(ResultSet row, int index) throws SQLException {
        return new RunLine(row.getString("member_number"), row.getString("member_name"), row.getString("local_name"), row.getString("country_name"),
                row.getString("category"), row.getString("standing"), LineState.valueOf(row.getString("state")), row.getString("reason_code"),
                row.getString("reason"), row.getBigDecimal("amount"), row.getString("currency"), assessments.read(row.getString("assessment")),
                row.getString("invoice_number"), difference(row), flags(row));
    }

    private LineDifference difference(ResultSet row) throws SQLException {
        String kind = row.getString("difference");
        if (kind == null) {
            return null;
        }
        FeeAssessment before = assessments.read(row.getString("before_assessment"));
        return new LineDifference(LineDifference.Kind.valueOf(kind), row.getBigDecimal("before_amount"), row.getString("before_invoice"),
                before == null ? null : before.bands());
    }

    private static Set<LineFlag> flags(ResultSet row) throws SQLException {
        Set<LineFlag> flags = EnumSet.noneOf(LineFlag.class);
        for (String flag : (String[]) row.getArray("flags").getArray()) {
            flags.add(LineFlag.valueOf(flag));
        }
        return flags;
    }
}
