package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Holds a run against the year before: line by line when its fees have been assessed, and in sums that add up. What was asked
 * the year before is what its invoices ask that still stand; an exempt member was asked for nothing.
 */
@Service
public class RunDifferences {

    /** The key of lines that an earlier run of the same fee year has invoiced. */
    public static final String EARLIER = "EARLIER";

    private final JdbcClient jdbc;
    private final SafetyBounds bounds;

    RunDifferences(JdbcClient jdbc, SafetyBounds bounds) {
        this.jdbc = jdbc;
        this.bounds = bounds;
    }

    /** Writes beside each line how it differs from the year before, and whether by more than the safety bound of one fee. */
    void compare(InvoicingRun run) {
        jdbc.sql("""
                with last as (
                  select member_number, amount, number, assessment -> 'bands' as bands from invoice
                  where fee_year = :before and kind = 'ANNUAL_FEE' and state in ('OPEN', 'PAID')
                ), spared as (
                  select distinct on (l.member_number) l.member_number, 0 as amount
                  from invoicing_run_line l join invoicing_run r on r.id = l.run
                  where r.fee_year = :before and r.state = 'CLOSED' and l.state = 'EXEMPT'
                ), line as (
                  select l.member_number, m.joined, last.number, coalesce(last.amount, spared.amount) as before, last.bands,
                    exists (select 1 from invoice i where i.member_number = l.member_number and i.fee_year = :year and i.kind = 'ANNUAL_FEE'
                      and i.state in ('OPEN', 'PAID')) as invoiced
                  from invoicing_run_line l join member m on m.number = l.member_number
                  left join last on last.member_number = l.member_number left join spared on spared.member_number = l.member_number
                  where l.run = :run)
                update invoicing_run_line l set before_amount = line.before, before_invoice = line.number, difference = case
                    when l.state in ('DUE', 'EXEMPT') then case
                      when line.before is null then case when line.joined >= make_date(:before, 1, 1) then 'NEW' else 'UNBILLED' end
                      when l.state = 'DUE' and line.number is not null and line.bands is distinct from l.assessment -> 'bands' then 'BAND'
                      when line.before <> case when l.state = 'DUE' then l.amount else 0 end then 'FEE'
                      else 'SAME' end
                    when line.before > 0 and l.state = 'PARKED' then 'UNTOLD'
                    when line.before > 0 and l.state = 'NOT_DUE' and not line.invoiced then 'LEFT' end
                from line where l.run = :run and l.member_number = line.member_number""")
                .param("run", run.id()).param("year", run.feeYear()).param("before", run.feeYear() - 1).update();
        jdbc.sql("""
                update invoicing_run_line set flags = array_append(flags, 'BEYOND_BOUND')
                where run = :run and state in ('DUE', 'EXEMPT') and before_amount > 0 and 'BEYOND_BOUND' <> all (flags)
                  and abs(case when state = 'DUE' then amount else 0 end - before_amount) * 100 > before_amount * :bound""")
                .param("run", run.id()).param("bound", bounds.feePercent()).update();
        jdbc.sql("update invoicing_run set total_bound = :total, fee_bound = :fee where id = :run").param("total", bounds.totalPercent())
                .param("fee", bounds.feePercent()).param("run", run.id()).update();
    }

    /**
     * Whether the sum of the fee year is further from that of the year before than the run's safety bound; false where nothing was
     * asked the year before.
     */
    public boolean totalBeyondBound(InvoicingRun run) {
        RunSum total = total(movement(run));
        return run.totalBound() != null && total.before().signum() > 0 && total.change().abs().multiply(BigDecimal.valueOf(100))
                .compareTo(total.before().multiply(BigDecimal.valueOf(run.totalBound()))) > 0;
    }

    /** What each category comes to, Full Members first. */
    public List<RunSum> byCategory(InvoicingRun run) {
        return sums(run, "l.category", "min(array_position(array['FULL', 'FRIENDSHIP', 'CORPORATE'], l.category))");
    }

    /** What each country comes to, by name; those of which nobody is asked, neither now nor the year before, are left out. */
    public List<RunSum> byCountry(InvoicingRun run) {
        return sums(run, "l.country_name", "1").stream().filter(sum -> sum.members() > 0 || sum.year().signum() != 0 || sum.before().signum() != 0).toList();
    }

    /**
     * How the sum came from that of the year before to this one, by kind of difference and in the order of
     * {@link LineDifference.Kind}; empty for a run that was not held against the year before.
     */
    public List<RunSum> movement(InvoicingRun run) {
        List<RunSum> sums = sums(run, "coalesce(l.difference, case when e.number is not null then '" + EARLIER + "' end)",
                "min(array_position(array['NEW', 'UNBILLED', 'LEFT', 'UNTOLD', 'BAND', 'FEE', 'SAME'], l.difference))", "count(*)");
        return sums.stream().noneMatch(sum -> sum.key() != null && !sum.key().equals(EARLIER)) ? List.of()
                : sums.stream().filter(sum -> sum.key() != null).toList();
    }

    /** All of a list of sums together. */
    public static RunSum total(List<RunSum> sums) {
        return sums.stream().reduce(RunSum.nothing(null), RunSum::plus);
    }

    private List<RunSum> sums(InvoicingRun run, String key, String order) {
        return sums(run, key, order, "count(*) filter (where l.state in ('DUE', 'INVOICED'))");
    }

    // key, order and count are ours, never what somebody typed
    private List<RunSum> sums(InvoicingRun run, String key, String order, String count) {
        return jdbc.sql("""
                select %1$s as key, %3$s as members,
                  coalesce(sum(l.amount) filter (where l.state in ('DUE', 'INVOICED')), 0) as sum,
                  coalesce(sum(e.amount), 0) as earlier, coalesce(sum(l.before_amount), 0) as before
                from invoicing_run_line l left join invoice e on e.member_number = l.member_number and e.fee_year = :year and e.kind = 'ANNUAL_FEE'
                  and e.state in ('OPEN', 'PAID') and e.run < :run
                where l.run = :run group by 1 order by %2$s nulls last, 1""".formatted(key, order, count))
                .param("run", run.id()).param("year", run.feeYear())
                .query((row, i) -> new RunSum(row.getString("key"), row.getInt("members"), row.getBigDecimal("sum"), row.getBigDecimal("earlier"),
                        row.getBigDecimal("before"))).list();
    }
}
