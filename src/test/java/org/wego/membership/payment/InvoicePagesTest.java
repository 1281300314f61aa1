package org.wego.membership.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.wego.membership.FormToken.formToken;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.CreditorReference;
import org.wego.membership.invoicing.InvoiceState;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Year;
import org.wego.membership.member.Member;

@HouseTest
class InvoicePagesTest {

    private static final int FEE_YEAR = 2021;
    private static final UserRequestPostProcessor TREASURER = user("treasurer").roles("treasurer");

    @Autowired
    WebApplicationContext context;
    @Autowired
    Invoices invoices;
    @Autowired
    OrganisationCalendar calendar;

    MockMvc web;
    Year year;
    Member member;
    String number;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
        year = new Year(context);
        member = year.city("=Formula <b>", "KOR", 1_190_964L, LocalDate.of(2011, 1, 1));
        year.run(FEE_YEAR);
        number = invoices.of(member.number()).get(0).number();
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    @Test
    void theListAndTheInvoiceAreReadByStaffOnly() throws Exception {
        for (String path : new String[] {"/office/runs", "/office/runs/" + FEE_YEAR, "/office/invoices", "/office/invoices/" + number, "/office/payments"}) {
            web.perform(get(path)).andExpect(status().is3xxRedirection());
            web.perform(get(path).with(user("someone").roles("nobody"))).andExpect(status().isForbidden());
            for (String group : new String[] {"secretariat", "treasurer", "owners"}) {
                web.perform(get(path).with(user("x").roles(group))).andExpect(status().isOk());
            }
        }
        web.perform(get("/office/invoices").param("q", member.number()).param("show", "open").param("year", "" + FEE_YEAR).with(TREASURER))
                .andExpect(content().string(containsString(number))).andExpect(content().string(containsString("&lt;b&gt;")));
        web.perform(get("/office/invoices/" + number).with(user("owner").roles("owners"))).andExpect(content().string(containsString("full-p3-g5")))
                .andExpect(content().string(not(containsString("formToken"))));
        web.perform(get("/office/invoices/2027-999999").with(TREASURER)).andExpect(status().isNotFound());
        web.perform(get("/office/runs/1999").with(TREASURER)).andExpect(status().isNotFound());
    }

