package org.wego.membership.invoicing;

import java.math.BigDecimal;

import org.wego.membership.fee.FeeAssessment;

/**
 * What a line says against the member's fee of the year before.
 *
 * @param before  what was asked for the year before, in USD: zero for who was exempt, null for who was not asked
 * @param invoice the invoice of the year before, or null
 * @param bands   the bands of that invoice, where they are others now; otherwise null
 */
public record LineDifference(Kind kind, BigDecimal before, String invoice, FeeAssessment.Bands bands) {

    /** How a line differs. */
    public enum Kind {

        /** Its first fee year. */
        NEW,
        /** A member of old that has no invoice of the year before. */
        UNBILLED,
        /** Asked the year before, and not any more. */
        LEFT,
        /** Asked the year before; now its fee can't be told, or nobody can be written to. */
        UNTOLD,
        /** Another band of the chart; the fee may have changed with it, or not. */
        BAND,
        /** Another fee in the same bands: another chart, an exemption, a concession. */
        FEE,
        /** The same fee in the same bands. */
        SAME
    }
}
