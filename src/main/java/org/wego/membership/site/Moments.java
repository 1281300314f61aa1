package org.wego.membership.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;

/** Instants and days in words, for pages ({@code @moments}), letters and resolutions. */
@Component("moments")
public class Moments {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final OrganisationCalendar calendar;

    Moments(OrganisationCalendar calendar) {
        this.calendar = calendar;
    }

    /** The Secretariat's time zone. */
    public ZoneId zone() {
        return calendar.zone();
    }

    /** "3 December 2026, 17:00 in Seoul (08:00 UTC)"; the UTC day is named where it is another. */
    public String words(Instant instant) {
        return words(instant, null);
    }

    /**
     * "3 December 2026, 11:00 in Nairobi (08:00 UTC)", for a reader who isn't where the Secretariat is.
     *
     * @param zone null for the Secretariat's
     */
    public String words(Instant instant, ZoneId zone) {
        if (instant == null) {
            return "";
        }
        ZoneId where = zone == null ? calendar.zone() : zone;
        LocalDateTime here = LocalDateTime.ofInstant(instant, where);
        LocalDateTime there = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        String utc = here.toLocalDate().equals(there.toLocalDate()) ? TIME.format(there)
                : DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH).format(there);
        return DAY.format(here) + ", " + TIME.format(here) + " in " + place(where) + " (" + utc + " UTC)";
    }

    /** "3 December 2026", the organisation's day. */
    public String day(Instant instant) {
        return instant == null ? "" : day(calendar.dayOf(instant));
    }

    /** "3 December 2026". */
    public String day(LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    private static String place(ZoneId zone) {
        return zone.getId().substring(zone.getId().lastIndexOf('/') + 1).replace('_', ' ');
    }
}
