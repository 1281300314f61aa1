package org.wego.membership.payment;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.member.GoodStanding;

/** In good standing is who has no invoice of the previous year or before that is open past its due date; who was never invoiced is. */
@Component
class StandingByInvoices implements GoodStanding {

    private final Invoices invoices;
    private final OrganisationCalendar calendar;

    StandingByInvoices(Invoices invoices, OrganisationCalendar calendar) {
        this.invoices = invoices;
        this.calendar = calendar;
    }

    @Override
    public boolean inGoodStanding(String memberNumber) {
        return !invoices.hasOverdue(memberNumber, calendar.feeYear() - 1);
    }
}
