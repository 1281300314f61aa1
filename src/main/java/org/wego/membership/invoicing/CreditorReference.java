package org.wego.membership.invoicing;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The structured creditor reference of an invoice (ISO 11649): {@code RF}, two check digits and the invoice's number without
 * its hyphen. Banks carry it from the payer's form to our statement unchanged, and a mistyped digit shows.
 *
 * @param invoiceNumber {@code 2027-000123}
 */
public record CreditorReference(String invoiceNumber) {

    private static final Pattern NUMBER = Pattern.compile("(\\d{4})-(\\d{6,9})");
    /** Statements write it together, in fours, or with other signs between. */
    private static final Pattern WRITTEN = Pattern.compile("(?i)(?<![a-z0-9])RF[ .:-]?((?:[0-9][ .-]?){12,40})");
    /** With the check digits; longer ones would be more invoices in a year than there can be. */
    private static final int SHORTEST = 12;
    private static final int LONGEST = 15;
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    public CreditorReference {
        if (!NUMBER.matcher(invoiceNumber).matches()) {
            throw new IllegalArgumentException("Not an invoice's number: " + invoiceNumber);
        }
    }

    /** The reference of an invoice; empty for what has no number yet, such as an example. */
    public static Optional<CreditorReference> of(String invoiceNumber) {
        return NUMBER.matcher(invoiceNumber).matches() ? Optional.of(new CreditorReference(invoiceNumber)) : Optional.empty();
    }

    /** The first reference in a text whose check digits fit, such as in a line of a bank's statement. */
    public static Optional<CreditorReference> in(String text) {
        Matcher written = WRITTEN.matcher(text == null ? "" : text);
        for (int from = 0; written.find(from); from = written.start() + 2) {
            // It ends where a digit is followed by none; the usual length first, since another figure of the statement may follow
            String signs = written.group(1) + " ";
            StringBuilder digits = new StringBuilder();
            for (int at = 0; at < signs.length() - 1 && digits.length() < LONGEST; at++) {
                if (Character.isDigit(signs.charAt(at))) {
                    digits.append(signs.charAt(at));
                    if (digits.length() >= SHORTEST && !Character.isDigit(signs.charAt(at + 1)) && check(digits.substring(2)).equals(digits.substring(0, 2))) {
                        return Optional.of(new CreditorReference(digits.substring(2, 6) + "-" + digits.substring(6)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a text holds what is meant as one of our references although its check digits don't fit. */
    public static boolean mistypedIn(String text) {
        return text != null && in(text).isEmpty() && text.strip().toUpperCase(Locale.ROOT).replaceAll("[ .:-]", "").matches("RF\\d{8,19}");
    }

    /** {@code RF182027000123}, as machines pass it on. */
    public String value() {
        String body = invoiceNumber.replace("-", "");
        return "RF" + check(body) + body;
    }

    /** {@code RF18 2027 0001 23}: in fours, as the standard asks for on paper. */
    public String printed() {
        return value().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** 98 less the remainder by 97 of the body followed by RF00, R being 27 and F 15 (ISO 7064, MOD 97-10). */
    private static String check(String body) {
        return String.format("%02d", 98 - new BigInteger(body + "271500").mod(MODULUS).intValue());
    }
}
