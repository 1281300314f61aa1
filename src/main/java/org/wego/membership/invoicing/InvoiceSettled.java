package org.wego.membership.invoicing;

/** An invoice was paid in full or cancelled; published in the transaction that did it, to be heard after its commit. */
public record InvoiceSettled(String number, InvoiceState state) {
}
