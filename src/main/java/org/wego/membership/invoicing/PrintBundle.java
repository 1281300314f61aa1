package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.pdf.PdfBundle;
import org.wego.membership.letter.pdf.PdfSheets;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/**
 * Invoices of members that have no e-mail address. Each is laid up here when its run sends the others, printed in one bundle
 * behind a sheet with the postal address, and waits until somebody says on which day it was posted.
 */
@Service
public class PrintBundle {

    /**
     * An invoice that goes by post.
     *
     * @param address  the postal address as it stands in the register now, otherwise as it stood when the invoice was laid up
     * @param postedOn the organisation's day, null while it waits
     */
    public record Item(String number, String memberNumber, String memberName, String countryName, BigDecimal amount, String address, Instant laidUpAt,
            LocalDate postedOn, String postedBy) {

        public boolean waits() {
            return postedOn == null;
        }
    }

    /** What is printed in one file; more are the next part, so that no file needs more memory than the house has. */
    public static final int PART = 200;

    private static final String SELECT = """
            select p.*, i.member_number, i.member_name, i.country_name, i.amount from invoice_by_post p join invoice i on i.number = p.invoice_number""";

    private final JdbcClient jdbc;
    private final Invoices invoices;
    private final InvoiceFiles files;
    private final InvoiceWords words;
    private final Contacts contacts;
    private final PdfSheets sheets;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    PrintBundle(JdbcClient jdbc, Invoices invoices, InvoiceFiles files, InvoiceWords words, Contacts contacts, PdfSheets sheets,
            OrganisationCalendar calendar, Texts texts) {
        this.jdbc = jdbc;
        this.invoices = invoices;
        this.files = files;
        this.words = words;
        this.contacts = contacts;
        this.sheets = sheets;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** Where the post reaches a member, name and lines: the billing contact, or the working contact where only that has an address. */
    static Optional<String> address(Map<ContactRole, Contact> who) {
        return Stream.of(ContactRole.BILLING, ContactRole.WORKING).map(who::get).filter(contact -> contact != null && contact.address() != null)
                .findFirst().map(contact -> contact.name() == null ? contact.address() : contact.name() + "\n" + contact.address());
    }

    /** Lays invoices up with the addresses they go to, in the transaction that draws them. */
    @Transactional(propagation = Propagation.MANDATORY)
    void layUp(Map<String, String> addresses) {
        if (!addresses.isEmpty()) {
            jdbc.sql("""
                    insert into invoice_by_post (invoice_number, address, laid_up_at)
                    select number, address, :at from unnest(cast(:numbers as text[]), cast(:addresses as text[])) as x (number, address)
                    on conflict do nothing""")
                    .param("at", Rows.at(calendar.now())).param("numbers", addresses.keySet().toArray(String[]::new))
                    .param("addresses", addresses.values().toArray(String[]::new)).update();
        }
    }

    /** Whether the post reaches the member of an invoice. */
    public boolean canReach(Invoice invoice) {
        return address(contacts.all(List.of(invoice.memberNumber())).getOrDefault(invoice.memberNumber(), Map.of())).isPresent();
    }

    /** Lays an invoice up whose letter couldn't be delivered; one that was laid up before stays as it is. */
    @Transactional
    public void layUp(Invoice invoice) {
        address(contacts.all(List.of(invoice.memberNumber())).getOrDefault(invoice.memberNumber(), Map.of()))
                .ifPresent(address -> layUp(Map.of(invoice.number(), address)));
    }

    /** What goes by post of a run, by number; cancelled invoices are left out unless they were posted. */
    public List<Item> of(long run) {
        return now(jdbc.sql(SELECT + " where i.run = :run and (i.state <> 'CANCELLED' or p.posted_on is not null) order by p.invoice_number")
                .param("run", run).query(PrintBundle::item).list());
    }

    /** How many of a run still wait to be posted. */
    public int waiting(long run) {
        return jdbc.sql("""
                select count(*) from invoice_by_post p join invoice i on i.number = p.invoice_number
                where i.run = :run and i.state <> 'CANCELLED' and p.posted_on is null""").param("run", run).query(Integer.class).single();
    }

    /** The way of one invoice by post, if it goes that way. */
    public Optional<Item> find(String number) {
        return now(jdbc.sql(SELECT + " where p.invoice_number = :number").param("number", number).query(PrintBundle::item).list()).stream().findFirst();
    }

    /** An address that was corrected since counts. */
    private List<Item> now(List<Item> items) {
        Map<String, Map<ContactRole, Contact>> who = items.isEmpty() ? Map.of() : contacts.all(items.stream().map(Item::memberNumber).toList());
        return items.stream().map(item -> address(who.getOrDefault(item.memberNumber(), Map.of())).map(address -> new Item(item.number(),
                item.memberNumber(), item.memberName(), item.countryName(), item.amount(), address, item.laidUpAt(), item.postedOn(), item.postedBy()))
                .orElse(item)).toList();
    }

    /**
     * The file to print: for each invoice a sheet with the address, the credit note if it takes another's place, then the invoice as it was stored. Each begins on a sheet
     * of paper of its own, printed on both sides too.
     *
     * @throws InvoiceFiles.Changed if a stored invoice is no longer what was issued
     */
    public byte[] print(List<Item> items) {
        try (PdfBundle bundle = new PdfBundle(texts.get("invoicing.post.title"), calendar.now())) {
            for (Item item : items) {
                Invoice invoice = invoices.get(item.number());
                byte[] cover = cover(invoice, item);
                creditNote(invoice).ifPresentOrElse(note -> bundle.add(cover, note, files.of(invoice).bytes()),
                        () -> bundle.add(cover, files.of(invoice).bytes()));
            }
            return bundle.finish();
        }
    }

    /** What goes with an invoice that takes the place of a credited one. */
    private Optional<byte[]> creditNote(Invoice invoice) {
        return invoice.replaces() == null ? Optional.empty() : jdbc.sql("select * from credit_note where successor = :number and document is not null")
                .param("number", invoice.number()).query(CreditNotes::readNote).optional().map(note -> files.of(note).bytes());
    }

    private byte[] cover(Invoice invoice, Item item) {
        List<String> to = new ArrayList<>();
        to.add(invoice.memberName());
        item.address().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.equals(invoice.memberName())).forEach(to::add);
        to.add(invoice.countryName());
        List<String> from = new ArrayList<>(words.issuer());
        from.add(Usd.day(calendar.today()));
        // The address stands where the window of an envelope is
        var sheet = sheets.begin(texts.get("invoicing.post.cover", invoice.number()), calendar.now())
                .footer(texts.get("invoicing.paper.footer", invoice.number())).space(78).columns(to, from).space(40)
                .heading(texts.get("invoicing.post.heading", invoice.number()))
                .paragraph(texts.get("invoicing.post.pay", Figures.usd(invoice.amount()), Usd.day(invoice.dueOn()), invoice.memberName(),
                        String.valueOf(invoice.feeYear())))
                .paragraph(texts.get("invoicing.post.enclosed"));
        for (Fact fact : words.payment(invoice)) {
            sheet.fact(fact.label(), fact.value(), fact.source());
        }
        return sheet.space(6).small(texts.get("invoicing.post.email", invoice.memberNumber())).finish();
    }

