package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Contacts;
import org.wego.membership.site.Texts;

/**
 * What a run says of each member, as it is shown and handed out; frozen by the approval.
 */
@Service
public class RunList {

    private final JdbcClient jdbc;
    private final Contacts contacts;
    private final Assessments assessments;
    private final InvoicePaper paper;
    private final OrganisationCalendar calendar;
    private final InvoicingSettings settings;
    private final Texts texts;

    RunList(JdbcClient jdbc, Contacts contacts, Assessments assessments, InvoicePaper paper, OrganisationCalendar calendar,
            InvoicingSettings settings, Texts texts) {
        this.jdbc = jdbc;
        this.contacts = contacts;
        this.assessments = assessments;
        this.paper = paper;
        this.calendar = calendar;
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * The list of a run, by country and name.
     *
     * @param state null for all
     * @param q     part of a member's name, number or country; may be null
     */
    public List<RunLine> lines(long run, LineState state, String q) {
        String like = q == null || q.isBlank() ? null : "%" + q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return jdbc.sql("""
                select * from invoicing_run_line where run = :run and (cast(:state as text) is null or state = :state)
                  and (cast(:q as text) is null or member_name ilike :q or local_name ilike :q or member_number ilike :q or country_name ilike :q)
                order by country_name, member_name, position""")
                .param("run", run).param("state", state == null ? null : state.name()).param("q", like).query(this::line).list();
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

    /** What each category and country comes to: label, members, sum. */
    public Map<String, RunTotals> totalsByCategory(long run) {
        Map<String, RunTotals> totals = new LinkedHashMap<>();
        jdbc.sql("""
                select category, count(*) as count, coalesce(sum(amount), 0) as sum from invoicing_run_line
                where run = :run and state in ('DUE', 'INVOICED') group by category order by category desc""")
                .param("run", run).query((row, i) -> totals.put(row.getString("category"), new RunTotals(
                        Map.of(LineState.DUE, row.getInt("count")), row.getBigDecimal("sum"), BigDecimal.ZERO))).list();
        return totals;
    }

    /** Invoices of the run that could not be sent with it and still aren't. */
    public List<String> unsent(long run) {
        return jdbc.sql("select number from invoice where run = :run and sent_at is null and state <> 'CANCELLED' order by number").param("run", run)
                .query(String.class).list();
    }

    /**
     * An example of an invoice that the run would issue.
     *
     * @param memberNumber null for the first one that is due
     */
    public Optional<byte[]> preview(long run, String memberNumber) {
        return lines(run, null, null).stream()
                .filter(line -> line.state() == LineState.DUE || line.state() == LineState.INVOICED)
                .filter(line -> memberNumber == null || line.memberNumber().equals(memberNumber)).findFirst()
                .map(line -> {
                    LocalDate today = calendar.today();
                    LocalDate due = today.plusDays(settings.dueDays());
                    Invoice example = new Invoice(texts.get("invoicing.paper.noNumber"), line.memberNumber(), line.memberName(), line.localName(),
                            line.countryName(), line.assessment().feeYear(), line.amount(), line.currency(), BigDecimal.ZERO, calendar.now(), today,
                            due, due, line.assessment(), run, InvoiceState.OPEN, null, null, null, null, 0, 0, null, null, 0, null, null, null);
                    return paper.draw(example, InvoiceLetters.billing(contacts.all(List.of(line.memberNumber()))
                            .getOrDefault(line.memberNumber(), Map.of())), true);
                });
    }

    private RunLine line(ResultSet row, int index) throws SQLException {
        return new RunLine(row.getString("member_number"), row.getString("member_name"), row.getString("local_name"), row.getString("country_name"),
                row.getString("category"), row.getString("standing"), LineState.valueOf(row.getString("state")), row.getString("reason_code"),
                row.getString("reason"), row.getBigDecimal("amount"), row.getString("currency"), assessments.read(row.getString("assessment")),
                row.getString("invoice_number"));
    }
}
