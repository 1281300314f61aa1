package org.wego.membership.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;

/** Suspensions as the Committee decided them: taken in, never decided here. At most one of a member is open. */
@Service
public class Suspensions {

    private final JdbcClient jdbc;
    private final Contacts contacts;
    private final OrganisationCalendar calendar;

    Suspensions(JdbcClient jdbc, Contacts contacts, OrganisationCalendar calendar) {
        this.jdbc = jdbc;
        this.contacts = contacts;
        this.calendar = calendar;
    }

    /**
     * Suspends a member from that day.
     *
     * @return false if it is suspended already, or was on that day
     */
    @Transactional
    public boolean suspend(String memberNumber, LocalDate from, String resolution, String by) {
        // one entry of a member at a time
        jdbc.sql("select number from member where number = :member for update").param("member", memberNumber).query(String.class).single();
        int added = jdbc.sql("""
                insert into member_suspension (member_number, from_day, resolution, entered_by, entered_at)
                select :member, cast(:from as date), :resolution, :by, :at
                where not exists (select 1 from member_suspension where member_number = :member and (to_day is null or to_day >= :from))""")
                .param("member", memberNumber).param("from", from).param("resolution", resolution).param("by", by)
                .param("at", Rows.at(calendar.now())).update();
        if (added == 1) {
            contacts.note(memberNumber, by, "suspended", null, from + ", " + resolution);
        }
        return added == 1;
    }

    /**
     * Ends the suspension with that day as its last.
     *
     * @return false if there is none, or it began later
     */
    @Transactional
    public boolean lift(String memberNumber, LocalDate to, String by) {
        int ended = jdbc.sql("update member_suspension set to_day = :to where member_number = :member and to_day is null and from_day <= :to")
                .param("to", to).param("member", memberNumber).update();
        if (ended == 1) {
            contacts.note(memberNumber, by, "suspendedUntil", null, to);
        }
        return ended == 1;
    }

    /** The suspension of a member that holds today or begins later. */
    public Optional<Suspension> of(String memberNumber) {
        return jdbc.sql("select * from member_suspension where member_number = :member and (to_day is null or to_day >= :today) order by from_day limit 1")
                .param("member", memberNumber).param("today", calendar.today()).query(Suspensions::suspension).optional();
    }

    /** Who is suspended on that day, by member number. */
    public Map<String, Suspension> on(LocalDate day) {
        Map<String, Suspension> on = new HashMap<>();
        List<Suspension> found = jdbc.sql("select * from member_suspension where from_day <= :day and (to_day is null or to_day >= :day)").param("day", day)
                .query(Suspensions::suspension).list();
        found.forEach(one -> on.put(one.memberNumber(), one));
        return on;
    }

    private static Suspension suspension(ResultSet row, int index) throws SQLException {
        return new Suspension(row.getLong("id"), row.getString("member_number"), row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class), row.getString("resolution"), row.getString("entered_by"),
                Rows.instant(row, "entered_at"));
    }
}
