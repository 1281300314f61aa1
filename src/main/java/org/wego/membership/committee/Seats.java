package org.wego.membership.committee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.Standing;
import org.wego.membership.member.Zones;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Texts;

/** The Executive Committee's seats: who holds one, from when to when, and where its letters go. */
@Service
public class Seats {

    /** One line of a seat's history. */
    public record Change(Instant at, String by, String before, String after) {
    }


    private final JdbcClient jdbc;
    private final Clock clock;
    private final Members members;
    private final CommitteeSettings settings;
    private final Zones zones;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    Seats(JdbcClient jdbc, Clock clock, Members members, CommitteeSettings settings, Zones zones, OrganisationCalendar calendar, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.members = members;
        this.settings = settings;
        this.zones = zones;
        this.calendar = calendar;
        this.texts = texts;
    }

    /** All seats ever kept: the President City's first, then by city; those of the past last. */
    public List<Seat> all() {
        return jdbc.sql("select * from seat order by held_to is not null, president desc, city, held_from").query(Seats::seat).list();
    }

    /** The seats held on a day, the President City's first. */
    public List<Seat> on(LocalDate day) {
        return all().stream().filter(seat -> seat.heldOn(day)).toList();
    }

    public Optional<Seat> find(int number) {
        return jdbc.sql("select * from seat where number = ?").param(number).query(Seats::seat).optional();
    }

    /**
     * Keeps a seat: a new one if its number is 0.
     *
     * @throws org.wego.membership.site.InvalidInput naming every field that is wrong
     */
    @Transactional
    public Seat keep(Seat seat, String by) {
        // One at a time: what is checked against the others must still hold when it is written
        jdbc.sql("lock table seat in share row exclusive mode").update();
        Seat named = named(seat);
        check(named, all()).throwIfAny();
        return write(named, by);
    }

    Seat write(Seat seat, String by) {
        Seat before = seat.number() == 0 ? null : find(seat.number()).orElseThrow();
        if (seat.equals(before)) {
            return seat;
        }
        String fields = " city = :city, member_number = :member, addresses = :addresses, held_from = :from, held_to = :to, president = :president, zone = :zone ";
        String sql = before == null
                ? "insert into seat (city, member_number, addresses, held_from, held_to, president, zone)"
                        + " values (:city, :member, :addresses, :from, :to, :president, :zone) returning *"
                : "update seat set" + fields + "where number = :number returning *";
        var statement = jdbc.sql(sql).param("city", seat.city()).param("member", seat.memberNumber())
                .param("addresses", Rows.array(seat.addresses())).param("from", seat.from()).param("to", seat.to())
                .param("president", seat.president()).param("zone", seat.zone() == null ? null : seat.zone().getId());
        Seat kept = (before == null ? statement : statement.param("number", seat.number())).query(Seats::seat).single();
        if (before != null && !zone(kept).equals(zone(before))) {
            jdbc.sql("update roll_seat set zone = :zone where seat = :seat and round in (select reference from committee_round where published_at is null)")
                    .param("zone", zone(kept).getId()).param("seat", kept.number()).update();
        }
        jdbc.sql("insert into seat_change (seat, changed_at, changed_by, before, after) values (:seat, :at, :by, cast(:before as jsonb), cast(:after as jsonb))")
                .param("seat", kept.number()).param("at", Rows.at(clock.instant())).param("by", by)
                .param("before", before == null ? null : json(before)).param("after", json(kept)).update();
        return kept;
    }

    /** What was changed of a seat, newest first. */
    public List<Change> changes(int number) {
        return jdbc.sql("select * from seat_change where seat = ? order by id desc").param(number)
                .query((row, i) -> new Change(Rows.instant(row, "changed_at"), row.getString("changed_by"), words(row.getString("before")),
                        words(row.getString("after"))))
                .list();
    }

    /** Fills the city in from the member number, or the number from a Full Member of exactly that name. */
    Seat named(Seat seat) {
        String number = blank(seat.memberNumber());
        String city = blank(seat.city());
        if (number != null && city == null) {
            city = members.find(number).map(Member::name).orElse(null);
        } else if (number == null && city != null) {
            String sought = city;
            List<Member> same = members.search(Standing.FULL, null, city).stream()
                    .filter(member -> member.name().equalsIgnoreCase(sought)).toList();
            number = same.size() == 1 ? same.get(0).number() : null;
        }
        return new Seat(seat.number(), city == null ? "" : city, number,
                seat.addresses().stream().map(String::strip).filter(address -> !address.isEmpty()).distinct().toList(),
                seat.from(), seat.to(), seat.president(), seat.zone());
    }

