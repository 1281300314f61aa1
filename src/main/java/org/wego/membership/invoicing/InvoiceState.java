package org.wego.membership.invoicing;

/** Where an invoice stands. */
public enum InvoiceState {
    OPEN, PAID, CANCELLED
}
