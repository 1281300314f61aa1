package org.wego.membership.fee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.fee.Substitute.Figure;

/**
 * Documented figures in the place of missing ones. A substitute is used where the register or the edition has no figure, for
 * the one fee year it was entered for, and the assessment names it as its source. None is ever changed: a later one of the
 * same figure counts instead.
 */
@Service
public class Substitutes {

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;

    Substitutes(JdbcClient jdbc, OrganisationCalendar calendar) {
        this.jdbc = jdbc;
        this.calendar = calendar;
    }

    /** Keeps a figure in the caller's transaction; its instant is now. */
    public void enter(String memberNumber, int feeYear, Substitute given) {
        jdbc.sql("""
                insert into substitute_figure (member_number, fee_year, figure, value, figure_year, source, reason, entered_by, entered_at)
                values (:member, :year, :figure, :value, :figureYear, :source, :reason, :by, :at)""")
                .param("member", memberNumber).param("year", feeYear).param("figure", given.figure().name()).param("value", given.value())
                .param("figureYear", given.year()).param("source", given.source()).param("reason", given.reason()).param("by", given.by())
                .param("at", Rows.at(calendar.now())).update();
    }

    /** What counts for that member and fee year, by figure. */
    public Map<Figure, Substitute> of(String memberNumber, int feeYear) {
        Map<Figure, Substitute> found = new EnumMap<>(Figure.class);
        jdbc.sql("select * from substitute_figure where member_number = :member and fee_year = :year order by id")
                .param("member", memberNumber).param("year", feeYear)
                .query((RowCallbackHandler) row -> found.put(Figure.valueOf(row.getString("figure")), substitute(row)));
        return found;
    }

    /** What counts for that fee year, by member number and figure. */
    Map<String, Map<Figure, Substitute>> of(int feeYear) {
        Map<String, Map<Figure, Substitute>> found = new HashMap<>();
        jdbc.sql("select * from substitute_figure where fee_year = :year order by id").param("year", feeYear)
                .query((RowCallbackHandler) row -> found.computeIfAbsent(row.getString("member_number"), any -> new EnumMap<>(Figure.class))
                        .put(Figure.valueOf(row.getString("figure")), substitute(row)));
        return found;
    }

    private static Substitute substitute(ResultSet row) throws SQLException {
        return new Substitute(Figure.valueOf(row.getString("figure")), row.getBigDecimal("value").stripTrailingZeros(), row.getInt("figure_year"),
                row.getString("source"), row.getString("reason"), row.getString("entered_by"), Rows.instant(row, "entered_at"));
    }
}
