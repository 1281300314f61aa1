package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Outbox;
import org.wego.membership.site.LikePattern;

/**
 * The invoices: what each says, what is paid on it, what becomes of it. Amounts and what they were computed from never change.
 */
@Service
public class Invoices {

    /** What the office looks for. */
    public enum Which {
        ALL, OPEN, OVERDUE, PAID, OVERPAID, CREDITED, CANCELLED
    }

    /** What a list of invoices comes to: billed less credited less paid is open, negative where more came in than is asked. */
    public record Sums(int count, BigDecimal billed, BigDecimal credited, BigDecimal paid) {

        public BigDecimal open() {
            return billed.subtract(credited).subtract(paid);
        }
    }

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final Assessments assessments;
    private final InvoiceSchedule schedule;
    private final InvoicingSettings settings;
    private final InvoiceLetters letters;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    Invoices(JdbcClient jdbc, OrganisationCalendar calendar, Assessments assessments, InvoiceSchedule schedule, InvoicingSettings settings,
            InvoiceLetters letters, Outbox outbox, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.assessments = assessments;
        this.schedule = schedule;
        this.settings = settings;
        this.letters = letters;
        this.outbox = outbox;
        this.events = events;
    }

    public Optional<Invoice> find(String number) {
        return jdbc.sql("select * from invoice where number = :number").param("number", number).query(this::invoice).optional();
    }

    /** The invoice, which must be there. */
    public Invoice get(String number) {
        return find(number).orElseThrow(() -> new IllegalStateException("No invoice " + number));
    }

    /** The invoice, held until the caller's transaction ends: who changes it comes one after the other. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Invoice> hold(String number) {
        return jdbc.sql("select * from invoice where number = :number for update").param("number", number).query(this::invoice).optional();
    }

    /** The invoice that took the place of a credited one. */
    public Optional<String> successor(String number) {
        return jdbc.sql("select number from invoice where replaces = :number").param("number", number).query(String.class).optional();
    }

    /** The invoices of a member, the newest first. */
    public List<Invoice> of(String memberNumber) {
        return jdbc.sql("select * from invoice where member_number = :member order by issued_at desc, number desc")
                .param("member", memberNumber).query(this::invoice).list();
    }

    /**
     * Looks for invoices, the newest first.
     *
     * @param q       part of a number, a member's number or name, or a line with a payment reference; may be null
     * @param feeYear may be null
     */
    public List<Invoice> search(Which which, String q, Integer feeYear, int offset, int most) {
        return jdbc.sql("select * from invoice where " + condition(which) + " order by issued_on desc, number desc offset :offset limit :most")
                .param("q", like(q)).param("year", feeYear).param("today", calendar.today()).param("offset", offset).param("most", most)
                .query(this::invoice).list();
    }

    /** What the same search comes to in all. */
    public Sums sums(Which which, String q, Integer feeYear) {
        return jdbc.sql("""
                select count(*) as count, coalesce(sum(amount), 0) as billed, coalesce(sum(credited), 0) as credited,
                  coalesce(sum(paid), 0) as paid
                from invoice where """ + " " + condition(which))
                .param("q", like(q)).param("year", feeYear).param("today", calendar.today()).query(Sums.class).single();
    }

    private static String condition(Which which) {
        String kind = switch (which) {
            case ALL -> "true";
            case OPEN -> "state = 'OPEN'";
            case OVERDUE -> "state = 'OPEN' and due_on < :today";
            case PAID -> "state = 'PAID'";
            case OVERPAID -> "paid > amount - credited";
            case CREDITED -> "exists (select 1 from credit_note c where c.invoice = invoice.number)";
            case CANCELLED -> "state = 'CANCELLED' and not exists (select 1 from credit_note c where c.invoice = invoice.number)";
        };
        return kind + " " + """
                and (cast(:q as text) is null or number ilike :q or member_number ilike :q or member_name ilike :q or local_name ilike :q
                  or order_reference ilike :q
                  or exists (select 1 from credit_note c where c.invoice = invoice.number and c.number ilike :q))
                and (cast(:year as integer) is null or fee_year = :year) and cast(:today as date) is not null""";
    }

