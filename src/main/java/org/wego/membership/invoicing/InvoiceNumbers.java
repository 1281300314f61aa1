package org.wego.membership.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.member.Members;
import org.wego.membership.site.Texts;

/**
 * Numbers the approved assessments, a chunk at a time, without a gap.
 */
@Service
public class InvoiceNumbers {

    /** An invoice that was numbered: what its process needs to begin. */
    public record Numbered(String number, Instant firstStep) {
    }

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final InvoiceSchedule schedule;
    private final InvoicingSettings settings;
    private final Texts texts;

    InvoiceNumbers(JdbcClient jdbc, OrganisationCalendar calendar, InvoiceSchedule schedule, InvoicingSettings settings,
            Texts texts) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.schedule = schedule;
        this.settings = settings;
        this.texts = texts;
    }

    /** Members that are due in that run and have no number yet, the next chunk of them. */
    public List<String> nextToNumber(long run) {
        return jdbc.sql("select member_number from invoicing_run_line where run = :run and state = 'DUE' order by position limit :chunk")
                .param("run", run).param("chunk", settings.chunk()).query(String.class).list();
    }

    /** Whether members of that run are due and have no number yet. */
    public boolean moreToNumber(long run) {
        return jdbc.sql("select exists (select 1 from invoicing_run_line where run = :run and state = 'DUE')").param("run", run)
                .query(Boolean.class).single();
    }

    /**
     * Numbers these members' frozen assessments, in the caller's short transaction: whoever numbers at the same time waits for
     * its end. The numbers have no gap, since a transaction that is given up gives its numbers back.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Numbered> number(long run, List<String> memberNumbers) {
        String[] due = jdbc.sql("""
                select member_number from invoicing_run_line where run = :run and state = 'DUE' and member_number = any (:members)
                order by position for update""")
                .param("run", run).param("members", memberNumbers.toArray(String[]::new)).query(String.class).list().toArray(String[]::new);
        if (due.length == 0) {
            return List.of();
        }
        Instant now = calendar.now();
        LocalDate issued = calendar.today();
        LocalDate dueOn = issued.plusDays(settings.dueDays());
        int last = take(issued.getYear(), due.length);
        String[] numbers = new String[due.length];
        List<Numbered> numbered = new ArrayList<>();
        Instant firstStep = schedule.first(dueOn);
        for (int i = 0; i < due.length; i++) {
            numbers[i] = written(issued.getYear(), last - due.length + 1 + i);
            numbered.add(new Numbered(numbers[i], firstStep));
        }
        jdbc.sql("""
                with given as (
                  update invoicing_run_line l set state = 'INVOICED', invoice_number = x.number
                  from unnest(cast(:numbers as text[]), cast(:members as text[])) as x (number, member)
                  where l.run = :run and l.member_number = x.member
                  returning l.*)
                insert into invoice (number, member_number, member_name, local_name, country_name, fee_year, amount, currency, issued_at,
                  issued_on, first_due_on, due_on, assessment, run, order_reference)
                select g.invoice_number, g.member_number, g.member_name, g.local_name, g.country_name, r.fee_year, g.amount, g.currency,
                  cast(:at as timestamptz), cast(:issued as date), cast(:due as date), cast(:due as date), g.assessment, g.run,
                  c.order_reference
                from given g join invoicing_run r on r.id = g.run
                left join contact c on c.member_number = g.member_number and c.role = 'BILLING'""")
                .param("numbers", numbers).param("members", due).param("run", run).param("at", Rows.at(now)).param("issued", issued)
                .param("due", dueOn).update();
        return numbered;
    }

    /**
     * Numbers the invoice that takes a credited one's place, from what was frozen when it was asked for; in the caller's short
     * transaction and in the same series. It is due as many days from now as any other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    String replace(Invoice credited, CreditRequest asked) {
        LocalDate issued = calendar.today();
        String number = written(issued.getYear(), take(issued.getYear(), 1));
        jdbc.sql("""
                insert into invoice (number, member_number, member_name, local_name, country_name, fee_year, kind, amount, currency, issued_at,
                  issued_on, first_due_on, due_on, assessment, run, replaces, order_reference)
                select :number, i.member_number, r.member_name, r.local_name, r.country_name, i.fee_year, i.kind, r.amount, i.currency,
                  cast(:at as timestamptz), cast(:issued as date), cast(:due as date), cast(:due as date), r.assessment, i.run, i.number,
                  c.order_reference
                from invoice i join credit_request r on r.invoice = i.number
                left join contact c on c.member_number = i.member_number and c.role = 'BILLING' where i.number = :credited and r.id = :request""")
                .param("number", number).param("at", Rows.at(calendar.now())).param("issued", issued)
                .param("due", issued.plusDays(settings.dueDays())).param("credited", credited.number()).param("request", asked.id()).update();
        return number;
    }

    /** Takes so many numbers of a year of issue; the last of them. Who takes some at the same time waits for the transaction's end. */
    private int take(int year, int count) {
        return jdbc.sql("""
                insert into invoice_counter (year_of_issue, last) values (:year, :count)
                on conflict (year_of_issue) do update set last = invoice_counter.last + :count returning last""")
                .param("year", year).param("count", count).query(Integer.class).single();
    }

    private static String written(int year, int number) {
        return String.format("%d-%06d", year, number);
    }

    /** Puts a member aside that could not be numbered; it never keeps the others. What it was to pay stands in the closing report. */
    @Transactional
    public void park(long run, String memberNumber, String why) {
        jdbc.sql("""
                update invoicing_run_line set state = 'PARKED', reason_code = 'TROUBLE', reason = :why
                where run = :run and member_number = :member and state = 'DUE'""")
                .param("why", texts.get("invoicing.reason.TROUBLE", why)).param("run", run).param("member", memberNumber).update();
    }
}