    @Test
    void theRunIsTakenAsCsvAndAnInvoiceAsPdf() throws Exception {
        byte[] csv = web.perform(get("/office/runs/" + FEE_YEAR + "/list.csv").with(TREASURER)).andExpect(status().isOk())
                .andExpect(FileHeadersTest.saved("text/csv", ".csv")).andReturn().getResponse().getContentAsByteArray();
        assertThat(csv).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(csv, java.nio.charset.StandardCharsets.UTF_8)).contains("\"'=Formula <b>").doesNotContain("\"=");
        byte[] pdf = web.perform(get("/office/invoices/" + number + "/invoice.pdf").with(TREASURER)).andExpect(status().isOk())
                .andExpect(FileHeadersTest.shown()).andReturn().getResponse().getContentAsByteArray();
        assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        web.perform(get("/office/runs/" + FEE_YEAR + "/preview.pdf").param("member", member.number()).with(TREASURER)).andExpect(status().isOk())
                .andExpect(FileHeadersTest.shown());
        web.perform(get("/office/runs/" + FEE_YEAR + "/preview.pdf").param("member", "M-0").with(TREASURER)).andExpect(status().isNotFound());
        web.perform(get("/office/runs/" + FEE_YEAR).param("q", member.number()).param("show", "INVOICED").with(TREASURER))
                .andExpect(content().string(containsString(number)));
    }

    @Test
    void aPaymentReferenceFindsItsInvoiceAndOneOfAnotherInvoiceIsAskedAbout() throws Exception {
        Member other = year.city("Other", "KOR", 600_000L, LocalDate.of(2011, 1, 1));
        year.run(FEE_YEAR);
        String wrong = invoices.of(other.number()).get(0).number();
        CreditorReference reference = new CreditorReference(number);
        web.perform(get("/office/invoices/" + number).with(TREASURER)).andExpect(content().string(containsString(reference.printed())));
        for (String line : new String[] {reference.value(), reference.printed(), "TRF 0815 " + reference.value().toLowerCase() + " WEGO FEE"}) {
            web.perform(get("/office/invoices").param("q", line).with(TREASURER)).andExpect(content().string(containsString("/office/invoices/" + number)))
                    .andExpect(content().string(not(containsString("/office/invoices/" + wrong)))).andExpect(content().string(not(containsString("wrong digit"))));
        }
        String mistyped = reference.value().substring(0, 13) + (reference.value().charAt(13) == '9' ? '1' : (char) (reference.value().charAt(13) + 1));
        web.perform(get("/office/invoices").param("q", mistyped).with(TREASURER)).andExpect(content().string(containsString("wrong digit")));

        String payments = "/office/invoices/" + number + "/payments";
        String token = UUID.randomUUID().toString();
        web.perform(post(payments).with(formToken()).with(TREASURER).param("amount", "100").param("receivedOn", calendar.today().toString())
                .param("reference", "SEPA " + new CreditorReference(wrong).printed()).param("formToken", token)).andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("names invoice " + wrong))).andExpect(content().string(containsString("name=\"otherInvoice\"")));
        assertThat(invoices.get(number).paid()).isZero();
        web.perform(post(payments).with(formToken()).with(TREASURER).param("amount", "100").param("receivedOn", calendar.today().toString())
                .param("reference", "SEPA " + new CreditorReference(wrong).printed()).param("otherInvoice", "true").param("formToken", token))
                .andExpect(status().is3xxRedirection());
        web.perform(post(payments).with(formToken()).with(TREASURER).param("amount", "50").param("receivedOn", calendar.today().toString())
                .param("reference", reference.printed()).param("formToken", UUID.randomUUID().toString())).andExpect(status().is3xxRedirection());
        assertThat(invoices.get(number).paid()).isEqualByComparingTo("150");
        web.perform(get("/office/payments").param("q", "their line: " + reference.value()).with(TREASURER)).andExpect(content().string(containsString(number)));
    }

    @Test
    void onlyTheTreasurerRecordsAndFaultsStandBesideTheirFields() throws Exception {
        String payments = "/office/invoices/" + number + "/payments";
        web.perform(post(payments).with(formToken()).with(user("owner").roles("owners")).param("amount", "5")).andExpect(status().isForbidden());
        web.perform(post("/office/invoices/" + number + "/cancel").with(formToken()).with(user("s").roles("secretariat"))).andExpect(status().isForbidden());
        web.perform(post(payments).with(formToken()).with(TREASURER).param("amount", "much").param("receivedOn", "").param("formToken", "a"))
                .andExpect(status().isBadRequest()).andExpect(content().string(containsString("e-amount")))
                .andExpect(content().string(containsString("e-receivedOn"))).andExpect(content().string(containsString("value=\"much\"")));
        web.perform(post(payments).with(formToken()).with(TREASURER).param("amount", "9000").param("receivedOn", calendar.today().toString())
                .param("formToken", "b" + UUID.randomUUID())).andExpect(status().isBadRequest()).andExpect(content().string(containsString("name=\"overpaid\"")));
        String token = UUID.randomUUID().toString();
        for (int click = 0; click < 2; click++) {
            web.perform(post(payments).with(formToken()).with(TREASURER).param("amount", "5,000").param("receivedOn", calendar.today().toString())
                    .param("reference", "KEB 1").param("formToken", token)).andExpect(status().is3xxRedirection());
        }
        assertThat(invoices.get(number).state()).isEqualTo(InvoiceState.PAID);
        assertThat(invoices.get(number).paid()).isEqualByComparingTo("5000");
        web.perform(get("/office/invoices/" + number).param("done", "recorded").with(TREASURER))
                .andExpect(content().string(containsString("paid in full"))).andExpect(content().string(containsString("KEB 1")));
        web.perform(post(payments + "/999999999/take-back").with(formToken()).with(TREASURER)).andExpect(status().isNotFound());
        web.perform(get("/office/payments").param("q", member.name()).with(TREASURER)).andExpect(content().string(containsString("KEB 1")));
        year.quiet.drain();
    }
}
