package org.wego.membership.engine;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** How values go into rows and come out of them; instants are UTC, and null stays null. */
public final class Rows {

    private Rows() {
    }

    /** What the driver takes for an instant. */
    public static OffsetDateTime at(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** An instant of a row. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Texts as the driver takes them. */
    public static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    /** Texts of a row; none where there is null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array value = row.getArray(column);
        return value == null ? List.of() : List.of((String[]) value.getArray());
    }

    /** A time zone of a row. */
    public static ZoneId zone(ResultSet row, String column) throws SQLException {
        String id = row.getString(column);
        return id == null ? null : ZoneId.of(id);
    }
}
