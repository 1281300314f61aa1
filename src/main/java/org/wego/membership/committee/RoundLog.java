package org.wego.membership.committee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;

/**
 * What happened in a round, in order, each entry bound to the one before by its hash. Who adds holds the round's row
 * locked: so a vote stands before the closing entry, or it isn't there.
 */
@Component
public class RoundLog {

    /** What an entry tells; each has its words under {@code committee.log.}. */
    public enum Kind {
        OPENED, INVITED,
        /** The mail server took these seats' letters; whether they were read, nobody knows from it. */
        DELIVERED,
        UNREACHABLE, REACHED, LINK_REPLACED, REFUSED, VOTED, CHANGED,
        /** A seat leaves the roll for a case; stands right after the entry of its votes. */
        RECUSED,
        REMINDED,
        /** A seat says that a case is not its own. */
        NOT_MINE,
        WITHDRAWN,
        /** What was frozen had changed, and the round goes on with a new freeze. */
        REOPENED,
        /** What was frozen had changed, and the round goes on as it was. */
        KEPT,
        CLOSE_ANNOUNCED, CLOSE_CALLED_OFF, CLOSED, TALLIED,
        TIE_ASKED, TIE_BROKEN, TIE_SETTLED,
        /** Which seats sat in the meeting. */
        ATTENDED,
        RECORDED,
        /** Minutes were filed, with their hash. */
        MINUTES,
        PUBLISHED
    }

    /**
     * One entry.
     *
     * @param text the entry as it was hashed: canonical JSON
     */
    public record Entry(int position, Instant at, Kind kind, Integer seat, String text, String hash) {

        /** The entry's own particulars. */
        public Map<String, Object> detail() {
            Object detail = Canonical.map(text).get("detail");
            Map<String, Object> out = new LinkedHashMap<>();
            if (detail instanceof Map<?, ?> map) {
                map.forEach((key, value) -> out.put(key.toString(), value));
            }
            return out;
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    RoundLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds an entry; the caller's transaction must hold the round's row. */
    Entry add(String round, Kind kind, Integer seat, Map<String, ?> detail) {
        record Last(int position, Instant at, String hash) {
        }
        Last last = jdbc.sql("select position, at, hash from round_log where round = ? order by position desc limit 1").param(round)
                .query((row, i) -> new Last(row.getInt("position"), Rows.instant(row, "at"), row.getString("hash"))).optional()
                .orElse(new Last(0, Instant.MIN, ""));
        // Two nodes' clocks may differ a little; in a log time never runs backwards
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant at = now.isBefore(last.at()) ? last.at() : now;
        int position = last.position() + 1;
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("round", round);
        entry.put("position", position);
        entry.put("at", at.toString());
        entry.put("kind", kind.name());
        if (seat != null) {
            entry.put("seat", seat);
        }
        entry.put("detail", detail);
        String text = Canonical.json(entry);
        String hash = hash(last.hash(), text);
        jdbc.sql("insert into round_log (round, position, at, kind, seat, entry, hash) values (:round, :position, :at, :kind, :seat, :entry, :hash)")
                .param("round", round).param("position", position).param("at", Rows.at(at)).param("kind", kind.name())
                .param("seat", seat).param("entry", text).param("hash", hash).update();
        return new Entry(position, at, kind, seat, text, hash);
    }

    /** How many entries a round has: the position of its last. */
    int length(String round) {
        return jdbc.sql("select coalesce(max(position), 0) from round_log where round = ?").param(round).query(Integer.class).single();
    }

    /** All entries of a round in order. */
    public List<Entry> of(String round) {
        return jdbc.sql("select * from round_log where round = ? order by position").param(round).query(RoundLog::entry).list();
    }

    /** The entries of one seat in a round, in order. */
    List<Entry> of(String round, int seat) {
        return jdbc.sql("select * from round_log where round = ? and seat = ? order by position").param(round).param(seat)
                .query(RoundLog::entry).list();
    }

    /** The position of the first entry that doesn't fit the one before; null if all do. */
    public static Integer firstBroken(List<Entry> entries) {
        String before = "";
        int position = 0;
        for (Entry entry : entries) {
            position++;
            if (entry.position() != position || !entry.hash().equals(hash(before, entry.text()))) {
                return position;
            }
            before = entry.hash();
        }
        return null;
    }

    private static Entry entry(ResultSet row, int index) throws SQLException {
        return new Entry(row.getInt("position"), Rows.instant(row, "at"), Kind.valueOf(row.getString("kind")),
                row.getObject("seat", Integer.class), row.getString("entry"), row.getString("hash"));
    }

    /** An entry's hash: over the one before it, a line break, and its own text. */
    static String hash(String before, String text) {
        return Sha256.hex(before + "\n" + text);
    }
}
