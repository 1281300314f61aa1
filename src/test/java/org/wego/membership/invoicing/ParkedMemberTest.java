package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.engine.Sweeps;
import org.wego.membership.fee.Fees;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDetails;
import org.wego.membership.member.Standing;

/** A member whose fee can't be told is one case, the Treasurer's, until a run has billed it. The IMF tells no GDP of Cuba. */
@HouseTest
class ParkedMemberTest {

    private static final int FEE_YEAR = 2013;

    @Autowired
    ApplicationContext house;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    RunList list;
    @Autowired
    ParkedCases cases;
    @Autowired
    Invoices invoices;
    @Autowired
    Fees fees;
    @Autowired
    Sweeps sweeps;
    @Autowired
    ManagementService management;

    Year year;

    @BeforeEach
    void begin() {
        year = new Year(house);
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    private String key(Member member) {
        return FEE_YEAR + "/" + member.number();
    }

    private Task task(Member member) {
        return year.task(key(member), "resolveParkedMember");
    }

    private void decide(Member member, Map<String, Object> values) {
        year.complete("treasurer", task(member), values);
        year.quiet.drain();
    }

    private RunLine line(Member member) {
        return list.lines(runs.latest(FEE_YEAR).orElseThrow().id(), null, member.number()).stream()
                .filter(line -> line.memberNumber().equals(member.number())).findFirst().orElseThrow();
    }

    private String approvalWords() {
        return String.valueOf(year.runtime.getVariable(year.task(String.valueOf(FEE_YEAR), "approveInvoicingRun").getExecutionId(), "parkedWords"));
    }

    private void computeAgain() {
        String key = String.valueOf(FEE_YEAR);
        year.complete("owner", year.task(key, "approveInvoicingRun"), Map.of("decision", "recalculate", "reason", "take in what is resolved"));
        year.complete("treasurer", year.task(key, "prepareFeeYear"), Map.of("decision", "proceed", "confirmChart", true));
        year.quiet.drain();
    }

    private static Map<String, Object> substitute(Map<String, Object> changes) {
        Map<String, Object> values = new HashMap<>(Map.of("decision", "substitute", "figure", "gdp", "value", "12,345", "year", 2006,
                "source", "World Bank, WDI", "reason", "The IMF publishes none"));
        values.putAll(changes);
        return values;
    }

    @Test
    void everyParkedMemberIsACaseUntilARunHasBilledIt() throws Exception {
        Member hue = year.city("Hue", "CUB", 652_572L, LocalDate.of(2011, 1, 1));
        Member uncounted = year.city("Unsung", "CUB", null, LocalDate.of(2011, 1, 1));
        Member asked = year.city("Askew", "CUB", 300_000L, LocalDate.of(2011, 1, 1));
        Member late = year.city("Tardy", "CUB", 300_000L, LocalDate.of(2011, 1, 1));
        Member leftOut = year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique("Silent Works"), null, "CUB", null, null, null),
                LocalDate.of(2011, 1, 1), true);
        Member mute = year.admit(Category.CORPORATE, Standing.CORPORATE, MemberDetails.company(Year.unique("Mute Works"), null, "CUB", null, 60L, 2025),
                LocalDate.of(2011, 1, 1), false);
        year.prepare(FEE_YEAR);

        assertThat(task(hue).getName()).isEqualTo("Resolve parked member: " + hue.name());
        assertThat(year.runtime.getVariable(task(hue).getExecutionId(), "facts").toString()).contains("Cuba", "652,572", hue.number());
        assertThat(year.runtime.getVariable(task(hue).getExecutionId(), "figures").toString()).contains("gdp").doesNotContain("population", "employees");
        assertThat(year.runtime.getVariable(task(mute).getExecutionId(), "figures").toString()).isEqualTo("[]");
        assertThat(approvalWords()).isEmpty();

        whatIsMissingOrAbsurdIsRefused(hue, mute);

        // A documented figure; the approval says that a new computation would take it in
        decide(hue, substitute(Map.of()));
        assertThat(year.has(key(hue), "resolveParkedMember")).isFalse();
        assertThat(cases.get(key(hue))).extracting(ParkedCase::state, ParkedCase::decidedBy, ParkedCase::decisionReason)
                .containsExactly(ParkedState.SUBSTITUTED, "treasurer", "The IMF publishes none");
        sweeps.runAll();
        assertThat(approvalWords()).contains("since this list was computed: 1.");

