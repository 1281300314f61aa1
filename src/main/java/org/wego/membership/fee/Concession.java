package org.wego.membership.fee;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * A waiver or reduction of a member's fee by the Committee's decision.
 *
 * @param toYear     the last fee year that it holds for
 * @param percent    the part of the fee that is not asked, up to 100; null where a sum is taken off
 * @param off        the sum in USD that is taken off the fee of each year; null where a part is
 * @param resolution where the decision stands: a resolution's or minutes' reference
 * @param revokedBy  null while it holds
 */
public record Concession(long id, String memberNumber, int fromYear, int toYear, BigDecimal percent, BigDecimal off, String reason, String resolution,
        String by, Instant at, String revokedBy, Instant revokedAt) {

    /** What is taken off that fee, in USD to the cent: never more than the fee. */
    public BigDecimal of(BigDecimal fee) {
        return reduction(fee, percent, off);
    }

    static BigDecimal reduction(BigDecimal fee, BigDecimal percent, BigDecimal off) {
        return percent == null ? off.min(fee) : fee.multiply(percent).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    }

    /** Whether it still counts for fees that are computed from now on. */
    public boolean holds() {
        return revokedAt == null;
    }
}
