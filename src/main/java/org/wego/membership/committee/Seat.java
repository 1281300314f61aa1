package org.wego.membership.committee;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A seat of the Executive Committee.
 *
 * @param number       its own, never used again; 0 for one not kept yet
 * @param memberNumber of the city that holds it, null where the register doesn't know the city
 * @param addresses    where its letters go; several are written to at once
 * @param from         the first day on which the city holds it
 * @param to           the last day, null while it goes on
 * @param president    whether it is the President City's
 * @param zone         where its letters' times are told, null for the time zone of the city's country
 */
public record Seat(int number, String city, String memberNumber, List<String> addresses, LocalDate from, LocalDate to, boolean president, ZoneId zone) {

    public Seat {
        addresses = List.copyOf(addresses);
    }

    /** A seat whose zone is that of its city's country. */
    public Seat(int number, String city, String memberNumber, List<String> addresses, LocalDate from, LocalDate to, boolean president) {
        this(number, city, memberNumber, addresses, from, to, president, null);
    }

    /** Whether the city holds the seat on that day. */
    public boolean heldOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }

    boolean overlaps(Seat other) {
        return (to == null || !other.from.isAfter(to)) && (other.to == null || !from.isAfter(other.to));
    }
}
