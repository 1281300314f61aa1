package org.wego.membership.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of holidays. Korea's public holidays of 2026 to 2028 are shipped; each year's almanac is taken in by the Secretariat,
 * and so are days that a government declares on short notice.
 */
@Component
public class Holidays {

    /** A day as it is taken in. */
    public record Entry(LocalDate day, String name) {
    }

    /** Korea has fifteen public holidays a year, and more with their substitutes. */
    private static final int FEWEST = 10;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Holidays(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** All days of a year, those taken out again too, in order. */
    public List<Holiday> of(int year) {
        return jdbc.sql("select * from holiday where day >= make_date(:year, 1, 1) and day < make_date(:year + 1, 1, 1) order by day")
                .param("year", year).query(Holidays::holiday).list();
    }

    /** The years that have any holiday, in order. */
    public List<Integer> years() {
        return jdbc.sql("select distinct cast(extract(year from day) as integer) as y from holiday where removed_at is null order by y")
                .query(Integer.class).list();
    }

    /** Whether a year's holidays were taken in: a day or two that were declared early are no almanac. */
    public boolean hasAlmanac(int year) {
        return of(year).stream().filter(Holiday::holds).count() >= FEWEST;
    }

    /** Takes days in; one that is there gets the new name and source, one that was taken out holds again. */
    @Transactional
    public void take(Collection<Entry> days, String source, String by) {
        for (Entry entry : days) {
            jdbc.sql("""
                    insert into holiday (day, name, source, added_by, added_at) values (:day, :name, :source, :by, :now)
                    on conflict (day) do update set name = excluded.name, source = excluded.source, added_by = excluded.added_by,
                      added_at = excluded.added_at, removed_by = null, removed_at = null""")
                    .param("day", entry.day()).param("name", entry.name()).param("source", source).param("by", by).param("now", now()).update();
        }
        events.publishEvent(new HolidaysChanged());
    }

    /**
     * Takes a day out: from now on it is counted as any other.
     *
     * @return false if it wasn't one
     */
    @Transactional
    public boolean remove(LocalDate day, String by) {
        boolean removed = jdbc.sql("update holiday set removed_by = :by, removed_at = :now where day = :day and removed_at is null")
                .param("by", by).param("now", now()).param("day", day).update() == 1;
        if (removed) {
            events.publishEvent(new HolidaysChanged());
        }
        return removed;
    }

    /** The days that count, from one day to another, both included. */
    Set<LocalDate> between(LocalDate from, LocalDate to) {
        return new TreeSet<>(jdbc.sql("select day from holiday where day >= :from and day <= :to and removed_at is null")
                .param("from", from).param("to", to)
                .query((row, i) -> row.getObject(1, LocalDate.class)).list());
    }

    private OffsetDateTime now() {
        return Rows.at(clock.instant());
    }

    private static Holiday holiday(ResultSet row, int index) throws SQLException {
        return new Holiday(row.getObject("day", LocalDate.class), row.getString("name"), row.getString("source"), row.getString("added_by"),
                Rows.instant(row, "added_at"), row.getString("removed_by"), Rows.instant(row, "removed_at"));
    }
}
