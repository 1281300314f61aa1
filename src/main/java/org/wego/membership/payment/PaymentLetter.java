package org.wego.membership.payment;

import org.wego.membership.letter.LetterKind;

/** The letters about payments. */
public enum PaymentLetter implements LetterKind {

    RECEIPT("Billing contact, copy to the working contact", "An invoice is paid in full", "{number}/RECEIPT/{settlement}"),
    RECEIPT_WITHDRAWN("Billing contact, copy to the working contact", "A payment is taken back after the receipt",
            "{number}/RECEIPT_WITHDRAWN/{settlement}");

    private final Row row;

    PaymentLetter(String recipient, String event, String naturalKey) {
        row = new Row(recipient, event, naturalKey);
    }

    @Override
    public Row row() {
        return row;
    }
}
