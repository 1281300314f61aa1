package org.wego.membership.payment;

/**
 * A payment as it was typed.
 *
 * @param overpaid     that more came in than is open is known and meant
 * @param otherInvoice that the bank's reference names another invoice is known and meant
 * @param formToken    the form's own: sent twice, it is one payment
 */
public record NewPayment(String amount, String receivedOn, String reference, boolean overpaid, boolean otherInvoice, String formToken) {

    /** An ordinary one, whose reference names no other invoice. */
    public NewPayment(String amount, String receivedOn, String reference, boolean overpaid, String formToken) {
        this(amount, receivedOn, reference, overpaid, false, formToken);
    }
}
