package org.wego.membership.invoicing;

import java.math.BigDecimal;

/**
 * A part of a run in figures, in USD.
 *
 * @param key     what it is the part of: a category, a country's name, a kind of difference
 * @param members how many members the run invoices; for a kind of difference how many lines are of it
 * @param sum     what the run asks for
 * @param earlier what earlier runs of the same fee year have asked for
 * @param before  what was asked for the year before
 */
public record RunSum(String key, int members, BigDecimal sum, BigDecimal earlier, BigDecimal before) {

    /** What is asked for the fee year by this run and those before it. */
    public BigDecimal year() {
        return sum.add(earlier);
    }

    /** By how much the fee year comes to more than the year before. */
    public BigDecimal change() {
        return year().subtract(before);
    }

    /** Both together. */
    public RunSum plus(RunSum other) {
        return new RunSum(key, members + other.members, sum.add(other.sum), earlier.add(other.earlier), before.add(other.before));
    }

    static RunSum nothing(String key) {
        return new RunSum(key, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
