package org.wego.membership.payment;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.invoicing.CreditorReference;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceCredited;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.letter.Outbox;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.LikePattern;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/**
 * Money that came in. An entry is a row that is committed first; its invoice's process hears of it after. Entries are never
 * changed: a mistaken one is taken back by a counter-entry with its reason.
 */
@Service
public class Payments {

    private static final LocalDate EARLIEST = LocalDate.of(2010, 1, 1);

    private final JdbcClient jdbc;
    private final Invoices invoices;
    private final ReceiptLetters letters;
    private final Outbox outbox;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    Payments(JdbcClient jdbc, Invoices invoices, ReceiptLetters letters, Outbox outbox, OrganisationCalendar calendar, Texts texts) {
        this.jdbc = jdbc;
        this.invoices = invoices;
        this.letters = letters;
        this.outbox = outbox;
        this.calendar = calendar;
        this.texts = texts;
    }

    /**
     * Records a payment, or a part payment. The same form sent twice is one payment.
     *
     * @throws org.wego.membership.site.InvalidInput if a value can't be taken
     */
    @Transactional
    public void record(String number, NewPayment typed, String by) {
        Invoice invoice = hold(number);
        if (known(typed.formToken())) {
            return;
        }
        Faults faults = new Faults();
        Optional<BigDecimal> amount = Usd.read(typed.amount());
        faults.addIf(amount.isEmpty() || amount.get().signum() == 0, "amount", texts.get("payment.fault.amount"));
        LocalDate day = day(typed.receivedOn(), faults);
        String reference = blankToNull(typed.reference());
        faults.addIf(reference != null && reference.length() > 140, "reference", texts.get("payment.fault.referenceLong"));
        invoices.successor(number).ifPresent(next -> faults.add("", texts.get("payment.fault.cancelled", number, next)));
        faults.addIf(reference != null && standsAlready(number, reference), "reference", texts.get("payment.fault.twice", String.valueOf(reference)));
        Optional<Invoice> named = CreditorReference.in(reference).map(CreditorReference::invoiceNumber).filter(other -> !other.equals(number))
                .flatMap(invoices::find).filter(other -> other.state() != InvoiceState.CANCELLED);
        named.ifPresent(other -> faults.addIf(!typed.otherInvoice(), "otherInvoice",
                texts.get("payment.fault.otherInvoice", other.number(), other.memberName())));
        amount.ifPresent(sum -> faults.addIf(sum.compareTo(invoice.balance()) > 0 && !typed.overpaid(), "overpaid",
                texts.get("payment.fault.overpaid", Figures.usd(sum), Figures.usd(invoice.balance().max(BigDecimal.ZERO)))));
        faults.addIf(typed.formToken() == null || typed.formToken().isBlank() || typed.formToken().length() > 64, "", texts.get("payment.fault.form"));
        faults.throwIfAny();
        jdbc.sql("""
                insert into payment (invoice_number, amount, currency, received_on, reference, form_token, recorded_by, recorded_at)
                values (:invoice, :amount, :currency, :day, :reference, :token, :by, :at)""")
                .param("invoice", number).param("amount", amount.orElseThrow()).param("currency", invoice.currency()).param("day", day)
                .param("reference", reference).param("token", typed.formToken()).param("by", by).param("at", now()).update();
        invoices.paid(invoice, total(number));
    }

    /**
     * Takes a mistaken entry back by a counter-entry. If the invoice had been paid in full by it, it is open again, and the
     * member is told that its receipt no longer holds.
     *
     * @return false if it was taken back before
     * @throws org.wego.membership.site.InvalidInput if the reason is missing
     */
    @Transactional
    public boolean takeBack(String number, long payment, String reason, String by) {
        Invoice invoice = hold(number);
        Payment mistaken = of(number).stream().filter(entry -> entry.id() == payment && entry.takesBack() == null).findFirst()
                .orElseThrow(() -> new NotFound(texts.get("payment.missing")));
        if (mistaken.takenBack()) {
            return false;
        }
        String why = blankToNull(reason);
        new Faults().addIf(why == null, "reason-" + payment, texts.get("payment.fault.reason"))
                .addIf(why != null && why.length() > 500, "reason-" + payment, texts.get("payment.fault.reasonLong")).throwIfAny();
        counter(mistaken, why, by);
        invoices.paid(invoice, total(number));
        Invoice now = invoices.get(number);
        if (invoice.state() == InvoiceState.PAID && now.state() == InvoiceState.OPEN) {
            letters.withdrawn(now, why).ifPresent(outbox::post);
        }
        return true;
    }

    /**
     * Cancels a wrong invoice that hasn't gone out and on which nothing is paid. One that has gone out is credited, in Tasklist.
     *
     * @return false if it was cancelled before
     * @throws org.wego.membership.site.InvalidInput if the reason is missing, payments stand on it, or it has gone out
     */
    @Transactional
    public boolean cancelInvoice(String number, String reason, String by) {
        Invoice invoice = hold(number);
        String why = blankToNull(reason);
        boolean stands = invoice.state() != InvoiceState.CANCELLED;
        new Faults().addIf(why == null, "cancelReason", texts.get("payment.fault.cancelReason"))
                .addIf(why != null && why.length() > 500, "cancelReason", texts.get("payment.fault.reasonLong"))
                .addIf(stands && invoice.sentAt() != null, "cancelReason", texts.get("payment.fault.cancelSent"))
                .addIf(stands && invoice.paid().signum() != 0, "cancelReason",
                        texts.get("payment.fault.cancelPaid", Figures.usd(invoice.paid()))).throwIfAny();
        return invoices.cancel(number, why, by);
    }

