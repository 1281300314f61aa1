package org.wego.membership.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.invoicing.CreditNote;
import org.wego.membership.invoicing.Invoice;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Year;
import org.wego.membership.member.Member;
import org.wego.membership.site.Figures;

/**
 * Billed less credited less paid is open: of every invoice, of every member and in all, after every step of whatever happens to
 * them; and page, paper and letter say the same.
 */
@HouseTest
class BooksTest {

    private static final int FEE_YEAR = 2023;
    private static final int STEPS = 40;
    /** What the chart asks of a Korean city by its inhabitants, written down here once more. */
    private static final Map<Long, Integer> FEES = Map.of(100_000L, 2000, 600_000L, 3500, 1_190_964L, 5000, 3_500_000L, 7500, 9_000_000L, 10_000);

    @Autowired
    ApplicationContext house;
    @Autowired
    WebApplicationContext context;
    @Autowired
    JdbcClient jdbc;

    private Credit credit;

    /** A member's account as this test keeps it by itself. */
    private static final class Account {
        final Member member;
        long population = 1_190_964L;
        BigDecimal billed = new BigDecimal(5000);
        BigDecimal credited = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;

        Account(Member member) {
            this.member = member;
        }

        BigDecimal open() {
            return billed.subtract(credited).subtract(paid);
        }
    }

    @AfterEach
    void tidy() {
        credit.year.tidy();
    }

    @ParameterizedTest
    @ValueSource(longs = {20830101L, 7L})
    void theBooksAddUpWhateverHappens(long seed) throws Exception {
        System.out.println("BooksTest: seed " + seed);
        credit = new Credit(house);
        Year year = credit.year;
        Random random = new Random(seed);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            accounts.add(new Account(year.city("Books", "KOR", 1_190_964L, LocalDate.of(2012, 1, 1))));
        }
        year.run(FEE_YEAR);
        for (int step = 0; step < STEPS; step++) {
            Account account = accounts.get(random.nextInt(accounts.size()));
            String done = step(account, random, seed + "-" + step);
            year.quiet.drain();
            addsUp(account, "seed " + seed + ", step " + step + ": " + done);
        }
        BigDecimal open = BigDecimal.ZERO;
        MockMvc web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        for (Account account : accounts) {
            open = open.add(account.open());
            web.perform(get("/office/invoices").param("q", account.member.number()).with(user("treasurer").roles("treasurer")))
                    .andExpect(content().string(containsString("%s billed − %s credited − %s paid = %s open".formatted(Figures.usd(account.billed),
                            Figures.usd(account.credited), Figures.usd(account.paid),
                            (account.open().signum() < 0 ? "−" : "") + Figures.usd(account.open().abs())))));
            for (Invoice invoice : credit.invoices.of(account.member.number())) {
                saysTheSameEverywhere(invoice);
            }
        }
        assertThat(accounts.stream().map(account -> credit.invoices.sums(Invoices.Which.ALL, account.member.number(), null).open())
                .reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(open);
        Invoices.Sums all = credit.invoices.sums(Invoices.Which.ALL, null, null);
        Map<String, BigDecimal> rows = new HashMap<>();
        jdbc.sql("""
                select 'billed' as what, sum(amount) as sum from invoice
                union all select 'credited', coalesce(sum(amount), 0) from invoice where state = 'CANCELLED'""")
                .query((row, i) -> rows.put(row.getString(1), row.getBigDecimal(2))).list();
        assertThat(all.billed()).isEqualByComparingTo(rows.get("billed"));
        assertThat(all.credited()).isEqualByComparingTo(rows.get("credited"));
        assertThat(all.open()).isEqualByComparingTo(all.billed().subtract(all.credited()).subtract(all.paid()));
    }

