package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sums of money as people type them, and days as they read them. */
public final class Usd {

    /** Invoices are in this currency only. */
    public static final String CURRENCY = "USD";

    private static final Pattern TYPED = Pattern.compile("(\\d{1,3}(,\\d{3})+|\\d{1,9})(\\.\\d{1,2})?");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Usd() {
    }

    /** Reads "5000", "5,000.50" or "USD 5,000"; empty for anything that could be meant in two ways. */
    public static Optional<BigDecimal> read(String typed) {
        String text = typed == null ? "" : typed.strip().replaceFirst("(?i)^(usd|us\\$|\\$)\\s*", "");
        return TYPED.matcher(text).matches() ? Optional.of(new BigDecimal(text.replace(",", "")).setScale(2)) : Optional.empty();
    }

    /** {@code 2 March 2027}. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }
}