    /** A payment reference stands for the number in it, also amidst a line of a bank's statement. */
    private static String like(String typed) {
        String q = CreditorReference.in(typed).map(CreditorReference::invoiceNumber).orElse(typed);
        return LikePattern.containing(q);
    }

    /** Fee years that have invoices, the latest first. */
    public List<Integer> feeYears() {
        return jdbc.sql("select distinct fee_year from invoice order by fee_year desc").query(Integer.class).list();
    }

    /** Whether the member has an invoice of that fee year or before that is open past its due date. */
    public boolean hasOverdue(String memberNumber, int upToFeeYear) {
        return jdbc.sql("select count(*) from invoice where member_number = :member and fee_year <= :year and state = 'OPEN' and due_on < :today")
                .param("member", memberNumber).param("year", upToFeeYear).param("today", calendar.today()).query(Integer.class).single() > 0;
    }

    /**
     * Puts down what is paid on an invoice that the caller holds; the sum of its payments. Paid in full it is settled and its
     * process hears of it; taken below that again it is open and its process hears of that.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void paid(Invoice held, BigDecimal total) {
        boolean full = total.compareTo(held.amount()) >= 0;
        jdbc.sql("update invoice set paid = :paid where number = :number").param("paid", total).param("number", held.number()).update();
        if (held.state() == InvoiceState.OPEN && full) {
            jdbc.sql("""
                    update invoice set state = 'PAID', settlements = settlements + 1, settlement_told = false, reopening_due = false
                    where number = :number""").param("number", held.number()).update();
            events.publishEvent(new InvoiceSettled(held.number(), InvoiceState.PAID));
        } else if (held.state() == InvoiceState.PAID && !full) {
            // What was missed meanwhile isn't made up for at once: the Treasurer knows of it
            int due = schedule.remindersDue(held.dueOn());
            boolean long_ago = !held.dueOn().plusDays(settings.followUpDays()).isAfter(calendar.today());
            jdbc.sql("""
                    update invoice set state = 'OPEN', settlement_told = true, reopening_due = true, reminders_done = :done,
                      follow_up_on = :followUp where number = :number""")
                    .param("done", due).param("followUp", long_ago ? calendar.today().plusDays(7) : null).param("number", held.number()).update();
            events.publishEvent(new InvoiceReopened(held.number()));
        }
    }

    /**
     * Cancels an invoice that hasn't gone out and on which nothing is paid; the member can be invoiced again. One that has gone
     * out is credited instead.
     *
     * @return false if it was cancelled before
     */
    @Transactional
    public boolean cancel(String number, String reason, String by) {
        Invoice invoice = hold(number).orElseThrow(() -> new IllegalStateException("No invoice " + number));
        if (invoice.state() == InvoiceState.CANCELLED) {
            return false;
        }
        if (invoice.paid().signum() != 0 || invoice.sentAt() != null) {
            throw new IllegalStateException("Payments stand on " + number + ", or it has gone out");
        }
        takeBack(invoice, reason, by, false);
        return true;
    }

    /**
     * Takes all of an invoice back that the caller holds; its process hears of it.
     *
     * @param settlesYear whether no later run bills the member for that fee year
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void takeBack(Invoice held, String reason, String by, boolean settlesYear) {
        if (held.state() == InvoiceState.CANCELLED) {
            throw new IllegalStateException("Invoice " + held.number() + " is taken back already");
        }
        jdbc.sql("""
                update invoice set state = 'CANCELLED', credited = amount, settled_year = :settles, cancelled_at = :at, cancelled_by = :by,
                  cancel_reason = :reason, settlement_told = false, reopening_due = false where number = :number""")
                .param("settles", settlesYear).param("at", Rows.at(calendar.now())).param("by", by).param("reason", reason)
                .param("number", held.number()).update();
        events.publishEvent(new InvoiceSettled(held.number(), InvoiceState.CANCELLED));
    }

    /** An invoice went out alone: if it is paid already, its process hears of it now. */
    @Transactional(propagation = Propagation.MANDATORY)
    void wentOut(Invoice invoice) {
        if (invoice.state() == InvoiceState.PAID) {
            events.publishEvent(new InvoiceSettled(invoice.number(), InvoiceState.PAID));
        }
    }

