package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.site.Texts;

/** Refuses a start form whose year can't be, or whose year has an open run. The timer starts without a year. */
@Component
class CheckOpenInvoicingRun implements ExecutionListener {

    private static final int EARLIEST = 2012;

    private final InvoicingRuns runs;
    private final OrganisationCalendar calendar;
    private final Acting acting;
    private final Texts texts;

    CheckOpenInvoicingRun(InvoicingRuns runs, OrganisationCalendar calendar, Acting acting, Texts texts) {
        this.runs = runs;
        this.calendar = calendar;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        boolean byClock = !acting.somebody() && RunVariables.FEE_YEAR.optional(execution).isEmpty();
        if (byClock) {
            return;
        }
        int year = TaskValues.of(execution).number("feeYear", null, EARLIEST, calendar.feeYear() + 1);
        if (runs.openRun(year).isPresent()) {
            throw new TaskRefused("feeYear", texts.get("invoicing.refused.runOpen", String.valueOf(year)));
        }
        RunVariables.FEE_YEAR.set(execution, year);
    }
}
