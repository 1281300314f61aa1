package org.wego.membership.invoicing;

import org.wego.membership.letter.LetterKind;

/** The letters of the run and its invoices. */
public enum InvoiceLetter implements LetterKind {

    INVOICE("billing contact, copy to the working contact", "the run issued an invoice", "{number}/INVOICE"),
    INVOICE_DUE_SOON("billing contact, copy to the working contact", "14 days before the due date, unpaid", "{number}/REMINDER/{due}/{n}"),
    INVOICE_OVERDUE("billing contact, copy to the working contact", "7 and 30 days after the due date, unpaid; the Treasurer reminds",
            "{number}/REMINDER/{due}/{n}"),
    DUE_DATE_EXTENDED("billing contact, copy to the working contact", "the Treasurer gave a new due date", "{number}/EXTENDED/{due}"),
    INVOICE_CANCELLED("billing contact, copy to the working contact", "an invoice was cancelled", "{number}/CANCELLED"),
    FEE_EXEMPT("billing contact, copy to the working contact", "a run was closed; the member is exempt for its fee year",
            "{member}/{feeYear}/FEE_EXEMPT");

    private final String recipient;
    private final String event;
    private final String naturalKey;

    InvoiceLetter(String recipient, String event, String naturalKey) {
        this.recipient = recipient;
        this.event = event;
        this.naturalKey = naturalKey;
    }

    @Override
    public String recipient() {
        return recipient;
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public String naturalKey() {
        return naturalKey;
    }
}
