package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;

/** What is left to do after a run, and that its sums add up. */
@HouseTest
class RunClosingTest {

    private static final int FEE_YEAR = 2013;
    private static final RequestPostProcessor TREASURER = user("treasurer").roles("treasurer");

    @Autowired
    WebApplicationContext house;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    RunClosing closing;
    @Autowired
    RunList list;

    MockMvc web;
    Year year;

    @BeforeEach
    void begin() {
        web = MockMvcBuilders.webAppContextSetup(house).apply(springSecurity()).build();
        year = new Year(house);
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    private RunClosing.Group group(RunClosing.Report report, String code) {
        return report.groups().stream().filter(group -> code.equals(group.code())).findFirst().orElseThrow();
    }

    @Test
    void whatWasApprovedIsAccountedForAndASupplementaryRunTakesTheParkedAndTheForgotten() throws Exception {
        Member good = year.city("Reported", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        Member refused = year.city("Unreachable", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        Member trouble = year.city("Aside", "KOR", 600_000L, LocalDate.of(2012, 1, 1));
        Member parked = year.city("Uncounted", "KOR", null, LocalDate.of(2012, 1, 1));
        year.prepare(FEE_YEAR);
        InvoicingRun run = runs.current(FEE_YEAR);
        web.perform(get("/office/runs/" + FEE_YEAR + "/closing").with(TREASURER)).andExpect(status().isNotFound());
        // Another run has invoiced this one meanwhile: the database refuses a second invoice
        year.jdbc.sql("insert into invoicing_run (fee_year, ordinal, state, opened_at) values (2064, 1, 'CANCELLED', now()) on conflict do nothing").update();
        year.jdbc.sql("""
                insert into invoice (number, member_number, member_name, country_name, fee_year, amount, currency, issued_at, issued_on, first_due_on,
                  due_on, assessment, run, sent_at, state)
                select 'OTHER-' || member_number, member_number, member_name, country_name, 2013, amount, currency, now(), current_date, current_date,
                  current_date, assessment, r.id, now(), 'PAID' from invoicing_run_line l, invoicing_run r
                where l.run = ? and l.member_number = ? and r.fee_year = 2064""").params(run.id(), trouble.number()).update();
        BigDecimal approved = list.totals(run.id()).sum();
        year.complete("owner", year.task(String.valueOf(FEE_YEAR), "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();
        String number = list.lines(run.id(), null, refused.number()).get(0).invoiceNumber();
        year.jdbc.sql("update letter set state = 'REFUSED', last_error = '550 no such mailbox' where about = ? and kind = 'INVOICE'").param(number).update();

        InvoicingRun closed = runs.latest(FEE_YEAR).orElseThrow();
        RunClosing.Report report = closing.of(closed);
        assertThat(report.approved().sum()).isEqualByComparingTo(approved);
        assertThat(report.putAside().invoices()).isEqualTo(1);
        assertThat(report.putAside().sum()).isPositive();
        assertThat(report.addsUp()).isTrue();
        assertThat(group(report, "TROUBLE").members()).isEqualTo(1);
        assertThat(group(report, "POPULATION_MISSING").members()).isPositive();
        assertThat(report.undelivered()).anySatisfy(letter -> {
            assertThat(letter.invoice()).isEqualTo(number);
            assertThat(letter.why()).contains("no such mailbox");
        });
        assertThat(closing.missed(closed)).extracting(RunLine::memberNumber).contains(trouble.number(), parked.number()).doesNotContain(good.number());
        web.perform(get("/office/runs/" + FEE_YEAR + "/closing").with(user("owner").roles("owners"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("The sums add up"))).andExpect(content().string(containsString("no such mailbox")))
                .andExpect(content().string(containsString("The number of inhabitants is missing")));
        web.perform(get("/office/runs/" + FEE_YEAR + "/closing").with(user("x").roles("nobody"))).andExpect(status().isForbidden());
        String csv = web.perform(get("/office/runs/" + FEE_YEAR + "/closing.csv").with(TREASURER)).andExpect(status().isOk()).andExpect(FileHeadersTest.saved("text/csv", ".csv")).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains(parked.number(), trouble.number(), "POPULATION_MISSING", "550 no such mailbox").doesNotContain(good.number());

        // An invoice of the run that is lost from the table, or added to it, shows
        year.jdbc.sql("update invoice set amount = amount + 1 where number = ?").param(number).update();
        assertThat(closing.of(closed).addsUp()).isFalse();
        year.jdbc.sql("update invoice set amount = amount - 1 where number = ?").param(number).update();

        year.members.revise(parked.number(), MemberDetails.city(parked.name(), null, "KOR", org.wego.membership.member.Level.CITY, null, 600_000L, 2020, "census"),
                "test");
        Member forgotten = year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique("Forgotten"), null, "KOR", null, 120L, 2020),
                LocalDate.of(2012, 2, 1), true);
        year.run(FEE_YEAR);
        InvoicingRun more = runs.latest(FEE_YEAR).orElseThrow();
        assertThat(more.ordinal()).isEqualTo(run.ordinal() + 1);
        assertThat(list.lines(more.id(), LineState.INVOICED, null)).extracting(RunLine::memberNumber).contains(forgotten.number())
                .doesNotContain(good.number(), trouble.number());
        assertThat(list.lines(more.id(), null, parked.number()).get(0).state()).as("looked at again").isNotEqualTo(LineState.NOT_DUE);
        assertThat(closing.of(more).addsUp()).isTrue();
        assertThat(group(closing.of(more), "ALREADY_INVOICED").members()).isGreaterThanOrEqualTo(3);
        web.perform(get("/office/runs/" + FEE_YEAR + "/closing").param("run", String.valueOf(more.ordinal())).with(TREASURER))
                .andExpect(content().string(containsString("supplementary run " + run.ordinal() + " of 2013")));
    }
}