    private String step(Account account, Random random, String reference) {
        Invoice live = credit.latest(account.member);
        boolean stands = live.state() != InvoiceState.CANCELLED;
        int what = random.nextInt(10);
        if (what < 4) {
            BigDecimal sum = BigDecimal.valueOf(1 + random.nextInt(400_000), 2);
            credit.pay(live.number(), sum.toPlainString(), reference);
            account.paid = account.paid.add(sum);
            return "pay " + sum;
        }
        if (what < 6) {
            List<Payment> standing = credit.payments.of(live.number()).stream().filter(entry -> entry.takesBack() == null && !entry.takenBack()).toList();
            if (standing.isEmpty()) {
                return "nothing to take back";
            }
            Payment entry = standing.get(random.nextInt(standing.size()));
            credit.payments.takeBack(live.number(), entry.id(), "a mistake", "treasurer");
            account.paid = account.paid.subtract(entry.amount());
            return "take back " + entry.amount();
        }
        if (what < 9 && stands) {
            account.population = List.copyOf(new TreeSet<>(FEES.keySet())).get(random.nextInt(FEES.size()));
            credit.populate(account.member, account.population);
            credit.credit(live.number(), "wrongFigure", "yes", "counted again");
            account.credited = account.credited.add(live.amount());
            account.billed = account.billed.add(new BigDecimal(FEES.get(account.population)));
            return "re-issue for " + account.population;
        }
        if (stands && random.nextInt(3) == 0) {
            credit.credit(live.number(), "waiver", "no", "waived");
            account.credited = account.credited.add(live.amount());
            return "credit";
        }
        return "nothing";
    }

    private void addsUp(Account account, String when) {
        BigDecimal open = BigDecimal.ZERO;
        for (Invoice invoice : credit.invoices.of(account.member.number())) {
            BigDecimal entries = credit.payments.of(invoice.number()).stream().map(Payment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(invoice.paid()).as(when).isEqualByComparingTo(entries);
            assertThat(invoice.credited()).as(when).isEqualByComparingTo(credit.credits.of(invoice.number()).map(CreditNote::amount).orElse(BigDecimal.ZERO));
            assertThat(invoice.balance()).as(when).isEqualByComparingTo(invoice.amount().subtract(invoice.credited()).subtract(invoice.paid()));
            assertThat(invoice.state()).as(when).isEqualTo(invoice.credited().signum() > 0 ? InvoiceState.CANCELLED
                    : invoice.balance().signum() > 0 ? InvoiceState.OPEN : InvoiceState.PAID);
            assertThat(credit.year.running(invoice.number())).as(when + ": " + invoice.number() + " is waited for").isEqualTo(invoice.state() == InvoiceState.OPEN);
            open = open.add(invoice.balance());
        }
        Invoices.Sums sums = credit.invoices.sums(Invoices.Which.ALL, account.member.number(), null);
        assertThat(sums.billed()).as(when).isEqualByComparingTo(account.billed);
        assertThat(sums.credited()).as(when).isEqualByComparingTo(account.credited);
        assertThat(sums.paid()).as(when).isEqualByComparingTo(account.paid);
        assertThat(sums.open()).as(when).isEqualByComparingTo(account.open());
        assertThat(open).as(when).isEqualByComparingTo(account.open());
    }

    private void saysTheSameEverywhere(Invoice invoice) {
        assertThat(credit.text(invoice.document())).contains(invoice.number(), Figures.usd(invoice.amount()));
        credit.credits.of(invoice.number()).ifPresent(note -> {
            String paper = credit.text(note.document());
            String letter = credit.letter((note.successor() == null ? invoice.number() : note.successor()) + "/CREDIT_NOTE/" + note.number());
            List<String> said = new ArrayList<>(List.of(note.number(), invoice.number() + ", " + Figures.usd(note.amount())));
            if (note.paidBefore().signum() > 0) {
                said.add(Figures.usd(note.paidBefore()));
            }
            if (note.successor() != null) {
                said.add(note.successor() + ", " + Figures.usd(credit.invoices.get(note.successor()).amount()));
            }
            assertThat(paper).contains(said);
            assertThat(letter).contains(said);
        });
    }
}