        // One figure is there, the other still isn't: the case comes back
        decide(uncounted, substitute(Map.of("figure", "population", "value", "77 000", "year", 2012, "source", "its own count")));
        // Left out, with a reason
        decide(leftOut, Map.of("decision", "leaveOut", "reason", "It is being wound up"));
        assertThat(year.runtime.createProcessInstanceQuery().processInstanceBusinessKey(key(leftOut)).count()).isZero();
        // Asked, and the register says something else since
        decide(asked, Map.of("decision", "ask", "question", "How many inhabitants has Askew today?"));
        assertThat(year.letters(asked.number())).containsExactly(key(asked) + "/FIGURE_ASKED/1");
        assertThat(cases.get(key(asked)).answerUntil()).isEqualTo(year.calendar.today().plusDays(21));
        sweeps.runAll();
        assertThat(year.has(key(asked), "resolveParkedMember")).as("no answer yet").isFalse();
        year.clock.advance(java.time.Duration.ofSeconds(2));
        year.members.revise(asked.number(), MemberDetails.city(asked.name(), null, "CUB", null, null, 310_000L, 2026, "the city"), "secretariat");
        sweeps.runAll();
        assertThat(year.runtime.getVariable(task(asked).getExecutionId(), "facts").toString()).contains("How many inhabitants", "changed since");
        // Asked, and no answer in time
        decide(late, Map.of("decision", "ask", "question", "How many?", "answerUntil", year.calendar.today().plusDays(5).toString()));
        String timer = management.createJobQuery().processInstanceId(year.runtime.createProcessInstanceQuery().processInstanceBusinessKey(key(late))
                .singleResult().getId()).timers().singleResult().getId();
        management.executeJob(timer);
        assertThat(year.runtime.getVariable(task(late).getExecutionId(), "facts").toString()).contains("no answer in time");
        sweeps.runAll();
        assertThat(approvalWords()).contains("since this list was computed: 4.");

        computeAgain();
        assertThat(approvalWords()).isEmpty();
        assertThat(line(hue)).extracting(RunLine::state).isEqualTo(LineState.DUE);
        assertThat(line(hue).amount()).as("500,000–1 million inhabitants, 10,000–20,000 dollars").isEqualByComparingTo("1500");
        assertThat(line(hue).assessment().sentence()).isEqualTo("USD 1,500: 652,572 inhabitants (500,000–1,000,000) and 12,345 international dollars a head "
                + "(10,000–20,000), World Bank, WDI for 2006, entered by the Treasurer");
        assertThat(line(hue).reason()).contains("The GDP figure is of 2006: more than five years old");
        assertThat(line(leftOut)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.NOT_DUE, "LEFT_OUT");
        assertThat(line(leftOut).reason()).contains("It is being wound up");
        assertThat(line(uncounted)).extracting(RunLine::state, RunLine::reasonCode).containsExactly(LineState.PARKED, "COUNTRY_NOT_COVERED");
        assertThat(year.runtime.getVariable(task(uncounted).getExecutionId(), "facts").toString()).contains("Cuba");
        assertThat(cases.get(key(uncounted)).state()).isEqualTo(ParkedState.WITH_TREASURER);
        decide(uncounted, substitute(Map.of()));
        computeAgain();
        assertThat(line(uncounted).assessment().substitutes()).hasSize(2);
        assertThat(line(uncounted).amount()).isEqualByComparingTo("1000");

        // Billed, the case is over; what is still parked stays the Treasurer's
        year.complete("owner", year.task(String.valueOf(FEE_YEAR), "approveInvoicingRun"), Year.APPROVE);
        year.quiet.drain();
        assertThat(runs.latest(FEE_YEAR).orElseThrow().state()).isEqualTo(RunState.CLOSED);
        assertThat(cases.get(key(hue)).state()).isEqualTo(ParkedState.SETTLED);
        assertThat(year.runtime.createProcessInstanceQuery().processInstanceBusinessKey(key(hue)).count()).isZero();
        assertThat(year.has(key(late), "resolveParkedMember")).isTrue();
        Invoice invoice = invoices.of(hue.number()).get(0);
        assertThat(invoice.amount()).isEqualByComparingTo("1500");
        assertThat(fees.recompute(invoice.assessment()).differences()).isEmpty();

        pages(invoice, late);

