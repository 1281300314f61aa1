package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A run in figures.
 *
 * @param members  how many lines stand in each state
 * @param due      the sum still to be invoiced
 * @param invoiced the sum invoiced
 */
public record RunTotals(Map<LineState, Integer> members, BigDecimal due, BigDecimal invoiced) {

    /** How many lines stand in that state. */
    public int of(LineState state) {
        return members.getOrDefault(state, 0);
    }

    /** What the run asks for in all. */
    public BigDecimal sum() {
        return due.add(invoiced);
    }

    /** How many members the run invoices or has invoiced. */
    public int billed() {
        return of(LineState.DUE) + of(LineState.INVOICED);
    }
}
