package org.wego.membership.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;

import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.member.Member;

/** Two runs of neighbouring years, the second approved with a reason only where it moves too far. */
@HouseTest
class SafetyBoundsTest {

    @Autowired
    ApplicationContext house;
    @Autowired
    InvoicingRuns runs;
    @Autowired
    RunList list;
    @Autowired
    SafetyCheck safety;

    Year year;

    @BeforeEach
    void begin() {
        year = new Year(house);
    }

    @AfterEach
    void tidy() {
        year.tidy();
    }

    /** What the member was asked, as if the year before had been another. */
    private void asked(Member member, int feeYear, String amount) {
        year.jdbc.sql("update invoice set amount = cast(? as numeric) where member_number = ? and fee_year = ?").params(amount, member.number(), feeYear).update();
    }

    private String variable(Task task, String name) {
        return String.valueOf(year.runtime.getVariable(task.getExecutionId(), name));
    }

    @Test
    void aRunBeyondABoundIsApprovedWithAReasonThatStandsInItsReport() {
        Member halved = year.city("Halved", "KOR", 600_000L, LocalDate.of(2010, 1, 1));
        Member steady = year.city("Steady", "KOR", 600_000L, LocalDate.of(2010, 1, 1));
        year.run(2013);
        // Halved falls by a cent more than half; Steady by exactly half, which is inside
        var fee = list.lines(runs.latest(2013).orElseThrow().id(), null, halved.number()).get(0).amount();
        asked(halved, 2013, fee.multiply(java.math.BigDecimal.valueOf(2)).add(new java.math.BigDecimal("0.02")).toPlainString());
        asked(steady, 2013, fee.multiply(java.math.BigDecimal.valueOf(2)).toPlainString());
        year.prepare(2014);
        Task task = year.task("2014", "approveInvoicingRun");
        InvoicingRun run = runs.current(2014);
        assertThat(run.totalBound()).isEqualTo(20);
        assertThat(run.feeBound()).isEqualTo(50);
        assertThat(safety.feesBeyond(run)).extracting(RunLine::memberNumber).contains(halved.number()).doesNotContain(steady.number());
        assertThat(variable(task, "boundsWords")).contains("needs a reason", "50 %").doesNotContain(halved.name());
        assertThat(variable(task, "beyondBounds")).contains(halved.name(), "−50 %");
        assertThatThrownBy(() -> year.complete("owner", task, Map.of("decision", "approve")))
                .isInstanceOf(FormFieldValidationException.class).hasMessageContaining("\"reason\" is missing").hasMessageContaining("50 %");
        assertThatThrownBy(() -> year.complete("owner", task, Map.of("decision", "approve", "reason", "  "))).hasMessageContaining("reason");
        assertThat(runs.current(2014).state()).isEqualTo(RunState.ASSESSED);
        RunTotals due = list.totals(run.id());

        year.complete("owner", task, Map.of("decision", "approve", "reason", "The chart of 2013 was doubled by mistake"));
        assertThat(runs.current(2014)).satisfies(approved -> {
            assertThat(approved.approvalNote()).isEqualTo("The chart of 2013 was doubled by mistake");
            assertThat(approved.approvedInvoices()).isEqualTo(due.billed());
            assertThat(approved.approvedSum()).isEqualByComparingTo(due.sum());
        });
        year.quiet.drain();
    }
}
