package org.wego.membership.fee;

import java.time.Instant;

/**
 * The chart in force for a fee year.
 *
 * @param name        {@code membership-fee}
 * @param version     the deployed version of that decision table
 * @param confirmed   whether the Treasurer confirmed this chart, as it is, for this year
 * @param confirmedBy null while unconfirmed
 */
public record FeeChart(int feeYear, String name, int version, boolean confirmed, String confirmedBy, Instant confirmedAt) {
}
