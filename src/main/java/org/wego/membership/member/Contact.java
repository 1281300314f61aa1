package org.wego.membership.member;

/**
 * A person or desk at a member to write to. Empty fields are null; the e-mail address is what letters need.
 *
 * @param address        the postal address, lines separated by line breaks
 * @param orderReference what the member wants printed on its invoices, such as the number of a purchase order
 */
public record Contact(String name, String title, String email, String phone, String address, String orderReference) {

    /** Whose invoices carry nothing of the member's own. */
    public Contact(String name, String title, String email, String phone, String address) {
        this(name, title, email, phone, address, null);
    }

    public Contact {
        name = Words.orNull(name);
        title = Words.orNull(title);
        email = Words.orNull(email);
        phone = Words.orNull(phone);
        address = Words.orNull(address);
        orderReference = Words.orNull(orderReference);
    }

    boolean isEmpty() {
        return name == null && title == null && email == null && phone == null && address == null && orderReference == null;
    }
}
