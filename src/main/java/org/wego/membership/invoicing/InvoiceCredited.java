package org.wego.membership.invoicing;

/**
 * An invoice was credited; published in the transaction that does it, to be heard in it: what had come in moves to the invoice
 * that takes its place, in the same step.
 *
 * @param number     the credited invoice
 * @param successor  the invoice that takes its place, null without one
 * @param creditNote the credit note's number
 * @param by         the account that approved
 */
public record InvoiceCredited(String number, String successor, String creditNote, String by) {
}
