package org.wego.membership.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.site.Texts;

/** Days and instants in words: "3 December 2026, 17:00 in Seoul (08:00 UTC)". */
@Component("admissionMoments")
public class Moments {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final OrganisationCalendar calendar;
    private final Texts texts;

    Moments(OrganisationCalendar calendar, Texts texts) {
        this.calendar = calendar;
        this.texts = texts;
    }

    /** The Secretariat's time zone. */
    public ZoneId zone() {
        return calendar.zone();
    }

    /** The day. */
    public String day(LocalDate day) {
        return DAY.format(day);
    }

    /** The organisation's day of an instant. */
    public String day(Instant instant) {
        return DAY.format(calendar.dayOf(instant));
    }

    /** Day and time at the Secretariat, with the time in UTC. */
    public String full(Instant instant) {
        return texts.get("admission.moment", day(instant), TIME.format(instant.atZone(calendar.zone())), TIME.format(instant.atZone(ZoneOffset.UTC)));
    }
}