    /** Sends the reminder that is due now, if the invoice is still open and one is; several that were missed are one. */
    @Transactional
    public void remind(String number) {
        Invoice invoice = hold(number).orElseThrow();
        if (invoice.state() != InvoiceState.OPEN) {
            return;
        }
        if (schedule.longOverdue(invoice)) {
            jdbc.sql("update invoice set reminders_done = :all, follow_ups = follow_ups + 1, follow_up_on = :again where number = :number")
                    .param("all", settings.reminders().size()).param("again", calendar.today().plusDays(settings.followUpAgain()))
                    .param("number", number).update();
            letters.reminder(invoice, "FOLLOW-UP/" + (invoice.followUps() + 1)).ifPresent(outbox::post);
            return;
        }
        int due = schedule.remindersDue(invoice.dueOn());
        if (due > invoice.remindersDone()) {
            jdbc.sql("update invoice set reminders_done = :done where number = :number").param("done", due).param("number", number).update();
            letters.reminder(invoice, invoice.dueOn() + "/" + due).ifPresent(outbox::post);
        }
    }

    /** Gives the member time until a new due date, with a letter; reminders go by it from now on. */
    @Transactional
    public void extend(String number, LocalDate dueOn, String note) {
        Invoice invoice = hold(number).orElseThrow();
        if (invoice.state() != InvoiceState.OPEN) {
            return;
        }
        jdbc.sql("""
                update invoice set due_on = :due, reminders_done = :done, follow_ups = follow_ups + 1, follow_up_on = null,
                  note = coalesce(:note, note) where number = :number""")
                .param("due", dueOn).param("done", schedule.remindersDue(dueOn)).param("note", note).param("number", number).update();
        letters.extended(get(number)).ifPresent(outbox::post);
    }

    /** Lets the case rest: no letters until the Treasurer is asked again. */
    @Transactional
    public void rest(String number, String note) {
        hold(number).orElseThrow();
        jdbc.sql("""
                update invoice set reminders_done = :all, follow_ups = follow_ups + 1, follow_up_on = :again, note = coalesce(:note, note)
                where number = :number""")
                .param("all", settings.reminders().size()).param("again", calendar.today().plusDays(settings.holdDays()))
                .param("note", note).param("number", number).update();
    }

    /** Keeps the Treasurer's note. */
    @Transactional
    public void note(String number, String note) {
        if (note != null) {
            jdbc.sql("update invoice set note = :note where number = :number").param("note", note).param("number", number).update();
        }
    }

    /**
     * Posts the letter that says that an invoice was cancelled: only of one that went out and has no credit note, as there were
     * before there were any. A credit note goes out with a letter of its own, and who got no invoice needs none.
     */
    @Transactional
    public void tellCancelled(String number) {
        Invoice invoice = get(number);
        boolean credited = jdbc.sql("select exists (select 1 from credit_note where invoice = :number)").param("number", number)
                .query(Boolean.class).single();
        if (invoice.state() == InvoiceState.CANCELLED && invoice.sentAt() != null && !credited) {
            letters.cancelled(invoice).ifPresent(outbox::post);
        }
    }

    /** An invoice whose process ended although it is open again: another process is to take it up. */
    @Transactional
    public void takeUpAgain(String number) {
        jdbc.sql("update invoice set reopening_due = true where number = :number and state = 'OPEN'").param("number", number).update();
    }

    /** Invoices whose settlement their process hasn't confirmed yet; a receipt waits until its invoice has gone out. */
    public List<InvoiceSettled> untoldSettlements() {
        return jdbc.sql("""
                select number, state from invoice where not settlement_told and state <> 'OPEN' and (state = 'CANCELLED' or sent_at is not null)
                order by number limit 500""")
                .query((row, i) -> new InvoiceSettled(row.getString("number"), InvoiceState.valueOf(row.getString("state")))).list();
    }

