package org.wego.membership.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.Decision;
import org.wego.membership.engine.DecisionTables;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.Outbox;
import org.wego.membership.member.Contact;
import org.wego.membership.member.Contacts;

/**
 * Credit notes: an invoice that went out is never changed or quietly dropped, it is credited, with its cause, and if asked for
 * replaced by a new one in the same step. All of it or nothing: billed less credited less paid is open, at every moment.
 */
@Service
public class CreditNotes {

    /**
     * What the table {@code credit-cause} says of a cause.
     *
     * @param allowed     whether it may be asked for like that
     * @param settlesYear whether no later run bills the member for that fee year
     * @param words       what follows, or why it may not
     */
    public record Consequence(boolean allowed, boolean settlesYear, String words) {
    }

    private static final String TABLE = "credit-cause";

    private final JdbcClient jdbc;
    private final DecisionTables tables;
    private final Invoices invoices;
    private final InvoiceNumbers numbers;
    private final InvoiceSender sender;
    private final Rehearsal rehearsal;
    private final Assessments assessments;
    private final CreditPaper paper;
    private final CreditLetters letters;
    private final Contacts contacts;
    private final Documents documents;
    private final Outbox outbox;
    private final PrintBundle bundle;
    private final OrganisationCalendar calendar;
    private final ApplicationEventPublisher events;

    CreditNotes(JdbcClient jdbc, DecisionTables tables, Invoices invoices, InvoiceNumbers numbers, InvoiceSender sender, Rehearsal rehearsal,
            Assessments assessments, CreditPaper paper, CreditLetters letters, Contacts contacts, Documents documents, Outbox outbox, PrintBundle bundle,
            OrganisationCalendar calendar, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.invoices = invoices;
        this.numbers = numbers;
        this.sender = sender;
        this.rehearsal = rehearsal;
        this.assessments = assessments;
        this.paper = paper;
        this.letters = letters;
        this.contacts = contacts;
        this.documents = documents;
        this.outbox = outbox;
        this.bundle = bundle;
        this.calendar = calendar;
        this.events = events;
    }

    /** The causes that the table knows, in its order. */
    public List<String> causes() {
        return tables.table(TABLE).rules().stream().map(rule -> rule.inputs().get(0).replace("\"", "")).distinct().toList();
    }

    /** What follows from a cause that the table knows. */
    public Consequence consequence(String cause, boolean reissue) {
        Decision decision = tables.decide(TABLE, Map.of("cause", cause, "reissue", reissue));
        return new Consequence(Boolean.TRUE.equals(decision.single().get("allowed")), Boolean.TRUE.equals(decision.single().get("settlesYear")),
                decision.text("reason"));
    }

    /** What a run would say now of the member, for an invoice that is to take this one's place. */
    public RunLine replacement(Invoice invoice) {
        return rehearsal.replacement(invoice);
    }

    /** The request about an invoice that is still under way. */
    public Optional<CreditRequest> underWay(String invoice) {
        return jdbc.sql("select * from credit_request where invoice = :invoice and state in ('ASKED', 'APPROVED')").param("invoice", invoice)
                .query(this::readRequest).optional();
    }

    /** All requests about an invoice, the latest first. */
    public List<CreditRequest> requests(String invoice) {
        return jdbc.sql("select * from credit_request where invoice = :invoice order by ordinal desc").param("invoice", invoice)
                .query(this::readRequest).list();
    }

    /** A request, which must be there. */
    public CreditRequest request(long id) {
        return jdbc.sql("select * from credit_request where id = :id").param("id", id).query(this::readRequest).single();
    }

    /** The credit note of an invoice. */
    public Optional<CreditNote> of(String invoice) {
        return jdbc.sql("select * from credit_note where invoice = :invoice").param("invoice", invoice).query(CreditNotes::readNote).optional();
    }

    /** A credit note, which must be there. */
    public CreditNote get(String number) {
        return jdbc.sql("select * from credit_note where number = :number").param("number", number).query(CreditNotes::readNote).single();
    }

    /**
     * Puts down what is asked for of an invoice that the caller holds, with the new fee as it is now.
     *
     * @throws IllegalStateException if a new invoice is asked for and none is due: the caller looks first
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public CreditRequest ask(Invoice held, String cause, boolean reissue, String reason, String by) {
        Consequence follows = consequence(cause, reissue);
        RunLine next = reissue ? rehearsal.replacement(held) : null;
        if (!follows.allowed() || next != null && next.state() != LineState.DUE) {
            throw new IllegalStateException("This can't be asked for about " + held.number());
        }
        long id = jdbc.sql("""
                insert into credit_request (invoice, ordinal, cause, reason, reissue, settles_year, amount, assessment, member_name, local_name,
                  country_name, asked_by, asked_at)
                select cast(:invoice as text), coalesce(max(ordinal), 0) + 1, :cause, :reason, :reissue, :settles, cast(:amount as numeric),
                  cast(:assessment as jsonb), :name, :localName, :country, :by, cast(:at as timestamptz)
                from credit_request where invoice = :invoice returning id""")
                .param("invoice", held.number()).param("cause", cause).param("reason", reason).param("reissue", reissue)
                .param("settles", follows.settlesYear()).param("amount", next == null ? null : next.amount())
                .param("assessment", next == null ? null : assessments.write(next.assessment())).param("name", next == null ? null : next.memberName())
                .param("localName", next == null ? null : next.localName()).param("country", next == null ? null : next.countryName())
                .param("by", by).param("at", Rows.at(calendar.now())).query(Long.class).single();
        return request(id);
    }

    /** A process owner approved. */
    @Transactional
    public void approve(long request, String by) {
        decide(request, "APPROVED", by, null);
    }

