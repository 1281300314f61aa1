package org.wego.membership.payment;

import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.Invoices;
import org.wego.membership.member.MemberMoney;

/** A member's money, from its invoices and what was paid on them. */
@Component
class MoneyByInvoices implements MemberMoney {

    private final Invoices invoices;
    private final Payments payments;
    private final OrganisationCalendar calendar;

    MoneyByInvoices(Invoices invoices, Payments payments, OrganisationCalendar calendar) {
        this.invoices = invoices;
        this.payments = payments;
        this.calendar = calendar;
    }

    @Override
    public List<Bill> bills(String memberNumber) {
        return invoices.of(memberNumber).stream().map(invoice -> new Bill(invoice.number(), invoice.feeYear(), invoice.issuedOn(), invoice.dueOn(),
                invoice.amount(), invoice.credited(), invoice.paid(), invoice.balance(), invoice.overdue(calendar.today()))).toList();
    }

    @Override
    public List<Receipt> receipts(String memberNumber) {
        return invoices.of(memberNumber).stream().flatMap(invoice -> payments.of(invoice.number()).stream()
                        .map(payment -> new Receipt(invoice.number(), payment.receivedOn(), payment.amount(), payment.reference())))
                .sorted(Comparator.comparing(Receipt::receivedOn)).toList();
    }
}
