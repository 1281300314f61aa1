package org.wego.membership.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Sweeps;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.PrintBundle;
import org.wego.membership.invoicing.Year;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterRefused;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.GoodStanding;
import org.wego.membership.member.Member;
import org.wego.membership.site.Figures;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;

@HouseTest
class PaymentsTest {

    private static int feeYear = 2022;

    @Autowired
    ApplicationContext house;
    @Autowired
    Payments payments;
    @Autowired
    Invoices invoices;
    @Autowired
    GoodStanding standing;
    @Autowired
    Documents documents;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Sweeps sweeps;
    @Autowired
    LetterDesk desk;
    @Autowired
    Contacts contacts;
    @Autowired
    PrintBundle bundle;
    @Autowired
    ApplicationEventPublisher events;

    Year year;
    Member member;
    String number;

    @BeforeEach
    void anInvoice() {
        year = new Year(house);
        member = year.city("Payer", "KOR", 1_190_964L, LocalDate.of(2011, 1, 1));
        // A supplementary run takes only those whom the test before has left
        year.run(feeYear);
        number = invoices.of(member.number()).get(0).number();
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    private Invoice invoice() {
        return invoices.get(number);
    }

    private NewPayment money(String amount, String reference) {
        return new NewPayment(amount, calendar.today().toString(), reference, false, UUID.randomUUID().toString());
    }

    private void advanceTo(LocalDate day, int hour) {
        year.clock.advance(Duration.between(calendar.now(), day.atTime(hour, 0).atZone(calendar.zone()).toInstant()));
    }

    @Test
    void unpaidItIsRemindedOnItsDaysAndEndsWithTheTreasurer() {
        LocalDate due = invoice().dueOn();
        LocalDate issued = invoice().issuedOn();
        assertThat(due).isEqualTo(issued.plusDays(60));
        advanceTo(due.plusDays(60), 8);
        assertThat(year.postedOn(number).stream().skip(1)).containsExactly(due.minusDays(14) + " 09:00 INVOICE_DUE_SOON",
                due.plusDays(7) + " 09:00 INVOICE_OVERDUE", due.plusDays(30) + " 09:00 INVOICE_OVERDUE");
        assertThat(year.has(number, "followUpArrears")).isFalse();
        advanceTo(due.plusDays(60), 10);
        Task task = year.task(number, "followUpArrears");
        assertThat(task.getName()).isEqualTo("Follow up arrears: " + member.name());
        assertThat(standing.inGoodStanding(member.number())).isFalse();

        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of())).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "forget"))).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "extend"))).hasMessageContaining("newDueDate");
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "extend", "newDueDate", calendar.today().toString())))
                .hasMessageContaining("newDueDate");
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "extend", "newDueDate", "soon"))).hasMessageContaining("newDueDate");

        LocalDate later = calendar.today().plusDays(40);
        year.complete("treasurer", task, Map.of("decision", "extend", "newDueDate", later.toString(), "reason", "New budget in spring"));
        year.quiet.drain();
        assertThat(invoice().dueOn()).isEqualTo(later);
        assertThat(invoice().note()).isEqualTo("New budget in spring");
        assertThat(standing.inGoodStanding(member.number())).isTrue();
        assertThat(year.letters(number)).endsWith(number + "/EXTENDED/" + later);
        advanceTo(later.plusDays(60), 10);
        assertThat(year.postedOn(number).stream().skip(5)).containsExactly(later.minusDays(14) + " 09:00 INVOICE_DUE_SOON",
                later.plusDays(7) + " 09:00 INVOICE_OVERDUE", later.plusDays(30) + " 09:00 INVOICE_OVERDUE");

        // Reminded by the Treasurer, then held: each time the Treasurer is asked again, and no letter in between
        LocalDate asked = calendar.today();
        year.complete("treasurer", year.task(number, "followUpArrears"), Map.of("decision", "remind"));
        year.quiet.drain();
        int letters = year.letters(number).size();
        assertThat(year.letters(number).get(letters - 1)).contains("/REMINDER/FOLLOW-UP/");
        advanceTo(asked.plusDays(30), 10);
        year.complete("treasurer", year.task(number, "followUpArrears"), Map.of("decision", "hold", "reason", "In talks"));
        year.quiet.drain();
        LocalDate held = calendar.today();
        advanceTo(held.plusDays(89), 12);
        assertThat(year.has(number, "followUpArrears")).isFalse();
        advanceTo(held.plusDays(90), 10);
        assertThat(year.has(number, "followUpArrears")).isTrue();
        assertThat(year.letters(number)).hasSize(letters);

        // Paid while the Treasurer has it
        payments.record(number, money("5,000", "LATE-1"), "treasurer");
        year.quiet.drain();
        assertThat(year.has(number, "followUpArrears")).isFalse();
        assertThat(year.running(number)).isFalse();
        assertThat(year.letters(number)).endsWith(number + "/RECEIPT/1");
    }

    @Test
    void partPaymentsAddUpAndTheLastSettles() throws Exception {
        payments.record(number, money("2000", "BANK-1"), "treasurer");
        year.quiet.drain();
        assertThat(invoice().state()).isEqualTo(InvoiceState.OPEN);
        assertThat(invoice().balance()).isEqualByComparingTo("3000");
        assertThat(year.running(number)).isTrue();
        payments.record(number, money("USD 3,000.00", "BANK-2"), "treasurer");
        year.quiet.drain();
        assertThat(invoice().state()).isEqualTo(InvoiceState.PAID);
        assertThat(year.running(number)).isFalse();
        assertThat(year.letters(number)).containsExactly(number + "/INVOICE", number + "/RECEIPT/1");
        String receipt = jdbc.sql("select content -> 'attachments' -> 0 ->> 'value' from letter where natural_key = ?").param(number + "/RECEIPT/1")
                .query(String.class).single();
        assertThat(PdfA.faults(documents.get(DocumentId.of(receipt)).bytes())).isEmpty();
        try (var pdf = Loader.loadPDF(documents.get(DocumentId.of(receipt)).bytes())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("USD 5,000", "BANK-1", "BANK-2", "3,000");
        }
        advanceTo(invoice().dueOn().plusDays(61), 10);
        assertThat(year.letters(number)).hasSize(2);
    }

    @Test
    void aDoubleClickIsOnePaymentAndABankReferenceCountsOnce() {
        NewPayment twice = money("1000", "REF-1");
        payments.record(number, twice, "treasurer");
        payments.record(number, twice, "treasurer");
        assertThat(payments.of(number)).hasSize(1);
        assertThatThrownBy(() -> payments.record(number, money("1000", "ref-1"), "treasurer")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("reference");
        assertThat(invoice().paid()).isEqualByComparingTo("1000");
    }

    @Test
    void whatCannotBeTakenIsRefusedWithWords() {
        assertThatThrownBy(() -> payments.record(number, new NewPayment("5.000,00", "yesterday", "", false, "t"), "treasurer"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("amount").hasMessageContaining("receivedOn");
        assertThatThrownBy(() -> payments.record(number, money("0", null), "treasurer")).hasMessageContaining("amount");
        assertThatThrownBy(() -> payments.record(number, money("-5", null), "treasurer")).hasMessageContaining("amount");
        assertThatThrownBy(() -> payments.record(number, new NewPayment("5", calendar.today().plusDays(1).toString(), "", false, "t2"), "treasurer"))
                .hasMessageContaining("receivedOn");
        assertThatThrownBy(() -> payments.record("2027-999999", money("5", null), "treasurer")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> payments.record(number, money("5000.01", null), "treasurer")).hasMessageContaining("overpaid");
        assertThat(payments.of(number)).isEmpty();
        payments.record(number, new NewPayment("5000.01", calendar.today().toString(), null, true, UUID.randomUUID().toString()), "treasurer");
        assertThat(invoice().overpaid()).isEqualByComparingTo("0.01");
        assertThat(invoice().state()).isEqualTo(InvoiceState.PAID);
        assertThat(invoices.search(Invoices.Which.OVERPAID, number, null, 0, 10)).hasSize(1);
    }

    @Test
    void aMistakenPaymentIsTakenBackByACounterEntryAndTheInvoiceIsOpenAgain() {
        payments.record(number, money("5000", "WRONG"), "treasurer");
        year.quiet.drain();
        assertThat(year.running(number)).isFalse();
        long entry = payments.of(number).get(0).id();
        assertThatThrownBy(() -> payments.takeBack(number, entry, " ", "treasurer")).isInstanceOf(InvalidInput.class).hasMessageContaining("reason");
        assertThat(payments.takeBack(number, entry, "It was another city's", "treasurer")).isTrue();
        assertThat(payments.takeBack(number, entry, "again", "treasurer")).isFalse();
        year.quiet.drain();
        assertThat(invoice().state()).isEqualTo(InvoiceState.OPEN);
        assertThat(invoice().balance()).isEqualByComparingTo("5000");
        assertThat(year.running(number)).isTrue();
        assertThat(year.letters(number)).containsExactly(number + "/INVOICE", number + "/RECEIPT/1", number + "/RECEIPT_WITHDRAWN/1");
        assertThat(payments.of(number)).hasSize(2);
        assertThatThrownBy(() -> jdbc.sql("delete from payment where invoice_number = ?").param(number).update()).hasMessageContaining("never changed");
        // The same bank reference may come again, now rightly
        payments.record(number, money("5000", "WRONG"), "treasurer");
        year.quiet.drain();
        assertThat(year.running(number)).isFalse();
        assertThat(year.letters(number)).endsWith(number + "/RECEIPT/2");
        assertThat(invoice().paid()).isEqualByComparingTo(jdbc.sql("select sum(amount) from payment where invoice_number = ?").param(number)
                .query(java.math.BigDecimal.class).single());
    }

    @Test
    void takenBackBeforeTheReceiptWentOutNoReceiptGoesAndTheCaseGoesOn() {
        payments.record(number, money("5000", "QUICK"), "treasurer");
        payments.takeBack(number, payments.of(number).get(0).id(), "typed twice", "treasurer");
        year.quiet.drain();
        assertThat(year.running(number)).isTrue();
        assertThat(year.letters(number)).doesNotContain(number + "/RECEIPT/1");
        payments.record(number, money("5000", "QUICK-2"), "treasurer");
        year.quiet.drain();
        assertThat(year.running(number)).isFalse();
        assertThat(year.letters(number)).endsWith(number + "/RECEIPT/2");
    }

    @Test
    void aWrongInvoiceIsCancelledBeforeItGoesOutAndASupplementaryRunMakesAnother() {
        assertThatThrownBy(() -> payments.cancelInvoice(number, "Wrong population", "treasurer")).as("it has gone out").hasMessageContaining("cancelReason");
        // As while its letter is held up
        jdbc.sql("update invoice set sent_at = null where number = ?").param(number).update();
        payments.record(number, money("1", "X"), "treasurer");
        assertThatThrownBy(() -> payments.cancelInvoice(number, "Wrong population", "treasurer")).hasMessageContaining("cancelReason");
        payments.takeBack(number, payments.of(number).get(0).id(), "mistyped", "treasurer");
        assertThatThrownBy(() -> payments.cancelInvoice(number, "", "treasurer")).hasMessageContaining("cancelReason");
        assertThat(payments.cancelInvoice(number, "Wrong population", "treasurer")).isTrue();
        assertThat(payments.cancelInvoice(number, "Wrong population", "treasurer")).isFalse();
        year.quiet.drain();
        assertThat(year.running(number)).isFalse();
        assertThat(invoice().balance()).isEqualByComparingTo("0");
        assertThat(year.letters(number)).as("nobody is told of what never came").containsExactly(number + "/INVOICE");
        year.run(feeYear);
        assertThat(invoices.of(member.number())).hasSize(2);
        assertThat(invoices.of(member.number()).get(0).number()).isNotEqualTo(number);
        assertThat(invoices.of(member.number()).get(0).state()).isEqualTo(InvoiceState.OPEN);
    }

    @Test
    void oneThatWasCancelledBeforeThereWereCreditNotesStillGetsItsLetter() {
        jdbc.sql("update invoice set state = 'CANCELLED', credited = amount, cancelled_at = now(), cancelled_by = 'treasurer', cancel_reason = 'Wrong', settlement_told = false where number = ?")
                .param(number).update();
        sweeps.runAll();
        year.quiet.drain();
        assertThat(year.letters(number)).endsWith(number + "/CANCELLED");
        assertThat(year.running(number)).isFalse();
    }

    @Test
    void aMessageThatWasLostIsMadeUpForByTheSweep() {
        // The row alone, as after a crash between commit and message
        jdbc.sql("update invoice set state = 'PAID', paid = amount, settlements = 1, settlement_told = false where number = ?").param(number).update();
        assertThat(year.running(number)).isTrue();
        sweeps.runAll();
        year.quiet.drain();
        assertThat(year.running(number)).isFalse();
        assertThat(year.letters(number)).endsWith(number + "/RECEIPT/1");
    }

    @Test
    void aRefusedLetterBecomesATaskAndTheRightAddressIsKept() {
        long letter = desk.about(number).get(0).id();
        LetterRefused refused = new LetterRefused(letter, number, "INVOICE", "old@member.example", "550 no such user");
        events.publishEvent(refused);
        events.publishEvent(refused);
        Task task = year.task(number, "correctBillingAddress");
        assertThat(task.getName()).isEqualTo("Correct billing address: " + member.name());
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of())).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "resend"))).hasMessageContaining("email");
        assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "resend", "email", "nobody"))).hasMessageContaining("email");
        year.complete("treasurer", task, Map.of("decision", "resend", "email", "new@member.example"));
        year.quiet.drain();
        assertThat(desk.about(number)).anySatisfy(line -> assertThat(line.to()).containsExactly("new@member.example"));
        assertThat(contacts.of(member.number(), ContactRole.BILLING).orElseThrow().email()).isEqualTo("new@member.example");
        assertThat(year.has(number, "correctBillingAddress")).isFalse();
        assertThat(year.running(number)).isTrue();

        events.publishEvent(new LetterRefused(letter + 1_000_000_000L, number, "INVOICE_OVERDUE", "old@member.example", "550 no such user"));
        int before = year.letters(number).size();
        year.complete("treasurer", year.task(number, "correctBillingAddress"), Map.of("decision", "setAside"));
        year.quiet.drain();
        assertThat(year.letters(number)).hasSize(before);

        // By post instead, as far as the post knows where to
        events.publishEvent(new LetterRefused(letter + 2_000_000_000L, number, "INVOICE_OVERDUE", "old@member.example", "550 no such user"));
        Contact billing = contacts.of(member.number(), ContactRole.BILLING).orElseThrow();
        contacts.put(member.number(), ContactRole.BILLING, new Contact(billing.name(), null, billing.email(), null, null), "test");
        assertThatThrownBy(() -> year.complete("treasurer", year.task(number, "correctBillingAddress"), Map.of("decision", "post")))
                .hasMessageContaining("postal address");
        contacts.put(member.number(), ContactRole.BILLING, billing, "test");
        year.complete("treasurer", year.task(number, "correctBillingAddress"), Map.of("decision", "post"));
        year.quiet.drain();
        assertThat(bundle.find(number).orElseThrow().waits()).isTrue();
        assertThat(year.letters(number)).hasSize(before);
        assertThat(year.running(number)).isTrue();
    }

    @Test
    void whoWasNeverInvoicedIsInGoodStanding() {
        assertThat(standing.inGoodStanding(year.associate("Never").number())).isTrue();
        assertThat(standing.inGoodStanding(member.number())).isTrue();
        assertThat(Figures.usd(invoice().amount())).isEqualTo("USD 5,000");
    }
}
