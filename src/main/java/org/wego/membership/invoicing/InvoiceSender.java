package org.wego.membership.invoicing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.CrashPoints;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.PeopleFirst;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;

/**
 * Draws invoices and posts them, ten in a transaction, after they were numbered: nothing is drawn while the counter is
 * locked. Drawn, stored and posted stand or fall together, so that a crash leaves an invoice either sent or to be sent.
 */
@Component
public class InvoiceSender {

    private static final Logger log = LoggerFactory.getLogger(InvoiceSender.class);

    private final Invoices invoices;
    private final InvoicePaper paper;
    private final InvoiceLetters letters;
    private final PrintBundle bundle;
    private final Contacts contacts;
    private final Documents documents;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final InvoicingSettings settings;
    private final PeopleFirst people;
    private final CrashPoints points;
    private final TransactionTemplate own;

    InvoiceSender(Invoices invoices, InvoicePaper paper, InvoiceLetters letters, PrintBundle bundle, Contacts contacts, Documents documents, Outbox outbox,
            JdbcClient jdbc, OrganisationCalendar calendar, InvoicingSettings settings, PeopleFirst people, CrashPoints points,
            PlatformTransactionManager transactions) {
        this.invoices = invoices;
        this.paper = paper;
        this.letters = letters;
        this.bundle = bundle;
        this.contacts = contacts;
        this.documents = documents;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.settings = settings;
        this.people = people;
        this.points = points;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Sends all numbered invoices of a run that haven't been sent. One that can't be is put aside with its reason and doesn't
     * keep the others.
     */
    public void sendAll(long run) {
        boolean more = true;
        while (more) {
            try {
                more = Boolean.TRUE.equals(own.execute(status -> send(next(run)) > 0));
                if (more) {
                    points.passed(CrashPoint.TEN_STAND);
                }
            } catch (RuntimeException fault) {
                log.warn("Ten invoices of run {} could not be sent together; trying each alone", run, fault);
                alone(run);
            }
        }
    }

    /**
     * The next ones that nobody else is sending; when there are none, those that somebody else is: if it dies over them, they
     * are ours. So when none is left, all are sent.
     */
    private List<Invoice> next(long run) {
        List<Invoice> free = invoices.unsent(run, settings.batch());
        return free.isEmpty() ? invoices.unsentByOthers(run, settings.batch()) : free;
    }

    private void alone(long run) {
        List<String> numbers = jdbc.sql("""
                select number from invoice where run = :run and sent_at is null and replaces is null and send_trouble is null and state <> 'CANCELLED'
                order by number limit :most""").param("run", run).param("most", settings.batch()).query(String.class).list();
        for (String number : numbers) {
            try {
                own.executeWithoutResult(status -> sendOne(number));
            } catch (RuntimeException fault) {
                log.error("Invoice {} could not be sent with its run", number, fault);
                own.executeWithoutResult(status -> jdbc.sql("""
                        update invoice set send_trouble = :why, trouble_told = false where number = :number and sent_at is null""")
                        .param("why", fault.toString()).param("number", number).update());
            }
        }
    }

    /** Sends one invoice in the caller's transaction, unless it was sent. */
    public void sendOne(String number) {
        send(jdbc.sql("select * from invoice where number = :number and sent_at is null and state <> 'CANCELLED' for update")
                .param("number", number).query(invoices::invoice).list());
    }

    /**
     * Draws and stores one invoice that another letter takes along, in the caller's transaction; unless it is drawn.
     *
     * @return the invoice with its paper
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Invoice drawForAnotherLetter(String number) {
        Invoice invoice = invoices.hold(number).orElseThrow();
        if (invoice.sentAt() != null) {
            return invoice;
        }
        List<Invoice> one = List.of(invoice);
        markSent(one, draw(one, contacts.all(List.of(invoice.memberNumber()))));
        Invoice sent = invoices.get(number);
        invoices.wentOut(sent);
        return sent;
    }

    private int send(List<Invoice> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        Map<String, Map<ContactRole, Contact>> who = contacts.all(batch.stream().map(Invoice::memberNumber).toList());
        List<Documents.Stored> stored = draw(batch, who);
        List<Letter> posts = new ArrayList<>();
        Map<String, String> byPost = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Invoice invoice = batch.get(i);
            Map<ContactRole, Contact> contact = who.getOrDefault(invoice.memberNumber(), Map.of());
            if (InvoiceLetters.reachable(contact)) {
                posts.add(letters.invoice(invoice, contact, stored.get(i).id()));
            } else {
                byPost.put(invoice.number(), PrintBundle.address(contact).orElseThrow(() -> new IllegalStateException(
                        "No contact of " + invoice.memberNumber() + " has an e-mail or a postal address")));
            }
        }
        outbox.postAll(posts);
        bundle.layUp(byPost);
        points.passed(CrashPoint.POSTED);
        markSent(batch, stored);
        return batch.size();
    }

    private List<Documents.Stored> draw(List<Invoice> batch, Map<String, Map<ContactRole, Contact>> who) {
        List<Documents.NewDocument> papers = new ArrayList<>();
        for (Invoice invoice : batch) {
            people.giveWay();
            Contact billing = InvoiceLetters.billing(who.getOrDefault(invoice.memberNumber(), Map.of()));
            papers.add(new Documents.NewDocument(InvoicePaper.name(invoice), "application/pdf", paper.draw(invoice, billing, false)));
        }
        points.passed(CrashPoint.DRAWN);
        return documents.storeAll(papers);
    }

    private void markSent(List<Invoice> batch, List<Documents.Stored> stored) {
        jdbc.sql("""
                update invoice i set document = x.document, document_sha256 = x.sha256, sent_at = :at, send_trouble = null
                from unnest(cast(:numbers as text[]), cast(:documents as uuid[]), cast(:hashes as text[])) as x (number, document, sha256)
                where i.number = x.number""")
                .param("at", Rows.at(calendar.now())).param("numbers", batch.stream().map(Invoice::number).toArray(String[]::new))
                .param("documents", stored.stream().map(s -> s.id().toString()).toArray(String[]::new))
                .param("hashes", stored.stream().map(Documents.Stored::sha256).toArray(String[]::new)).update();
    }
}
