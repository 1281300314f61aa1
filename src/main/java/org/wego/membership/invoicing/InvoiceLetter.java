package org.wego.membership.invoicing;

import org.wego.membership.letter.LetterKind;

/** The letters of the run and its invoices. */
public enum InvoiceLetter implements LetterKind {

    INVOICE("Billing contact, copy to the working contact", "A run issued an invoice", "{number}/INVOICE"),
    INVOICE_DUE_SOON("Billing contact, copy to the working contact", "14 days before the due date, unpaid", "{number}/REMINDER/{due}/{n}"),
    INVOICE_OVERDUE("Billing contact, copy to the working contact", "7 and 30 days after the due date, unpaid; the Treasurer reminds",
            "{number}/REMINDER/{due}/{n}"),
    DUE_DATE_EXTENDED("Billing contact, copy to the working contact", "The Treasurer gives a new due date", "{number}/EXTENDED/{due}"),
    INVOICE_CANCELLED("Billing contact, copy to the working contact", "An invoice had been cancelled after it went out, before there were credit notes", "{number}/CANCELLED"),
    FEE_EXEMPT("Billing contact, copy to the working contact", "A run is closed; the member is exempt for its fee year",
            "{member}/{feeYear}/FEE_EXEMPT"),
    FIGURE_ASKED("Billing contact, copy to the working contact", "The Treasurer asks a parked member", "{feeYear}/{member}/FIGURE_ASKED/{n}");

    private final Row row;

    InvoiceLetter(String recipient, String event, String naturalKey) {
        row = new Row(recipient, event, naturalKey);
    }

    @Override
    public Row row() {
        return row;
    }

    @Override
    public boolean bulk() {
        return this == INVOICE || this == FEE_EXEMPT;
    }
}
