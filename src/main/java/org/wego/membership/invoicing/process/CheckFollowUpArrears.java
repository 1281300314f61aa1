package org.wego.membership.invoicing.process;

import java.time.LocalDate;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.site.Texts;

/** Takes the Treasurer's decision on arrears; a new due date must lie ahead, and within two years. */
@Component
class CheckFollowUpArrears implements TaskListener {

    private final Invoices invoices;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    CheckFollowUpArrears(Invoices invoices, OrganisationCalendar calendar, Texts texts) {
        this.invoices = invoices;
        this.calendar = calendar;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        if (values.oneOf("decision", "extend", "remind", "hold").equals("extend")) {
            LocalDate day = values.day("newDueDate");
            LocalDate today = calendar.today();
            if (!day.isAfter(today) || day.isAfter(today.plusYears(2))) {
                throw new TaskRefused("newDueDate", texts.get("invoicing.refused.newDueDate", Usd.day(today), Usd.day(today.plusYears(2))));
            }
            task.setVariable("newDueDate", day.toString());
        }
        invoices.note(task.getExecution().getProcessBusinessKey(), values.text("reason"));
    }
}
