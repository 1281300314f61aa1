package org.wego.membership.site;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How numbers and sums are written for people. */
public final class Figures {

    private Figures() {
    }

    /** {@code 1,190,964}. */
    public static String grouped(long number) {
        return format("#,##0", number);
    }

    /** {@code 65,080}, cut to whole units and never rounded up: 29,999.7 must not read as the 30,000 of the next band. */
    public static String whole(BigDecimal number) {
        return grouped(number.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** {@code 5,000} of a sum in USD, with cents where there are any. */
    public static String sum(BigDecimal amount) {
        return format(amount.stripTrailingZeros().scale() <= 0 ? "#,##0" : "#,##0.00", amount);
    }

    /** {@code USD 5,000}, with cents where there are any. */
    public static String usd(BigDecimal amount) {
        return "USD " + sum(amount);
    }

    private static String format(String pattern, Object number) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(number);
    }
}
