package org.wego.membership.letter;

import java.util.regex.Pattern;

/** What can stand on an envelope: one rule for every form, file and task that asks for an e-mail address. */
public final class MailAddress {

    private static final int LONGEST = 254;
    private static final int LONGEST_NAME = 64;
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    private MailAddress() {
    }

    /** Whether a text is a bare address, such as {@code mayor@suwon.example}; a domain in another script comes in its ASCII form. */
    public static boolean isFit(String text) {
        return text != null && text.length() <= LONGEST && text.indexOf('@') <= LONGEST_NAME && ADDRESS.matcher(text).matches();
    }
}
