package org.wego.membership.payment;

import org.wego.membership.letter.LetterKind;

/** The letters about payments. */
public enum PaymentLetter implements LetterKind {

    RECEIPT("Billing contact, copy to the working contact", "An invoice is paid in full", "{number}/RECEIPT/{settlement}"),
    RECEIPT_WITHDRAWN("Billing contact, copy to the working contact", "A payment is taken back after the receipt",
            "{number}/RECEIPT_WITHDRAWN/{settlement}");

    private final String recipient;
    private final String event;
    private final String naturalKey;

    PaymentLetter(String recipient, String event, String naturalKey) {
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