    /**
     * What had come in for a credited invoice counts for the one that takes its place, in the step that credits it: each entry is
     * taken back there and stands here with its own day and reference.
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(InvoiceCredited credited) {
        if (credited.successor() == null) {
            return;
        }
        List<Payment> standing = of(credited.number()).stream().filter(entry -> entry.takesBack() == null && !entry.takenBack()).toList();
        for (Payment entry : standing) {
            counter(entry, texts.get("credit.moved", credited.successor(), credited.creditNote()), credited.by());
            jdbc.sql("""
                    insert into payment (invoice_number, amount, currency, received_on, reference, form_token, moved_from, recorded_by, recorded_at)
                    values (:invoice, :amount, :currency, :day, :reference, :token, :entry, :by, :at)""")
                    .param("invoice", credited.successor()).param("amount", entry.amount()).param("currency", entry.currency())
                    .param("day", entry.receivedOn()).param("reference", entry.reference()).param("token", "moved-" + entry.id())
                    .param("entry", entry.id()).param("by", credited.by()).param("at", now()).update();
        }
        if (!standing.isEmpty()) {
            invoices.paid(hold(credited.number()), total(credited.number()));
            invoices.paid(hold(credited.successor()), total(credited.successor()));
        }
    }

    private void counter(Payment entry, String why, String by) {
        jdbc.sql("""
                insert into payment (invoice_number, amount, currency, received_on, reference, form_token, takes_back, reason, recorded_by, recorded_at)
                values (:invoice, :amount, :currency, :day, :reference, :token, :payment, :reason, :by, :at)""")
                .param("invoice", entry.invoiceNumber()).param("amount", entry.amount().negate()).param("currency", entry.currency())
                .param("day", calendar.today()).param("reference", entry.reference()).param("token", "takes-back-" + entry.id())
                .param("payment", entry.id()).param("reason", why).param("by", by).param("at", now()).update();
    }

    /** Posts the receipt of an invoice that is paid in full; where that no longer holds, its case is taken up again. */
    @Transactional
    public void sendReceipt(String number) {
        Invoice invoice = hold(number);
        if (invoice.state() != InvoiceState.PAID) {
            invoices.takeUpAgain(number);
            return;
        }
        letters.receipt(invoice, of(number)).ifPresent(outbox::post);
    }

    /** The entries of an invoice, in the order in which they were made. */
    public List<Payment> of(String number) {
        return jdbc.sql(SELECT + " where p.invoice_number = :number order by p.id").param("number", number).query(Payments::payment).list();
    }

    /**
     * Entries, the newest first.
     *
     * @param q part of a reference, an invoice's number or payment reference, or a member's name; may be null
     */
    public List<Payment> search(String q, int offset, int most) {
        String number = CreditorReference.in(q).map(CreditorReference::invoiceNumber).orElse(null);
        String like = LikePattern.containing(q);
        return jdbc.sql(SELECT + """
                 where cast(:q as text) is null or p.invoice_number = :number or p.reference ilike :q or p.invoice_number ilike :q or i.member_name ilike :q
                order by p.id desc offset :offset limit :most""")
                .param("q", like).param("number", number).param("offset", offset).param("most", most).query(Payments::payment).list();
    }

    private static final String SELECT = """
            select p.*, i.member_name, exists (select 1 from payment c where c.takes_back = p.id) as taken_back,
              (select m.invoice_number from payment m where m.id = p.moved_from) as moved_from_invoice,
              exists (select 1 from payment m where m.moved_from in (p.id, p.takes_back)) as moved
            from payment p join invoice i on i.number = p.invoice_number""";

    private Invoice hold(String number) {
        return invoices.hold(number).orElseThrow(() -> new NotFound(texts.get("payment.noInvoice", number)));
    }

    private boolean known(String formToken) {
        return formToken != null && jdbc.sql("select count(*) from payment where form_token = :token").param("token", formToken)
                .query(Integer.class).single() > 0;
    }

    private boolean standsAlready(String number, String reference) {
        return of(number).stream().anyMatch(entry -> entry.takesBack() == null && !entry.takenBack() && reference.equalsIgnoreCase(entry.reference()));
    }

    private BigDecimal total(String number) {
        return jdbc.sql("select coalesce(sum(amount), 0) from payment where invoice_number = :number").param("number", number)
                .query(BigDecimal.class).single();
    }

    private LocalDate day(String typed, Faults faults) {
        try {
            LocalDate day = LocalDate.parse(typed == null ? "" : typed.strip());
            faults.addIf(day.isAfter(calendar.today()), "receivedOn", texts.get("payment.fault.dayAhead"));
            faults.addIf(day.isBefore(EARLIEST), "receivedOn", texts.get("payment.fault.day"));
            return day;
        } catch (DateTimeParseException unreadable) {
            faults.add("receivedOn", texts.get("payment.fault.day"));
            return null;
        }
    }

    private OffsetDateTime now() {
        return Rows.at(calendar.now());
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static Payment payment(ResultSet row, int index) throws SQLException {
        return new Payment(row.getLong("id"), row.getString("invoice_number"), row.getString("member_name"), row.getBigDecimal("amount"),
                row.getString("currency"), row.getObject("received_on", LocalDate.class), row.getString("reference"),
                row.getObject("takes_back", Long.class), row.getString("reason"), row.getBoolean("taken_back"), row.getString("moved_from_invoice"),
                row.getBoolean("moved"), row.getString("recorded_by"),
                Rows.instant(row, "recorded_at"));
    }
}