    /**
     * Notes that invoices were posted.
     *
     * @return how many of them had not been noted before
     * @throws org.wego.membership.site.InvalidInput if none is named, or the day can't be
     */
    @Transactional
    public int posted(long run, List<String> numbers, String typedDay, String by) {
        Faults faults = new Faults();
        faults.addIf(numbers.isEmpty(), "numbers", texts.get("invoicing.post.fault.none"));
        LocalDate day = day(typedDay);
        faults.addIf(day == null, "postedOn", texts.get("invoicing.post.fault.day"));
        faults.addIf(day != null && day.isAfter(calendar.today()), "postedOn", texts.get("invoicing.post.fault.ahead"));
        if (day != null) {
            boolean early = jdbc.sql("select exists (select 1 from invoice where number = any (:numbers) and issued_on > :day)")
                    .param("numbers", numbers.toArray(String[]::new)).param("day", day).query(Boolean.class).single();
            faults.addIf(early, "postedOn", texts.get("invoicing.post.fault.early"));
        }
        faults.throwIfAny();
        return jdbc.sql("""
                update invoice_by_post p set posted_on = :day, posted_by = :by, noted_at = :at from invoice i
                where i.number = p.invoice_number and i.run = :run and p.posted_on is null and p.invoice_number = any (:numbers)""")
                .param("day", day).param("by", by).param("at", Rows.at(calendar.now())).param("run", run)
                .param("numbers", numbers.toArray(String[]::new)).update();
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed == null ? "" : typed.strip());
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    private static Item item(ResultSet row, int index) throws SQLException {
        return new Item(row.getString("invoice_number"), row.getString("member_number"), row.getString("member_name"), row.getString("country_name"),
                row.getBigDecimal("amount"), row.getString("address"), Rows.instant(row, "laid_up_at"), row.getObject("posted_on", LocalDate.class),
                row.getString("posted_by"));
    }
}
