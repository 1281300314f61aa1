package org.wego.membership.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.member.Members;

/**
 * The invoicing runs of a fee year, from their opening to their end. Every step may run twice or be broken off at any point; it
 * goes on where it stopped.
 */
@Service
public class InvoicingRuns {

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final Members members;
    private final FeeCharts charts;
    private final GdpEditions editions;
    private final RunList list;
    private final InvoiceLetters letters;
    private final Outbox outbox;

    InvoicingRuns(JdbcClient jdbc, OrganisationCalendar calendar, Members members, FeeCharts charts, GdpEditions editions,
            RunList list, InvoiceLetters letters, Outbox outbox) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.members = members;
        this.charts = charts;
        this.editions = editions;
        this.list = list;
        this.letters = letters;
        this.outbox = outbox;
    }

    /**
     * Opens the yearly run, by the clock; not if the year has had one, or nobody pays. A run that was cancelled before its
     * year began does not stand for it; one cancelled since then was meant.
     *
     * @return whether it was opened
     */
    @Transactional
    public boolean openYearly(int feeYear) {
        return anybodyPays(feeYear) && jdbc.sql("""
                insert into invoicing_run (fee_year, ordinal, state, opened_at)
                select cast(:year as integer), coalesce(max(ordinal), 0) + 1, 'PREPARING', cast(:at as timestamptz) from invoicing_run
                where fee_year = :year having not coalesce(bool_or(state <> 'CANCELLED' or closed_at >= :begin), false)
                on conflict do nothing""")
                .param("year", feeYear).param("begin", begin(feeYear)).param("at", Rows.at(calendar.now())).update() == 1;
    }

    /**
     * Opens a run that a person asks for: the first of the year, or a supplementary one; not while another of the year is open.
     *
     * @return whether it was opened
     */
    @Transactional
    public boolean open(int feeYear) {
        return jdbc.sql("""
                insert into invoicing_run (fee_year, ordinal, state, opened_at)
                select cast(:year as integer), coalesce(max(ordinal), 0) + 1, 'PREPARING', cast(:at as timestamptz) from invoicing_run
                where fee_year = :year on conflict do nothing""")
                .param("year", feeYear).param("at", Rows.at(calendar.now())).update() == 1;
    }

    /** Whether the yearly run of the present year was missed: the year began after this house was set up, has no run, and somebody pays. */
    @Transactional
    public boolean yearlyRunIsMissing() {
        int year = calendar.feeYear();
        jdbc.sql("insert into invoicing_watch (id, since) values (1, :today) on conflict do nothing").param("today", calendar.today()).update();
        LocalDate since = jdbc.sql("select since from invoicing_watch where id = 1").query(LocalDate.class).single();
        return since.getYear() < year && !held(year) && anybodyPays(year);
    }

    private boolean held(int feeYear) {
        return jdbc.sql("select count(*) from invoicing_run where fee_year = :year and (state <> 'CANCELLED' or closed_at >= :begin)")
                .param("year", feeYear).param("begin", begin(feeYear)).query(Integer.class).single() > 0;
    }

    private OffsetDateTime begin(int feeYear) {
        return Rows.at(calendar.startOf(LocalDate.of(feeYear, 1, 1)));
    }

    private boolean anybodyPays(int feeYear) {
        return !members.payingMembers(feeYear).isEmpty();
    }

    /** The open run of that year, if there is one. */
    public Optional<InvoicingRun> openRun(int feeYear) {
        return jdbc.sql("select * from invoicing_run where fee_year = :year and state not in ('CLOSED', 'CANCELLED')").param("year", feeYear)
                .query(InvoicingRuns::run).optional();
    }

    /** The open run of that year, which must be there. */
    public InvoicingRun current(int feeYear) {
        return openRun(feeYear).orElseThrow(() -> new IllegalStateException("No run of " + feeYear + " is open"));
    }

    /** The run, which must be there. */
    InvoicingRun get(long id) {
        return jdbc.sql("select * from invoicing_run where id = :id").param("id", id).query(InvoicingRuns::run).single();
    }

    /** The latest run of that year, open or not. */
    public Optional<InvoicingRun> latest(int feeYear) {
        return all(feeYear).stream().findFirst();
    }

    /** The runs of that year, the latest first. */
    public List<InvoicingRun> all(int feeYear) {
        return jdbc.sql("select * from invoicing_run where fee_year = :year order by ordinal desc").param("year", feeYear)
                .query(InvoicingRuns::run).list();
    }

    /**
     * A run of that year.
     *
     * @param ordinal 1 for the yearly one; null for the latest
     */
    public Optional<InvoicingRun> find(int feeYear, Integer ordinal) {
        return all(feeYear).stream().filter(run -> ordinal == null || run.ordinal() == ordinal).findFirst();
    }

    /** All runs, the latest first. */
    public List<InvoicingRun> all() {
        return jdbc.sql("select * from invoicing_run order by fee_year desc, ordinal desc").query(InvoicingRuns::run).list();
    }

    /**
     * The Treasurer has prepared the run; what was assessed before is computed anew.
     *
     * @param editionReason why the figures aren't the latest; null where they are
     */
    @Transactional
    public void prepared(int feeYear, String gdpEdition, String editionReason, String by) {
        InvoicingRun run = current(feeYear);
        jdbc.sql("delete from invoicing_run_line where run = :run").param("run", run.id()).update();
        jdbc.sql("""
                update invoicing_run set state = 'ASSESSING', gdp_edition = :edition, edition_reason = :reason, prepared_by = :by, prepared_at = :at, approved_by = null,
                  approved_at = null, approval_note = null, approved_invoices = null, approved_sum = null where id = :run""")
                .param("edition", gdpEdition).param("reason", editionReason).param("by", by).param("at", Rows.at(calendar.now())).param("run", run.id()).update();
    }

    /** A process owner approved the list: from now on it is frozen. */
    @Transactional
    public void approved(int feeYear, String by, String note) {
        jdbc.sql("""
                update invoicing_run r set state = 'ISSUING', approved_by = :by, approved_at = :at, approval_note = :note,
                  approved_invoices = due.invoices, approved_sum = due.sum
                from (select count(*) as invoices, coalesce(sum(l.amount), 0) as sum from invoicing_run_line l join invoicing_run o on o.id = l.run
                  where o.fee_year = :year and o.state = 'ASSESSED' and l.state = 'DUE') as due
                where r.fee_year = :year and r.state = 'ASSESSED'""")
                .param("by", by).param("at", Rows.at(calendar.now())).param("note", note).param("year", feeYear).update();
    }

    /** The approver sends the run back to the Treasurer. */
    @Transactional
    public void sentBack(int feeYear, String note) {
        jdbc.sql("update invoicing_run set state = 'PREPARING', approval_note = :note where fee_year = :year and state = 'ASSESSED'")
                .param("note", note).param("year", feeYear).update();
    }

    /** Closes the run and writes to exempt members. */
    @Transactional
    public void close(int feeYear) {
        Optional<InvoicingRun> open = openRun(feeYear);
        if (open.isEmpty()) {
            return;
        }
        InvoicingRun run = open.get();
        List<Letter> exempt = list.lines(run.id(), LineState.EXEMPT, null).stream().map(line -> letters.exempt(line, feeYear)).flatMap(Optional::stream).toList();
        outbox.postAll(exempt);
        jdbc.sql("update invoicing_run set state = 'CLOSED', closed_at = :at where id = :run").param("at", Rows.at(calendar.now()))
                .param("run", run.id()).update();
    }

    /** Gives the run up; nothing was issued. */
    @Transactional
    public void cancel(int feeYear) {
        jdbc.sql("""
                update invoicing_run set state = 'CANCELLED', closed_at = :at where fee_year = :year and state in ('PREPARING', 'ASSESSING', 'ASSESSED')""")
                .param("at", Rows.at(calendar.now())).param("year", feeYear).update();
    }

    /** The edition that serves unless the Treasurer names another. */
    public Optional<GdpEdition> latestEdition() {
        return editions.latest();
    }

    /** Whether the run's figures were published more than twelve months before it was prepared. */
    public boolean editionIsStale(InvoicingRun run) {
        LocalDate day = run.preparedAt() == null ? calendar.today() : calendar.dayOf(run.preparedAt());
        return editions.find(run.gdpEdition()).filter(edition -> edition.stale(day)).isPresent();
    }

    /** All editions, the latest first. */
    public List<GdpEdition> editions() {
        return editions.all();
    }

    /** Whether the fee chart is confirmed for that year. */
    public boolean chartConfirmed(int feeYear) {
        return charts.inForce(feeYear).confirmed();
    }

    /** Confirms the fee chart for that year in this account's name; what was confirmed stays as it is. */
    @Transactional
    public void confirmChart(int feeYear, String by) {
        charts.confirm(feeYear, by);
    }

    private static InvoicingRun run(ResultSet row, int index) throws SQLException {
        return new InvoicingRun(row.getLong("id"), row.getInt("fee_year"), row.getInt("ordinal"), RunState.valueOf(row.getString("state")),
                Rows.instant(row, "opened_at"), row.getString("gdp_edition"), row.getString("edition_reason"), row.getString("prepared_by"),
                Rows.instant(row, "prepared_at"), row.getString("approved_by"), Rows.instant(row, "approved_at"), row.getString("approval_note"), Rows.instant(row, "closed_at"),
                row.getObject("total_bound", Integer.class), row.getObject("fee_bound", Integer.class), row.getObject("approved_invoices", Integer.class),
                row.getBigDecimal("approved_sum"));
    }
}
