package org.wego.membership.fee;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How figures are written for people. */
final class Money {

    private Money() {
    }

    /** 1,190,964 */
    static String grouped(long number) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(number);
    }

    /** Cut to whole units, never rounded up: 29,999.7 must not read as the 30,000 of the next band. */
    static String grouped(BigDecimal number) {
        return grouped(number.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** USD 5,000, with cents where there are any. */
    static String usd(BigDecimal amount) {
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return "USD " + new DecimalFormat(whole ? "#,##0" : "#,##0.00", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(amount);
    }
}
