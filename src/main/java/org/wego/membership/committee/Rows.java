package org.wego.membership.committee;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** How values come out of rows and go in. */
final class Rows {

    private Rows() {
    }

    static OffsetDateTime at(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array value = row.getArray(column);
        return value == null ? List.of() : List.of((String[]) value.getArray());
    }

    static ZoneId zone(ResultSet row, String column) throws SQLException {
        String id = row.getString(column);
        return id == null ? null : ZoneId.of(id);
    }

    static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
