package org.wego.membership.fee;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/**
 * Waivers and reductions, taken in from the Committee's decisions. At most one holds for a member and fee year. What was
 * invoiced before stays as it was invoiced; one that is taken back stays on record.
 */
@Service
public class Concessions {

    private static final int FIRST_YEAR = 2012;
    private static final int LAST_YEAR = 2099;
    private static final int LONGEST = 500;

    private final JdbcClient jdbc;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    Concessions(JdbcClient jdbc, OrganisationCalendar calendar, Texts texts) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.texts = texts;
    }

    /**
     * Takes a decision in as it was typed: {@code member}, {@code fromYear}, {@code toYear}, one of {@code percent} and
     * {@code off}, {@code reason}, {@code resolution}.
     *
     * @throws org.wego.membership.site.InvalidInput naming every fault beside its field
     */
    @Transactional
    public void enter(Map<String, String> typed, String by) {
        Faults faults = new Faults();
        String member = text(typed, "member");
        // one entry of a member at a time: the overlap below is looked for under this lock
        if (member == null || jdbc.sql("select number from member where number = :number for update").param("number", member).query(String.class).optional().isEmpty()) {
            faults.add("member", texts.get("fee.concession.fault.member"));
        }
        Integer from = year(typed, "fromYear", faults);
        Integer to = text(typed, "toYear") == null ? from : year(typed, "toYear", faults);
        if (from != null && to != null && to < from) {
            faults.add("toYear", texts.get("fee.concession.fault.toYear"));
        }
        BigDecimal percent = number(typed, "percent", BigDecimal.valueOf(100), faults);
        BigDecimal off = number(typed, "off", BigDecimal.valueOf(1_000_000), faults);
        if (!faults.has("percent") && !faults.has("off") && (percent == null) == (off == null)) {
            faults.add("percent", texts.get("fee.concession.fault.either"));
        }
        String reason = required(typed, "reason", faults);
        String resolution = required(typed, "resolution", faults);
        if (faults.isEmpty()) {
            of(member, from, to).ifPresent(there -> faults.add("fromYear", texts.get("fee.concession.fault.overlap", String.valueOf(there.fromYear()),
                    String.valueOf(there.toYear()))));
        }
        faults.throwIfAny();
        jdbc.sql("""
                insert into fee_concession (member_number, from_year, to_year, percent, off, reason, resolution, entered_by, entered_at)
                values (:member, :from, :to, :percent, :off, :reason, :resolution, :by, :at)""")
                .param("member", member).param("from", from).param("to", to).param("percent", percent).param("off", off).param("reason", reason)
                .param("resolution", resolution).param("by", by).param("at", now()).update();
    }

    /** Takes it back: fees that are computed from now on are whole again. */
    @Transactional
    public void revoke(long id, String by) {
        jdbc.sql("update fee_concession set revoked_by = :by, revoked_at = :at where id = :id and revoked_at is null")
                .param("by", by).param("at", now()).param("id", id).update();
    }

    /** All, also those taken back, the latest entered first. */
    public List<Concession> all() {
        return jdbc.sql("select * from fee_concession order by id desc").query(Concessions::concession).list();
    }

    /** What holds for that member and fee year. */
    public Optional<Concession> of(String memberNumber, int feeYear) {
        return of(memberNumber, feeYear, feeYear);
    }

    private Optional<Concession> of(String memberNumber, int from, int to) {
        return jdbc.sql("""
                select * from fee_concession where member_number = :member and from_year <= :to and to_year >= :from and revoked_at is null
                order by from_year limit 1""")
                .param("member", memberNumber).param("from", from).param("to", to).query(Concessions::concession).optional();
    }

    /** What holds for that fee year, by member number. */
    Map<String, Concession> of(int feeYear) {
        Map<String, Concession> found = new HashMap<>();
        jdbc.sql("select * from fee_concession where from_year <= :year and to_year >= :year and revoked_at is null").param("year", feeYear)
                .query(Concessions::concession).list().forEach(one -> found.put(one.memberNumber(), one));
        return found;
    }

    private String required(Map<String, String> typed, String field, Faults faults) {
        String value = text(typed, field);
        if (value == null || value.length() > LONGEST) {
            faults.add(field, texts.get("fee.concession.fault." + field));
        }
        return value;
    }

    private Integer year(Map<String, String> typed, String field, Faults faults) {
        String value = text(typed, field);
        if (value != null && value.matches("\\d{4}") && Integer.parseInt(value) >= FIRST_YEAR && Integer.parseInt(value) <= LAST_YEAR) {
            return Integer.valueOf(value);
        }
        faults.add(field, texts.get("fee.fault.year"));
        return null;
    }

    private BigDecimal number(Map<String, String> typed, String field, BigDecimal most, Faults faults) {
        String value = text(typed, field);
        if (value == null) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(value.replaceAll("[,\\s\u00a0\u202f%]", ""));
            if (number.signum() > 0 && number.compareTo(most) <= 0 && number.stripTrailingZeros().scale() <= 2) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        faults.add(field, texts.get("fee.concession.fault." + field));
        return null;
    }

    private static String text(Map<String, String> typed, String field) {
        String value = typed.get(field);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private OffsetDateTime now() {
        return Rows.at(calendar.now());
    }

    private static Concession concession(ResultSet row, int index) throws SQLException {
        return new Concession(row.getLong("id"), row.getString("member_number"), row.getInt("from_year"), row.getInt("to_year"),
                row.getBigDecimal("percent"), row.getBigDecimal("off"), row.getString("reason"), row.getString("resolution"), row.getString("entered_by"),
                Rows.instant(row, "entered_at"), row.getString("revoked_by"), Rows.instant(row, "revoked_at"));
    }
}