    /** The process knows of the settlement. */
    @Transactional
    public void settlementTold(InvoiceSettled settled) {
        jdbc.sql("update invoice set settlement_told = true where number = :number and state = :state").param("number", settled.number())
                .param("state", settled.state().name()).update();
    }

    /** Invoices that are open again and that no process has taken up yet. */
    public List<String> reopened() {
        return jdbc.sql("select number from invoice where reopening_due and state = 'OPEN' order by number limit 500").query(String.class).list();
    }

    /** Claims the start of a process for a reopened invoice in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean claimReopening(String number) {
        return jdbc.sql("update invoice set reopening_due = false where number = :number and reopening_due and state = 'OPEN'")
                .param("number", number).update() == 1;
    }

    /** Invoices that failed to go out with their run and whose process hasn't been told. */
    public List<String> untoldTroubles() {
        return jdbc.sql("select number from invoice where not trouble_told order by number limit 500").query(String.class).list();
    }

    /** The process knows that it must send the invoice. */
    @Transactional
    public void troubleTold(String number) {
        jdbc.sql("update invoice set trouble_told = true where number = :number").param("number", number).update();
    }

    /** Takes note that a letter's refusal became a task, in the caller's transaction; false if it had before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean refusalIsNew(long letterId) {
        return jdbc.sql("insert into invoice_letter_refused (letter_id) values (:id) on conflict do nothing").param("id", letterId).update() == 1;
    }

    /** When the next step of the invoice is due. */
    public Instant nextStep(String number) {
        return schedule.next(get(number));
    }

    List<Invoice> unsent(long run, int most) {
        return jdbc.sql("""
                select * from invoice where run = :run and sent_at is null and replaces is null and send_trouble is null and state <> 'CANCELLED'
                order by number limit :most for update skip locked""")
                .param("run", run).param("most", most).query(this::invoice).list();
    }

    /** The same, waiting for those that another transaction holds: what that one has sent when it ends is left out. */
    List<Invoice> unsentByOthers(long run, int most) {
        return jdbc.sql("""
                select * from invoice where run = :run and sent_at is null and replaces is null and send_trouble is null and state <> 'CANCELLED'
                order by number limit :most for update""")
                .param("run", run).param("most", most).query(this::invoice).list();
    }

    List<Invoice> all(List<String> numbers) {
        List<Invoice> all = new ArrayList<>();
        jdbc.sql("select * from invoice where number = any (:numbers) order by number").param("numbers", numbers.toArray(String[]::new))
                .query(this::invoice).list().forEach(all::add);
        return all;
    }

    Invoice invoice(ResultSet row, int index) throws SQLException {
        UUID document = row.getObject("document", UUID.class);
        return new Invoice(row.getString("number"), row.getString("member_number"), row.getString("member_name"), row.getString("local_name"),
                row.getString("country_name"), row.getInt("fee_year"), row.getBigDecimal("amount"), row.getString("currency"),
                row.getBigDecimal("paid"), row.getBigDecimal("credited"), Rows.instant(row, "issued_at"), row.getObject("issued_on", LocalDate.class),
                row.getObject("first_due_on", LocalDate.class), row.getObject("due_on", LocalDate.class),
                assessments.read(row.getString("assessment")), row.getLong("run"), InvoiceState.valueOf(row.getString("state")),
                document == null ? null : new DocumentId(document), row.getString("document_sha256"), Rows.instant(row, "sent_at"),
                row.getString("send_trouble"), row.getInt("reminders_done"), row.getInt("follow_ups"),
                row.getObject("follow_up_on", LocalDate.class), row.getString("note"), row.getInt("settlements"), Rows.instant(row, "cancelled_at"),
                row.getString("cancelled_by"), row.getString("cancel_reason"), row.getString("replaces"),
                row.getString("order_reference"));
    }
}
