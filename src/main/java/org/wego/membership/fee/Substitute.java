package org.wego.membership.fee;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A figure that the Treasurer put in the place of a missing one, for one fee year.
 *
 * @param value  GDP per capita in current international dollars at purchasing power parity; inhabitants; employees worldwide
 * @param year   the year that the figure is of
 * @param source who published it
 * @param reason why this figure serves
 * @param by     the account that entered it
 */
public record Substitute(Figure figure, BigDecimal value, int year, String source, String reason, String by, Instant at) {

    /** What can be missing. */
    public enum Figure {
        GDP, POPULATION, EMPLOYEES
    }
}
