package org.wego.membership.fee;

import java.math.BigDecimal;

/**
 * GDP per capita of one economy and year, in current international dollars at purchasing power parity (IMF series PPPPC).
 *
 * @param country  ISO 3166-1 alpha-3
 * @param estimate the IMF had no actual figure for that year yet, or doesn't say so
 * @param edition  {@code 2025-10}
 */
public record GdpFigure(String country, int year, BigDecimal value, boolean estimate, String edition) {
}
