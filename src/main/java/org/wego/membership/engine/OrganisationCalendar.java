package org.wego.membership.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The organisation's own days and years. Instants are UTC everywhere; a fee year, a joining year, a due date is a day
 * in the Secretariat's zone (setting {@code wego.zone}, by default Asia/Seoul).
 */
@Component
public class OrganisationCalendar {

    private final Clock clock;
    private final ZoneId zone;

    OrganisationCalendar(Clock clock, @Value("${wego.zone}") ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** The Secretariat's time zone. */
    public ZoneId zone() {
        return zone;
    }

    /** The present moment, UTC. */
    public Instant now() {
        return clock.instant();
    }

    /** The present day at the Secretariat. */
    public LocalDate today() {
        return dayOf(clock.instant());
    }

    /** The present year at the Secretariat: the fee year that a run started now is for. */
    public int feeYear() {
        return today().getYear();
    }

    /** The day at the Secretariat that an instant falls in. */
    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** The first instant of a day at the Secretariat, UTC. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The last second of a day at the Secretariat, UTC: what is due on a day is on time until then. */
    public Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1)).minusSeconds(1);
    }
}