    /** A process owner declined; the invoice stands. */
    @Transactional
    public void decline(long request, String words, String by) {
        decide(request, "DECLINED", by, words);
    }

    private void decide(long request, String state, String by, String words) {
        jdbc.sql("""
                update credit_request set state = :state, decided_by = :by, decided_at = :at, decline_words = :words
                where id = :id and state = 'ASKED'""")
                .param("state", state).param("by", by).param("at", Rows.at(calendar.now())).param("words", words).param("id", request).update();
    }

    /**
     * Issues what was approved, in the caller's short transaction: the credit note with its number, the invoice credited, the new
     * invoice numbered, payments moved. Nothing is drawn meanwhile.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public CreditNote issue(long requestId) {
        CreditRequest asked = request(requestId);
        Invoice invoice = invoices.hold(asked.invoice()).orElseThrow();
        if (jdbc.sql("update credit_request set state = 'ISSUED' where id = :id and state = 'APPROVED'").param("id", requestId).update() == 0) {
            throw new IllegalStateException("Request " + asked.key() + " is not approved, or issued already");
        }
        LocalDate today = calendar.today();
        invoices.takeBack(invoice, asked.reason(), asked.decidedBy(), asked.settlesYear());
        String successor = asked.reissue() ? numbers.replace(invoice, asked) : null;
        String number = nextNumber(today.getYear());
        jdbc.sql("""
                insert into credit_note (number, request, invoice, successor, amount, currency, paid_before, cause, reason, issued_at, issued_on)
                values (:number, :request, :invoice, :successor, :amount, :currency, :paid, :cause, :reason, :at, :today)""")
                .param("number", number).param("request", requestId).param("invoice", invoice.number()).param("successor", successor)
                .param("amount", invoice.amount()).param("currency", invoice.currency()).param("paid", invoice.paid()).param("cause", asked.cause())
                .param("reason", asked.reason()).param("at", Rows.at(calendar.now())).param("today", today).update();
        events.publishEvent(new InvoiceCredited(invoice.number(), successor, number, asked.decidedBy()));
        return get(number);
    }

    /** Gapless: who takes one at the same time waits, and a transaction that is given up gives its number back. */
    private String nextNumber(int year) {
        return String.format("%d-C%05d", year, jdbc.sql("""
                insert into credit_note_counter (year_of_issue, last) values (:year, 1)
                on conflict (year_of_issue) do update set last = credit_note_counter.last + 1 returning last""")
                .param("year", year).query(Integer.class).single());
    }

    /** Draws the credit note and the invoice that takes the credited one's place, and posts one letter with both; who has no e-mail address gets them by post. Unless that is done. */
    @Transactional
    public void send(String number) {
        CreditNote note = get(number);
        Invoice credited = invoices.hold(note.invoice()).orElseThrow();
        if (get(number).document() != null) {
            return;
        }
        Invoice next = note.successor() == null ? null : sender.drawForAnotherLetter(note.successor());
        Contact billing = contacts.forInvoices(credited.memberNumber()).orElse(null);
        Documents.Stored drawn = documents.storeAll(List.of(new Documents.NewDocument(CreditPaper.name(note), "application/pdf",
                paper.draw(note, credited, next, billing)))).get(0);
        jdbc.sql("update credit_note set document = :document, document_sha256 = :sha where number = :number")
                .param("document", drawn.id().value()).param("sha", drawn.sha256()).param("number", number).update();
        letters.of(note, credited, next, drawn.id()).ifPresentOrElse(outbox::post, () -> layUp(next));
    }

    /** Where no letter reaches the member, the new invoice goes by post like any other. */
    private void layUp(Invoice next) {
        if (next != null) {
            bundle.layUp(next);
        }
    }

    private CreditRequest readRequest(ResultSet row, int index) throws SQLException {
        return new CreditRequest(row.getLong("id"), row.getString("invoice"), row.getInt("ordinal"), row.getString("cause"), row.getString("reason"),
                row.getBoolean("reissue"), row.getBoolean("settles_year"), row.getBigDecimal("amount"), assessments.read(row.getString("assessment")),
                row.getString("member_name"), row.getString("local_name"), row.getString("country_name"),
                CreditRequest.State.valueOf(row.getString("state")), row.getString("asked_by"), Rows.instant(row, "asked_at"),
                row.getString("decided_by"), Rows.instant(row, "decided_at"), row.getString("decline_words"));
    }

    static CreditNote readNote(ResultSet row, int index) throws SQLException {
        UUID document = row.getObject("document", UUID.class);
        return new CreditNote(row.getString("number"), row.getLong("request"), row.getString("invoice"), row.getString("successor"),
                row.getBigDecimal("amount"), row.getString("currency"), row.getBigDecimal("paid_before"), row.getString("cause"),
                row.getString("reason"), Rows.instant(row, "issued_at"), row.getObject("issued_on", LocalDate.class),
                document == null ? null : new DocumentId(document), row.getString("document_sha256"));
    }
}
