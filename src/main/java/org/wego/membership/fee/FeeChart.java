package org.wego.membership.fee;

import java.time.Instant;

/**
 * The chart in force for a fee year.
 *
 * @param name        {@code membership-fee}
 * @param version     the deployed version of that decision table
 * @param confirmed   whether the Treasurer confirmed this chart, as it is, for this year
 * @param confirmedBy null while unconfirmed
 * @param key         the upload it came by, {@code fee-chart-2028-1}; null for the chart that the program brings
 * @param fromYear    the fee year from which on it was laid up; null for the chart that the program brings
 */
public record FeeChart(int feeYear, String name, int version, boolean confirmed, String confirmedBy, Instant confirmedAt, String key, Integer fromYear) {
}
