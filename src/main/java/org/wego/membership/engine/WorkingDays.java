package org.wego.membership.engine;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

import org.springframework.stereotype.Component;

/**
 * Deadlines in working days: Monday to Friday at the Secretariat, without the days of the table {@code holiday}. The day on which a
 * term begins is not counted, whatever hour it is; a term ends with the end of its last day.
 */
@Component
public class WorkingDays {

    /** No term is longer: ten years of working days. */
    private static final int MOST = 2_600;
    /** So many days at a time are looked up. */
    private static final int STRIDE = 60;

    private final Holidays holidays;
    private final OrganisationCalendar calendar;

    WorkingDays(Holidays holidays, OrganisationCalendar calendar) {
        this.holidays = holidays;
        this.calendar = calendar;
    }

    /** Whether the Secretariat works on that day. */
    public boolean isWorking(LocalDate day) {
        return isWorking(day, holidays.between(day, day));
    }

    /**
     * The so-manieth working day after a day; for 0 that day itself.
     *
     * @param days 0 or more
     */
    public LocalDate plus(LocalDate day, int days) {
        if (days < 0 || days > MOST) {
            throw new IllegalArgumentException("Not a number of working days: " + days);
        }
        LocalDate at = day;
        LocalDate known = day;
        Set<LocalDate> off = Set.of();
        for (int left = days; left > 0;) {
            at = at.plusDays(1);
            if (at.isAfter(known)) {
                known = at.plusDays(STRIDE);
                off = holidays.between(at, known);
            }
            if (isWorking(at, off)) {
                left--;
            }
        }
        return at;
    }

    /** The end of the so-manieth working day after the day at the Secretariat that an instant falls in, UTC. */
    public Instant plus(Instant instant, int days) {
        return calendar.endOf(plus(calendar.dayOf(instant), days));
    }

    /** How many working days there are after a day up to another, which counts; negative when the other comes first. */
    public int between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -between(to, from);
        }
        Set<LocalDate> off = holidays.between(from, to);
        return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(day -> isWorking(day, off)).count();
    }

    /** The same between the days at the Secretariat that two instants fall in. */
    public int between(Instant from, Instant to) {
        return between(calendar.dayOf(from), calendar.dayOf(to));
    }

    private static boolean isWorking(LocalDate day, Set<LocalDate> holidays) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !holidays.contains(day);
    }
}
