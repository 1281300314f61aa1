package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sums of money and days, as people read and type them. */
public final class Usd {

    /** Invoices are in this currency only. */
    public static final String CURRENCY = "USD";

    private static final Pattern TYPED = Pattern.compile("(\\d{1,3}(,\\d{3})+|\\d{1,9})(\\.\\d{1,2})?");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Usd() {
    }

    /** {@code USD 5,000}, with cents where there are any. */
    public static String words(BigDecimal sum) {
        return CURRENCY + " " + figure(sum);
    }

    /** {@code 5,000}, with cents where there are any. */
    public static String figure(BigDecimal sum) {
        boolean whole = sum.stripTrailingZeros().scale() <= 0;
        return new DecimalFormat(whole ? "#,##0" : "#,##0.00", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(sum);
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
