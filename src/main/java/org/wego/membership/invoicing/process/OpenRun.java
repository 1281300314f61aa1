package org.wego.membership.invoicing.process;

import java.util.Optional;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.InvoicingRuns;

@Component
class OpenRun implements JavaDelegate {

    private final InvoicingRuns runs;
    private final OrganisationCalendar calendar;

    OpenRun(InvoicingRuns runs, OrganisationCalendar calendar) {
        this.runs = runs;
        this.calendar = calendar;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<Integer> asked = RunVariables.FEE_YEAR.optional(execution);
        int year = asked.orElseGet(calendar::feeYear);
        RunVariables.FEE_YEAR.set(execution, year);
        execution.setProcessBusinessKey(String.valueOf(year));
        boolean opened = asked.isPresent() ? runs.open(year) : runs.openYearly(year);
        if (!opened) {
            throw new BpmnError("RunExists");
        }
    }
}
