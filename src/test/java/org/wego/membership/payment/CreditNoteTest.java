package org.wego.membership.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.wego.membership.FormToken.formToken;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.drill.Tripwire;
import org.wego.membership.engine.CrashPoint;
import org.wego.membership.engine.Sweeps;
import org.wego.membership.invoicing.CreditNote;
import org.wego.membership.invoicing.CreditRequest;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.PrintBundle;
import org.wego.membership.invoicing.Year;
import org.wego.membership.member.Category;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;
import org.wego.membership.site.InvalidInput;

/** An invoice that went out and should not stand. */
@HouseTest
class CreditNoteTest {

    private static final int FEE_YEAR = 2023;
    private static final UserRequestPostProcessor TREASURER = user("treasurer").roles("treasurer");

    @Autowired
    ApplicationContext house;
    @Autowired
    WebApplicationContext context;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    Sweeps sweeps;
    @Autowired
    Tripwire tripwire;
    @Autowired
    Contacts contacts;
    @Autowired
    PrintBundle bundle;

    Credit credit;
    Year year;
    Member member;
    String number;

    @BeforeEach
    void anInvoice() {
        credit = new Credit(house);
        year = credit.year;
        member = year.city("Credited", "KOR", 1_190_964L, LocalDate.of(2012, 1, 1));
        year.run(FEE_YEAR);
        number = credit.latest(member).number();
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    private Invoice invoice(String which) {
        return credit.invoices.get(which);
    }

    @Test
    void aWrongFigureIsCreditedAndTheRightInvoiceTakesItsPlaceInOneStep() {
        credit.pay(number, "2000", "BANK-1");
        credit.populate(member, 600_000);
        CreditRequest asked = credit.ask(" " + number + " ", "wrongFigure", "yes", "The census of 2021 counts 600,000 inhabitants.");
        assertThat(asked.key()).isEqualTo(number + "-credit-1");
        assertThat(asked.amount()).isEqualByComparingTo("3500");
        Task task = credit.task(asked);
        assertThat(task.getName()).isEqualTo("Approve credit note: " + number + ", " + member.name());
        assertThat(year.runtime.getVariable(task.getExecutionId(), "facts").toString())
                .contains("USD 5,000", "USD 3,500", "USD 5,000 → USD 3,500", "USD 2,000", "The census of 2021", "treasurer", "A figure was wrong", "600,000 inhabitants");
        // Frozen when it was asked: what is approved is what is issued
        credit.populate(member, 100_000);
        assertThat(invoice(number).state()).isEqualTo(InvoiceState.OPEN);
        assertThat(year.letters(number)).containsExactly(number + "/INVOICE");

        credit.approve(asked);
        CreditNote note = credit.credits.of(number).orElseThrow();
        assertThat(note.number()).matches(year.calendar.today().getYear() + "-C\\d{5}");
        assertThat(note.amount()).isEqualByComparingTo("5000");
        assertThat(note.paidBefore()).isEqualByComparingTo("2000");
        Invoice old = invoice(number);
        Invoice next = invoice(note.successor());
        assertThat(old).extracting(Invoice::state, invoice -> invoice.balance().signum()).containsExactly(InvoiceState.CANCELLED, 0);
        assertThat(old.paid()).isEqualByComparingTo("0");
        assertThat(next.state()).isEqualTo(InvoiceState.OPEN);
        assertThat(next.replaces()).isEqualTo(number);
        assertThat(next.amount()).isEqualByComparingTo("3500");
        assertThat(next.balance()).isEqualByComparingTo("1500");
        assertThat(next.dueOn()).isEqualTo(year.calendar.today().plusDays(60));
        assertThat(next.assessment().population()).isEqualTo(600_000);
        assertThat(year.running(number)).isFalse();
        assertThat(year.running(next.number())).isTrue();
        assertThat(year.runtime.createProcessInstanceQuery().processInstanceBusinessKey(asked.key()).count()).isZero();

        // One letter, two papers, the same sums everywhere
        String key = next.number() + "/CREDIT_NOTE/" + note.number();
        assertThat(year.letters(number)).containsExactly(number + "/INVOICE");
        assertThat(year.letters(next.number())).containsExactly(key);
        assertThat(credit.letter(key)).startsWith("CREDIT_NOTE_REISSUED").contains(note.number(), number + ", USD 5,000", next.number() + ", USD 3,500",
                "USD 2,000, which counts for invoice " + next.number(), "USD 1,500", "A figure was wrong", "The census of 2021");
        assertThat(credit.papers(key)).containsExactly(note.document(), next.document());
        assertThat(credit.text(note.document())).contains(note.number(), "Credits invoice " + number, "USD 5,000", "A figure was wrong", "The census of 2021",
                "USD 2,000, which counts for invoice " + next.number(), next.number() + ", USD 3,500", member.name(), "1 Main Street");
        assertThat(credit.text(next.document())).contains(next.number(), "USD 3,500", "in place of invoice " + number + ", which is credited",
                "USD 2,000 is paid already, USD 1,500 is still open", "600,000 inhabitants");
        assertThat(note.sha256()).isEqualTo(credit.documents.get(note.document()).sha256());

        // The payment stands where it counts now, with its own day and reference
        assertThat(credit.payments.of(number)).extracting(entry -> entry.amount().intValue()).containsExactly(2000, -2000);
        assertThat(credit.payments.of(next.number())).singleElement().satisfies(entry -> {
            assertThat(entry.reference()).isEqualTo("BANK-1");
            assertThat(entry.movedFrom()).isEqualTo(number);
        });
        assertThatThrownBy(() -> credit.pay(number, "1", "LATE")).isInstanceOf(InvalidInput.class).hasMessageContaining(next.number());
        credit.pay(next.number(), "1500", "BANK-2");
        year.quiet.drain();
        assertThat(invoice(next.number()).state()).isEqualTo(InvoiceState.PAID);
        assertThat(year.letters(next.number())).endsWith(next.number() + "/RECEIPT/1");
        assertThat(year.running(next.number())).isFalse();

        // Neither a crash's second try nor a sweep sends anything twice, and the note can't be changed
        credit.credits.send(note.number());
        sweeps.runAll();
        year.quiet.drain();
        assertThat(year.letters(next.number())).hasSize(2);
        assertThatThrownBy(() -> jdbc.sql("update credit_note set amount = 1 where number = ?").param(note.number()).update()).hasMessageContaining("never changed");
        assertThatThrownBy(() -> jdbc.sql("delete from credit_note where number = ?").param(note.number()).update()).hasMessageContaining("never changed");
    }

    @Test
    void whatWasPaidInFullCountsForTheNewInvoiceAndItsReceiptFollowsTheLetter() {
        credit.pay(number, "5000", "FULL");
        year.quiet.drain();
        assertThat(year.running(number)).isFalse();
        credit.populate(member, 600_000);
        CreditNote note = credit.credit(number, "wrongFigure", "yes", "Fewer inhabitants");
        Invoice next = invoice(note.successor());
        assertThat(next.state()).isEqualTo(InvoiceState.PAID);
        assertThat(next.overpaid()).isEqualByComparingTo("1500");
        assertThat(credit.invoices.search(Invoices.Which.OVERPAID, next.number(), null, 0, 10)).hasSize(1);
        String key = next.number() + "/CREDIT_NOTE/" + note.number();
        assertThat(year.letters(next.number())).containsExactly(key, next.number() + "/RECEIPT/1");
        assertThat(credit.letter(key)).startsWith("CREDIT_NOTE_SETTLED").contains("USD 1,500. We keep it");
        assertThat(year.running(next.number())).isFalse();
        // Taken back where it stands now, the new invoice is open again
        credit.payments.takeBack(next.number(), credit.payments.of(next.number()).get(0).id(), "It was another city's", "treasurer");
        year.quiet.drain();
        assertThat(invoice(next.number()).balance()).isEqualByComparingTo("3500");
        assertThat(year.running(next.number())).isTrue();
        // The new one can be credited in its turn
        CreditNote second = credit.credit(next.number(), "other", "no", "Asked by mistake");
        assertThat(second.successor()).isNull();
        assertThat(year.letters(next.number())).endsWith(next.number() + "/CREDIT_NOTE/" + second.number());
        assertThat(year.running(next.number())).isFalse();
    }

    @Test
    void aWaiverSettlesTheYearAndWhatWasPaidIsOwedBack() {
        credit.pay(number, "1000", "PART");
        CreditNote note = credit.credit(number, "waiver", "no", "Waived by the Committee on 3 May");
        assertThat(invoice(number).balance()).isEqualByComparingTo("-1000");
        assertThat(credit.invoices.search(Invoices.Which.OVERPAID, number, null, 0, 10)).hasSize(1);
        assertThat(credit.invoices.search(Invoices.Which.CREDITED, note.number(), null, 0, 10)).hasSize(1);
        assertThat(credit.invoices.search(Invoices.Which.CANCELLED, number, null, 0, 10)).isEmpty();
        String key = number + "/CREDIT_NOTE/" + note.number();
        assertThat(year.letters(number)).containsExactly(number + "/INVOICE", key);
        assertThat(credit.letter(key)).startsWith("CREDIT_NOTE ").contains("USD 1,000. We keep it", "Waived by the Committee");
        assertThat(credit.papers(key)).containsExactly(note.document());
        assertThat(credit.text(note.document())).contains("USD 5,000", "USD 1,000. We keep it", "New invoice None");
        year.city("Another", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        year.run(FEE_YEAR);
        assertThat(credit.invoices.of(member.number())).as("no later run bills the member for this year").hasSize(1);
        // More money for it has really come in: it is not refused, but has to be meant
        credit.pay(number, "10", "MORE");
        assertThat(invoice(number).balance()).isEqualByComparingTo("-1010");
    }

    @Test
    void afterAWrongFigureWithoutANewInvoiceALaterRunBillsTheMember() {
        credit.credit(number, "wrongFigure", "no", "The figure is being looked for");
        year.run(FEE_YEAR);
        assertThat(credit.invoices.of(member.number())).hasSize(2);
        assertThat(credit.latest(member).replaces()).isNull();
        assertThat(credit.latest(member).state()).isEqualTo(InvoiceState.OPEN);
    }

    @Test
    void whatCannotBeAskedIsRefusedWithWordsAndNothingBegins() {
        Object[][] asked = {
            {"2023-999999", "other", "no", "x", "there is no invoice 2023-999999"},
            {"", "other", "no", "x", "\"invoice\" is missing"},
            {number, "", "no", "x", "\"cause\" is missing"},
            {number, "boredom", "no", "x", "\"cause\" is unknown"},
            {number, "other", "", "x", "\"reissue\" is missing"},
            {number, "other", "maybe", "x", "\"reissue\" is unknown"},
            {number, "other", "no", " ", "\"reason\" is missing"},
            {number, "other", "no", "x".repeat(501), "at most 500"},
            {number, "duplicate", "yes", "x", "A duplicate is not issued again"},
            {number, "notAMember", "yes", "x", "no member gets no new invoice"}};
        for (Object[] row : asked) {
            assertThatThrownBy(() -> credit.ask((String) row[0], (String) row[1], (String) row[2], (String) row[3])).as(List.of(row).toString())
                    .hasMessageContaining((String) row[4]);
        }
        credit.populate(member, 600_000);
        year.members.end(member.number(), LocalDate.of(FEE_YEAR - 1, 6, 30), "left");
        assertThatThrownBy(() -> credit.ask(number, "wrongFigure", "yes", "x")).hasMessageContaining("no new invoice can take its place now").hasMessageContaining("Left on");
        assertThat(credit.credits.requests(number)).isEmpty();
        assertThatThrownBy(() -> year.runtime.startProcessInstanceByKey("credit-note", Map.of("invoice", number, "cause", "other", "reissue", "no", "reason", "x")))
                .as("nobody is logged in").hasMessageContaining("log in");
        assertThatThrownBy(() -> year.as("secretariat", () -> year.runtime.startProcessInstanceByKey("credit-note",
                Map.of("invoice", number, "cause", "other", "reissue", "no", "reason", "x")))).hasMessageContaining("CREATE_INSTANCE");

        CreditRequest first = credit.ask(number, "notAMember", "no", "It had left the year before");
        assertThatThrownBy(() -> credit.ask(number, "other", "no", "x")).hasMessageContaining("asked for already");
        credit.approve(first);
        assertThatThrownBy(() -> credit.ask(number, "other", "no", "x")).hasMessageContaining("is credited already");
        assertThat(credit.invoices.get(number).balance()).isEqualByComparingTo("0");
    }

    @Test
    void anotherPairOfEyesApprovesOrDeclinesWithAReason() throws Exception {
        MockMvc web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        CreditRequest asked = credit.ask(number, "other", "no", "Not sure");
        web.perform(get("/office/invoices/" + number).with(TREASURER)).andExpect(content().string(containsString("A credit note is asked for by treasurer")));
        Task task = credit.task(asked);
        assertThatThrownBy(() -> year.as("owner", () -> year.tasks.setAssignee(task.getId(), "treasurer"))).hasMessageContaining("prepared this");
        year.identity.createMembership("treasurer", "owners");
        try {
            assertThatThrownBy(() -> year.complete("treasurer", task, Map.of("decision", "approve"))).hasMessageContaining("prepared this");
        } finally {
            year.identity.deleteMembership("treasurer", "owners");
        }
        assertThatThrownBy(() -> year.complete("owner", task, Map.of())).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("owner", task, Map.of("decision", "perhaps"))).hasMessageContaining("decision");
        assertThatThrownBy(() -> year.complete("owner", task, Map.of("decision", "decline"))).hasMessageContaining("reason");
        year.complete("owner", task, Map.of("decision", "decline", "reason", "The figure is right"));
        year.quiet.drain();
        assertThat(invoice(number).state()).isEqualTo(InvoiceState.OPEN);
        assertThat(year.letters(number)).hasSize(1);
        assertThat(credit.credits.of(number)).isEmpty();
        web.perform(get("/office/invoices/" + number).with(TREASURER)).andExpect(content().string(containsString("The figure is right")))
                .andExpect(content().string(not(containsString("A credit note is asked for"))));
        assertThat(credit.ask(number, "other", "no", "Sure now").key()).isEqualTo(number + "-credit-2");
    }

    @Test
    void theOfficeShowsNoteSuccessorAndBooks() throws Exception {
        MockMvc web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        credit.pay(number, "2000", "BANK-7");
        credit.populate(member, 600_000);
        web.perform(get("/office/invoices/" + number + "/credit-note.pdf").with(TREASURER)).andExpect(status().isNotFound());
        web.perform(get("/office/invoices/" + number).with(TREASURER)).andExpect(content().string(containsString("Credit this invoice")))
                .andExpect(content().string(not(containsString("cancelReason"))));
        web.perform(get("/office/invoices/" + number).with(user("s").roles("secretariat"))).andExpect(content().string(not(containsString("Credit this invoice"))));
        web.perform(post("/office/invoices/" + number + "/cancel").with(formToken()).with(TREASURER).param("cancelReason", "wrong"))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("it is credited, not cancelled")));
        CreditNote note = credit.credit(number, "wrongFigure", "yes", "Fewer <b>people</b>");
        web.perform(get("/office/invoices/" + number).with(TREASURER)).andExpect(content().string(containsString(note.number())))
                .andExpect(content().string(containsString("/office/invoices/" + note.successor())))
                .andExpect(content().string(containsString("Fewer &lt;b&gt;people")))
                .andExpect(content().string(containsString("Moved to invoice " + note.successor())))
                .andExpect(content().string(containsString("Credited"))).andExpect(content().string(not(containsString("formToken"))));
        web.perform(get("/office/invoices/" + note.successor()).with(TREASURER)).andExpect(content().string(containsString("/office/invoices/" + number)))
                .andExpect(content().string(containsString("Paid on invoice " + number)));
        web.perform(get("/office/invoices/" + number + "/credit-note.pdf")).andExpect(status().is3xxRedirection());
        web.perform(get("/office/invoices/" + number + "/credit-note.pdf").with(user("n").roles("nobody"))).andExpect(status().isForbidden());
        byte[] pdf = web.perform(get("/office/invoices/" + number + "/credit-note.pdf").with(TREASURER)).andExpect(status().isOk()).andExpect(FileHeadersTest.shown()).andReturn()
                .getResponse().getContentAsByteArray();
        assertThat(pdf).isEqualTo(credit.documents.get(note.document()).bytes());
        web.perform(get("/office/invoices").param("q", member.number()).with(TREASURER)).andExpect(content().string(
                containsString("USD 8,500 billed − USD 5,000 credited − USD 2,000 paid = USD 1,500 open")));
        web.perform(get("/office/invoices").param("show", "CREDITED").param("q", note.number()).with(TREASURER))
                .andExpect(content().string(containsString(number)));
        web.perform(get("/office/payments").param("q", "BANK-7").with(TREASURER)).andExpect(content().string(containsString("Moved")));
    }

    @Test
    void theNumbersHaveNoGapHoweverManyAreIssuedAtOnceAndHoweverManyTriesAreGivenUp() throws Exception {
        List<Member> cities = IntStream.range(0, 12).mapToObj(i -> year.city("Many", "KOR", 1_190_964L, LocalDate.of(2012, 1, 1))).toList();
        year.run(FEE_YEAR);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        List<Long> approved = new ArrayList<>();
        for (Member city : cities) {
            long id = transaction.execute(status -> credit.credits.ask(credit.invoices.hold(credit.latest(city).number()).orElseThrow(), "wrongAddressee", true,
                    "Moved", "treasurer")).id();
            credit.credits.approve(id, "owner");
            approved.add(id);
        }
        ExecutorService workers = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Object>> tries = approved.stream().<Callable<Object>>map(id -> () -> {
                transaction.executeWithoutResult(status -> {
                    credit.credits.issue(id);
                    status.setRollbackOnly();
                });
                return transaction.execute(status -> credit.credits.issue(id));
            }).toList();
            for (var done : workers.invokeAll(tries)) {
                done.get();
            }
        } finally {
            workers.shutdownNow();
        }
        for (String series : List.of("select number from credit_note", "select number from invoice where number ~ '^[0-9]{4}-'")) {
            Map<String, Set<Integer>> byYear = new java.util.TreeMap<>();
            jdbc.sql(series).query(String.class).list().forEach(given -> byYear.computeIfAbsent(given.substring(0, 4), any -> new HashSet<>())
                    .add(Integer.valueOf(given.replaceAll("^\\d{4}-C?0*", ""))));
            assertThat(byYear).allSatisfy((of, numbers) -> assertThat(numbers).as(series + " of " + of)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
        }
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> credit.credits.issue(approved.get(0)))).hasMessageContaining("issued already");
        // Their processes would have sent them
        approved.forEach(id -> credit.credits.send(credit.credits.of(credit.credits.request(id).invoice()).orElseThrow().number()));
    }

    @Test
    void aCrashWhileThePapersAreDrawnLeavesTheBooksRightAndTheNextTrySendsOneLetter() {
        credit.pay(number, "5000", "CRASH");
        year.quiet.drain();
        CreditRequest asked = credit.ask(number, "wrongAddressee", "yes", "The department has moved");
        year.complete("owner", credit.task(asked), Map.of("decision", "approve"));
        tripwire.stretch(CrashPoint.DRAWN, 0);
        try {
            year.quiet.drain();
        } catch (Tripwire.Crash crash) {
            assertThat(crash).hasMessageContaining("DRAWN");
        }
        assertThat(tripwire.tripped()).isTrue();
        CreditNote note = credit.credits.of(number).orElseThrow();
        Invoice next = invoice(note.successor());
        assertThat(note.document()).isNull();
        assertThat(next.sentAt()).isNull();
        assertThat(next.state()).isEqualTo(InvoiceState.PAID);
        assertThat(invoice(number).balance()).isEqualByComparingTo("0");
        assertThat(year.running(next.number())).isTrue();
        sweeps.runAll();
        assertThat(year.letters(next.number())).as("no receipt for what the member hasn't got").isEmpty();
        year.clock.advance(java.time.Duration.ofMinutes(10));
        assertThat(year.letters(next.number())).containsExactly(next.number() + "/CREDIT_NOTE/" + note.number(), next.number() + "/RECEIPT/1");
        assertThat(credit.credits.of(number).orElseThrow().document()).isNotNull();
        assertThat(jdbc.sql("select count(*) from document where name like ?").param("%" + next.number() + "%").query(Integer.class).single())
                .as("the invoice and its receipt").isEqualTo(2);
    }

    @Test
    void whoHasNoEmailAddressGetsBothPapersByPost() throws Exception {
        Member byPost = year.admit(Category.FULL, Standing.FULL, MemberDetails.city(Year.unique("Harbour"), null, "KOR", null, null, 600_000L, 2020, "census"),
                LocalDate.of(2012, 1, 1), false);
        contacts.put(byPost.number(), ContactRole.BILLING, new Contact("Finance Department", null, null, null, "7 Harbour Road"), "test");
        year.run(FEE_YEAR);
        CreditNote note = credit.credit(credit.latest(byPost).number(), "wrongAddressee", "yes", "The office has moved");
        PrintBundle.Item item = bundle.find(note.successor()).orElseThrow();
        assertThat(item.waits()).isTrue();
        try (var pdf = Loader.loadPDF(bundle.print(List.of(item)))) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ")).contains("7 Harbour Road", "Credits invoice " + note.invoice(), "The office has moved",
                    "in place of invoice " + note.invoice());
        }
        CreditNote second = credit.credit(note.successor(), "waiver", "no", "Waived");
        assertThat(year.letters(note.successor())).isEmpty();
        MockMvc web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        web.perform(get("/office/invoices/" + second.invoice()).with(TREASURER)).andExpect(content().string(containsString("Print the credit note and post it")));
    }

    @Test
    void theFormOffersTheCausesOfTheTable() throws Exception {
        JsonNode form = new ObjectMapper().readTree(Path.of("forms", "askForCredit.form").toFile());
        List<String> offered = new ArrayList<>();
        form.get("components").forEach(component -> {
            if (component.path("key").asText().equals("cause")) {
                component.get("values").forEach(value -> offered.add(value.get("value").asText()));
            }
        });
        assertThat(offered).containsExactlyElementsOf(credit.credits.causes());
    }
}