        // A supplementary run asks again about who was left out of the first
        year.prepare(FEE_YEAR);
        assertThat(line(leftOut).state()).isEqualTo(LineState.PARKED);
        assertThat(year.has(key(leftOut), "resolveParkedMember")).isTrue();
        assertThat(year.has(key(late), "resolveParkedMember")).as("the same case").isTrue();
        year.complete("owner", year.task(String.valueOf(FEE_YEAR), "approveInvoicingRun"), Map.of("decision", "cancel"));
        year.quiet.drain();
        sweeps.runAll();
        assertThat(year.has(key(leftOut), "resolveParkedMember")).as("the first run left it out").isFalse();
        assertThat(year.has(key(late), "resolveParkedMember")).as("the first run parked it").isTrue();
        assertThat(cases.untold()).noneMatch(untold -> untold.feeYear() == FEE_YEAR);
    }

    private void pages(Invoice invoice, Member late) throws Exception {
        MockMvc web = MockMvcBuilders.webAppContextSetup((WebApplicationContext) house).apply(springSecurity()).build();
        web.perform(get("/office/runs/" + FEE_YEAR + "/parked").with(user("owner").roles("owners"))).andExpect(status().isOk())
                .andExpect(content().string(containsString(late.name()))).andExpect(content().string(containsString("The run of " + FEE_YEAR)))
                .andExpect(content().string(containsString("The IMF publishes none")))
                .andExpect(content().string(containsString("It is being wound up")));
        web.perform(get("/office/runs/1999/parked").with(user("owner").roles("owners"))).andExpect(status().isNotFound());
        web.perform(get("/office/invoices/" + invoice.number()).with(user("owner").roles("owners"))).andExpect(status().isOk())
                .andExpect(content().string(containsString("Computed again"))).andExpect(content().string(containsString("USD 1,500: the same")))
                .andExpect(content().string(containsString("entered by the Treasurer: The IMF publishes none; more than five years old")));
    }

    private void whatIsMissingOrAbsurdIsRefused(Member member, Member mute) {
        record Refused(String field, Map<String, Object> values) {
        }
        for (Refused refused : List.of(new Refused("decision", Map.of()), new Refused("decision", Map.of("decision", "guess")),
                new Refused("figure", substitute(Map.of("figure", "employees"))), new Refused("figure", substitute(Map.of("figure", ""))),
                new Refused("value", substitute(Map.of("value", ""))), new Refused("value", substitute(Map.of("value", "0"))),
                new Refused("value", substitute(Map.of("value", "-5"))), new Refused("value", substitute(Map.of("value", "99999999999"))),
                new Refused("value", substitute(Map.of("value", "about 12"))), new Refused("figure", substitute(Map.of("figure", "population", "value", "77000"))),
                new Refused("year", substitute(Map.of("year", ""))), new Refused("year", substitute(Map.of("year", 2099))),
                new Refused("source", substitute(Map.of("source", " "))), new Refused("reason", substitute(Map.of("reason", ""))),
                new Refused("question", Map.of("decision", "ask")), new Refused("question", Map.of("decision", "ask", "question", "x".repeat(601))),
                new Refused("answerUntil", Map.of("decision", "ask", "question", "How many?", "answerUntil", "2020-01-01")),
                new Refused("reason", Map.of("decision", "leaveOut")))) {
            assertThatThrownBy(() -> year.complete("treasurer", task(member), refused.values())).as(refused.toString())
                    .hasMessageContaining("\"" + refused.field() + "\"");
        }
        assertThatThrownBy(() -> year.complete("treasurer", task(mute), substitute(Map.of()))).hasMessageContaining("no figure is missing");
        assertThatThrownBy(() -> year.complete("treasurer", task(mute), Map.of("decision", "ask", "question", "Who are you?")))
                .hasMessageContaining("no contact of " + mute.number());
        assertThat(cases.get(key(member)).state()).isEqualTo(ParkedState.WITH_TREASURER);
    }

    @Test
    void aCancelledRunTakesItsCasesAlong() {
        Member parked = year.city("Brief", "CUB", null, LocalDate.of(2011, 1, 1));
        year.prepare(2012);
        String key = "2012/" + parked.number();
        assertThat(year.has(key, "resolveParkedMember")).isTrue();
        year.complete("owner", year.task("2012", "approveInvoicingRun"), Map.of("decision", "cancel"));
        year.quiet.drain();
        sweeps.runAll();
        assertThat(year.has(key, "resolveParkedMember")).isFalse();
        assertThat(cases.get(key).state()).isEqualTo(ParkedState.SETTLED);
        year.prepare(2012);
        assertThat(year.has(key, "resolveParkedMember")).as("the next run asks again").isTrue();
        year.complete("owner", year.task("2012", "approveInvoicingRun"), Map.of("decision", "cancel"));
        year.quiet.drain();
        sweeps.runAll();
    }
}
