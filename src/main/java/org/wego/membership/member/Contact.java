package org.wego.membership.member;

/**
 * A person or desk at a member to write to. Empty fields are null; the e-mail address is what letters need.
 *
 * @param address the postal address, lines separated by line breaks
 */
public record Contact(String name, String title, String email, String phone, String address) {

    public Contact {
        name = Words.orNull(name);
        title = Words.orNull(title);
        email = Words.orNull(email);
        phone = Words.orNull(phone);
        address = Words.orNull(address);
    }

    boolean isEmpty() {
        return name == null && title == null && email == null && phone == null && address == null;
    }
}