    /** Where a seat reads its clock: as the Secretariat chose, or in its city's country, or where the Secretariat is. */
    public ZoneId zone(Seat seat) {
        if (seat.zone() != null) {
            return seat.zone();
        }
        return Optional.ofNullable(seat.memberNumber()).flatMap(members::find).flatMap(member -> zones.of(member.country()))
                .orElse(calendar.zone());
    }

    /** Everything that is wrong with a seat beside the others. */
    Faults check(Seat seat, List<Seat> others) {
        Faults faults = new Faults();
        Optional<Member> member = seat.memberNumber() == null ? Optional.empty() : members.find(seat.memberNumber());
        if (seat.memberNumber() != null && member.isEmpty()) {
            faults.add("memberNumber", texts.get("committee.seat.fault.member", seat.memberNumber()));
        } else if (seat.memberNumber() != null && (member.get().standing() != Standing.FULL || member.get().endedOn() != null)) {
            faults.add("memberNumber", texts.get("committee.seat.fault.notFull", member.get().name()));
        }
        faults.addIf(seat.city().isBlank() && !faults.has("memberNumber"), "city", texts.get("committee.seat.fault.city"));
        faults.addIf(seat.city().length() > 120, "city", texts.get("committee.seat.fault.long"));
        for (String address : seat.addresses()) {
            if (!MailAddress.isFit(address)) {
                faults.add("addresses", texts.get("committee.seat.fault.address", address));
                break;
            }
        }
        faults.addIf(seat.addresses().size() > 5, "addresses", texts.get("committee.seat.fault.addresses"));
        faults.addIf(seat.from() == null, "from", texts.get("committee.seat.fault.from"));
        if (seat.from() == null) {
            return faults;
        }
        if (seat.to() != null && seat.to().isBefore(seat.from())) {
            faults.add("to", texts.get("committee.seat.fault.to"));
            return faults;
        }
        List<Seat> beside = others.stream().filter(other -> other.number() != seat.number() || seat.number() == 0)
                .filter(seat::overlaps).toList();
        beside.stream().filter(other -> same(seat, other)).findFirst().ifPresent(other ->
                faults.add(seat.memberNumber() == null ? "city" : "memberNumber", texts.get("committee.seat.fault.twice", other.city())));
        if (seat.president()) {
            beside.stream().filter(Seat::president).findFirst().ifPresent(other ->
                    faults.add("president", texts.get("committee.seat.fault.president", other.city())));
        }
        // The fullest day of the time in which this seat is held is a day on which some seat begins
        long most = Stream.concat(Stream.of(seat), beside.stream()).map(Seat::from).filter(seat::heldOn)
                .mapToLong(day -> beside.stream().filter(other -> other.heldOn(day)).count() + 1).max().orElse(1);
        faults.addIf(most > settings.mostSeats(), "from", texts.get("committee.seat.fault.many", settings.mostSeats()));
        return faults;
    }

    private static boolean same(Seat one, Seat other) {
        return one.memberNumber() != null && one.memberNumber().equals(other.memberNumber())
                || one.city().equalsIgnoreCase(other.city()) && (one.memberNumber() == null || other.memberNumber() == null);
    }

    private static String json(Seat seat) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("city", seat.city());
        out.put("memberNumber", seat.memberNumber());
        out.put("addresses", seat.addresses());
        out.put("from", seat.from().toString());
        out.put("to", seat.to() == null ? null : seat.to().toString());
        out.put("president", seat.president());
        out.put("zone", seat.zone() == null ? null : seat.zone().getId());
        return Canonical.json(out);
    }

    private static String words(String json) {
        if (json == null) {
            return "";
        }
        Map<String, Object> seat = Canonical.map(json);
        return seat.get("city") + (seat.get("memberNumber") == null ? "" : " (" + seat.get("memberNumber") + ")") + ", "
                + String.join(" ", ((List<?>) seat.get("addresses")).stream().map(Object::toString).toList()) + ", " + seat.get("from")
                + " – " + (seat.get("to") == null ? "" : seat.get("to")) + (Boolean.TRUE.equals(seat.get("president")) ? ", President City" : "")
                + (seat.get("zone") == null ? "" : ", " + seat.get("zone"));
    }

    private static String blank(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static Seat seat(ResultSet row, int index) throws SQLException {
        return new Seat(row.getInt("number"), row.getString("city"), row.getString("member_number"), Rows.texts(row, "addresses"),
                row.getObject("held_from", LocalDate.class), row.getObject("held_to", LocalDate.class), row.getBoolean("president"), Rows.zone(row, "zone"));
    }
}
