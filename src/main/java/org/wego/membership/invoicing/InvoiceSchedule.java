package org.wego.membership.invoicing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;

/** When the next reminder leaves, and when the Treasurer is asked; computed anew each time from the invoice as it stands. */
@Component
public class InvoiceSchedule {

    private final InvoicingSettings settings;
    private final OrganisationCalendar calendar;

    InvoiceSchedule(InvoicingSettings settings, OrganisationCalendar calendar) {
        this.settings = settings;
        this.calendar = calendar;
    }

    /** The first step of an invoice that is due on that day. */
    public Instant first(LocalDate dueOn) {
        return settings.reminders().isEmpty() ? at(dueOn.plusDays(settings.followUpDays())) : reminder(dueOn, 0);
    }

    /** When something is next to be done for the invoice; in the past if that was missed. */
    public Instant next(Invoice invoice) {
        if (invoice.state() != InvoiceState.OPEN) {
            // Its process is told by a message; until then the timer has nothing to do
            return calendar.now().plus(Duration.ofHours(1));
        }
        return invoice.remindersDone() < settings.reminders().size() ? reminder(invoice.dueOn(), invoice.remindersDone()) : followUp(invoice);
    }

    /** Whether the case is the Treasurer's now. */
    public boolean longOverdue(Invoice invoice) {
        return invoice.state() == InvoiceState.OPEN && !followUp(invoice).isAfter(calendar.now());
    }

    /** How many reminders have come due by now; several that were missed count as the last one. */
    int remindersDue(LocalDate dueOn) {
        int due = 0;
        while (due < settings.reminders().size() && !reminder(dueOn, due).isAfter(calendar.now())) {
            due++;
        }
        return due;
    }

    private Instant followUp(Invoice invoice) {
        return at(invoice.followUpOn() != null ? invoice.followUpOn() : invoice.dueOn().plusDays(settings.followUpDays()));
    }

    private Instant reminder(LocalDate dueOn, int which) {
        return at(dueOn.plusDays(settings.reminders().get(which)));
    }

    private Instant at(LocalDate day) {
        return day.atTime(settings.hour()).atZone(calendar.zone()).toInstant();
    }
}
