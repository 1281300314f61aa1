package org.wego.membership.invoicing;

/** An invoice that had been paid in full is open again, since a payment was taken back. */
public record InvoiceReopened(String number) {
}
