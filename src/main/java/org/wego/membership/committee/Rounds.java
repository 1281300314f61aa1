package org.wego.membership.committee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.member.GoodStanding;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Texts;

/** The Committee's rounds: opens them, freezes what they go by, and reads them. */
@Service
public class Rounds {

    /**
     * What a round is asked to be.
     *
     * @param days  how long a ballot is open
     * @param cases the references of its cases; empty for those that such a round takes by itself
     */
    public record Opening(String mode, int days, LocalDate meetingDate, List<String> cases, String by) {

        public Opening {
            cases = List.copyOf(cases);
        }
    }

    /** When reminders go out; one that has no place in the ballot lies behind its close. */
    public record Reminders(Instant first, Instant second, Instant last) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OrganisationCalendar calendar;
    private final VotingRule rule;
    private final Seats seats;
    private final Members members;
    private final GoodStanding standing;
    private final Documents documents;
    private final RoundLog log;
    private final Texts texts;

    Rounds(JdbcClient jdbc, Clock clock, OrganisationCalendar calendar, VotingRule rule, Seats seats, Members members,
            GoodStanding standing, Documents documents, RoundLog log, Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.rule = rule;
        this.seats = seats;
        this.members = members;
        this.standing = standing;
        this.documents = documents;
        this.log = log;
        this.texts = texts;
    }

    /** The numbers in force now. */
    public VotingSettings settings() {
        return rule.settings();
    }

    /**
     * The cases that a round would take, by reference, those that wait longest first. If none are named, a ballot takes all
     * that wait and aren't marked for a meeting; a meeting takes those that are marked, or all that wait if none is.
     *
     * @throws Refused if there is none, or one that is named doesn't wait
     */
    public List<String> agendaFor(String mode, List<String> named) {
        record Waits(String reference, boolean forMeeting) {
        }
        List<Waits> waiting = jdbc.sql("select reference, for_meeting from agenda_case where state = 'WAITING' order by submitted_at, reference")
                .query((row, i) -> new Waits(row.getString(1), row.getBoolean(2))).list();
        if (!named.isEmpty()) {
            List<String> unknown = named.stream().filter(reference -> waiting.stream().noneMatch(each -> each.reference().equals(reference))).toList();
            if (!unknown.isEmpty()) {
                throw new Refused("cases", texts.get("committee.open.notWaiting", String.join(", ", unknown)));
            }
            return waiting.stream().map(Waits::reference).filter(named::contains).toList();
        }
        boolean ballot = "ballot".equals(mode);
        boolean marked = waiting.stream().anyMatch(Waits::forMeeting);
        List<String> agenda = waiting.stream().filter(each -> ballot ? !each.forMeeting() : each.forMeeting() || !marked)
                .map(Waits::reference).toList();
        if (agenda.isEmpty()) {
            throw new Refused("mode", texts.get(marked ? "committee.open.onlyMeeting" : "committee.open.none"));
        }
        return agenda;
    }

    /**
     * Opens a round: takes the cases, and freezes agenda, roll and rules by a hash.
     *
     * @throws Refused if there is no case to take, or one that is named doesn't wait
     */
    @Transactional
    public Round open(Opening opening) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('committee_round'))").query((row, i) -> 0).single();
        List<AgendaCase> agenda = jdbc.sql("select * from agenda_case where reference in (:references) and state = 'WAITING' order by submitted_at, reference for update")
                .param("references", agendaFor(opening.mode(), opening.cases())).query((row, i) -> CommitteeCases.agendaCase(row)).list();
        if (agenda.isEmpty()) {
            throw new Refused("mode", texts.get("committee.open.none"));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant closesAt = "ballot".equals(opening.mode()) ? closing(now, opening.days()) : null;
        int year = calendar.dayOf(now).getYear();
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from committee_round where year = ?").param(year).query(Integer.class).single();
        String round = String.format("EC-%d-%03d", year, number);
        List<RollSeat> roll = rollToday(round);
        int version = rule.version();
        String frozen = frozen(round, 1, opening.mode(), now, closesAt, rule.words(version), roll, agenda);
        String hash = Sha256.hex(frozen);
        jdbc.sql("""
                insert into committee_round (reference, year, number, mode, opened_at, opened_by, closes_at, meeting_date, rule_version,
                  revision, frozen_at, frozen_hash)
                values (:round, :year, :number, :mode, :now, :by, :closesAt, :meetingDate, :version, 1, :now, :hash)""")
                .param("round", round).param("year", year).param("number", number).param("mode", opening.mode()).param("now", Rows.at(now))
                .param("by", opening.by()).param("closesAt", Rows.at(closesAt)).param("meetingDate", opening.meetingDate())
                .param("version", version).param("hash", hash).update();
        keep(new RoundOpening(round, 1, now, opening.by(), null, closesAt, frozen, hash));
        int position = 0;
        for (AgendaCase item : agenda) {
            jdbc.sql("""
                    insert into round_case (round, reference, position, category, name, country, facts, papers, recommendation, fee_amount,
                      fee_year, fee_sentence)
                    values (:round, :reference, :position, :category, :name, :country, cast(:facts as jsonb), cast(:papers as jsonb),
                      :recommendation, :feeAmount, :feeYear, :feeSentence)""")
                    .param("round", round).param("position", ++position).params(CommitteeCases.columns(item)).update();
            jdbc.sql("update agenda_case set state = 'IN_ROUND', for_meeting = false where reference = ?").param(item.reference()).update();
        }
        roll.forEach(this::enter);
        log.add(round, RoundLog.Kind.OPENED, null, Map.of("by", opening.by(), "mode", opening.mode(), "frozen", hash,
                "cases", agenda.stream().map(AgendaCase::reference).toList(),
                "seats", roll.size(), "entitled", roll.stream().filter(RollSeat::entitled).count()));
        return find(round).orElseThrow();
    }

    /** When a ballot closes that is open for so many days from then on: to the minute, since people read it. */
    static Instant closing(Instant from, int days) {
        return from.plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MINUTES);
    }

    void keep(RoundOpening opening) {
        jdbc.sql("""
                insert into round_opening (round, revision, opened_at, opened_by, reason, closes_at, frozen, frozen_hash)
                values (:round, :revision, :at, :by, :reason, :closesAt, :frozen, :hash)""")
                .param("round", opening.round()).param("revision", opening.revision()).param("at", Rows.at(opening.openedAt()))
                .param("by", opening.openedBy()).param("reason", opening.reason()).param("closesAt", Rows.at(opening.closesAt()))
                .param("frozen", opening.frozen()).param("hash", opening.frozenHash()).update();
    }

    /** Enters a seat on a round's roll, or writes its line anew. */
    void enter(RollSeat seat) {
        jdbc.sql("""
                insert into roll_seat (round, seat, city, member_number, president, entitled, ground, addresses, heard_at, zone)
                values (:round, :seat, :city, :member, :president, :entitled, :ground, :addresses, :heard, :zone)
                on conflict (round, seat) do update set city = excluded.city, member_number = excluded.member_number,
                  president = excluded.president, entitled = excluded.entitled, ground = excluded.ground,
                  addresses = excluded.addresses, heard_at = excluded.heard_at, zone = excluded.zone""")
                .param("round", seat.round()).param("seat", seat.seat()).param("city", seat.city()).param("member", seat.memberNumber())
                .param("president", seat.president()).param("entitled", seat.entitled())
                .param("ground", seat.ground() == null ? null : seat.ground().name()).param("addresses", Rows.array(seat.addresses()))
                .param("heard", Rows.at(seat.heardAt())).param("zone", seat.zone() == null ? null : seat.zone().getId()).update();
    }

    /** The roll as an opening would take it today. */
    List<RollSeat> rollToday(String round) {
        boolean onlyGoodStanding = settings().onlyGoodStanding();
        return seats.on(calendar.today()).stream().map(seat -> enrol(round, seat, onlyGoodStanding)).toList();
    }

    private RollSeat enrol(String round, Seat seat, boolean onlyGoodStanding) {
        RollSeat.Ground ground = null;
        if (seat.memberNumber() != null) {
            Optional<Member> member = members.find(seat.memberNumber());
            if (member.isEmpty() || member.get().standing() != Standing.FULL || member.get().endedOn() != null) {
                ground = RollSeat.Ground.NO_MEMBER;
            } else if (onlyGoodStanding && !standing.inGoodStanding(seat.memberNumber())) {
                ground = RollSeat.Ground.NOT_IN_GOOD_STANDING;
            }
        }
        return new RollSeat(round, seat.number(), seat.city(), seat.memberNumber(), seat.president(), ground == null, ground,
                seat.addresses(), null, seats.zone(seat));
    }

    /**
     * What is hashed. Addresses stay out: a seat that can't be reached gets another one, and the roll is still the same.
     *
     * @param at   when it is frozen
     * @param rule the rules: those of the opening, word for word, when a round is opened again
     */
    String frozen(String round, int revision, String mode, Instant at, Instant closesAt, Object rule, List<RollSeat> roll, List<AgendaCase> agenda) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("round", round);
        out.put("revision", revision);
        out.put("mode", mode);
        out.put("openedAt", at.toString());
        out.put("closesAt", closesAt == null ? null : closesAt.toString());
        out.put("rule", rule);
        out.put("roll", roll.stream().map(seat -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("seat", seat.seat());
            line.put("city", seat.city());
            line.put("member", seat.memberNumber());
            line.put("president", seat.president());
            line.put("entitled", seat.entitled());
            line.put("ground", seat.ground() == null ? null : seat.ground().name());
            return line;
        }).toList());
        out.put("agenda", agenda.stream().map(item -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("case", item.reference());
            line.put("category", item.category().name());
            line.put("name", item.name());
            line.put("country", item.country());
            line.put("facts", item.facts());
            line.put("recommendation", item.recommendation());
            line.put("fee", fee(item.fee()));
            Map<DocumentId, String> seals = documents.seals(item.documents().stream().map(AgendaCase.Paper::id).toList());
            line.put("documents", item.documents().stream()
                    .map(paper -> Map.of("id", paper.id().toString(), "title", paper.title(), "sha256", seals.get(paper.id()))).toList());
            return line;
        }).toList());
        return Canonical.json(out);
    }

    private static Map<String, Object> fee(AgendaCase.Fee fee) {
        if (fee == null) {
            return null;
        }
        Map<String, Object> out = new LinkedHashMap<>();
        // Money as text: whoever reads it back makes no fraction of it
        out.put("amount", fee.amount() == null ? null : fee.amount().toPlainString());
        out.put("firstYear", fee.firstYear());
        out.put("sentence", fee.sentence());
        return out;
    }

    /**
     * When those still to answer are reminded: some days before the close. What would lie before the (last) opening is put behind
     * the close, where it never comes due; a ballot too short for any has one after three quarters of its time.
     */
    public Reminders reminders(Round round) {
        VotingSettings numbers = settings();
        Instant last = before(round, numbers.lastReminderDays());
        if (last.isAfter(round.closesAt())) {
            last = round.frozenAt().plus(Duration.between(round.frozenAt(), round.closesAt()).multipliedBy(3).dividedBy(4))
                    .truncatedTo(ChronoUnit.SECONDS);
        }
        return new Reminders(before(round, numbers.firstReminderDays()), before(round, numbers.secondReminderDays()), last);
    }

    private static Instant before(Round round, int days) {
        Instant due = round.closesAt().minus(Duration.ofDays(days));
        return due.minus(Duration.ofHours(1)).isAfter(round.frozenAt()) ? due : round.closesAt().plus(Duration.ofDays(1));
    }

    public Optional<Round> find(String reference) {
        return jdbc.sql("select * from committee_round where reference = ?").param(reference).query(Rounds::round).optional();
    }

    /** All rounds, the newest first. */
    public List<Round> all() {
        return jdbc.sql("select * from committee_round order by year desc, number desc").query(Rounds::round).list();
    }

    /** The ballots that aren't closed. */
    List<Round> openBallots() {
        return jdbc.sql("select * from committee_round where mode = 'ballot' and closed_at is null order by year, number").query(Rounds::round).list();
    }

    /** A case in every round that had it on its agenda, the oldest first. */
    public List<RoundCase> ofCase(String reference) {
        return jdbc.sql("select c.* from round_case c join committee_round r on r.reference = c.round where c.reference = ? order by r.year, r.number")
                .param(reference).query(Rounds::roundCase).list();
    }

    /** The agenda in order. */
    public List<RoundCase> cases(String round) {
        return jdbc.sql("select * from round_case where round = ? order by position").param(round).query(Rounds::roundCase).list();
    }

    /** The frozen roll, the President City first, then by city. A seat that left at a re-opening isn't on it any more. */
    public List<RollSeat> roll(String round) {
        return everOnRoll(round).stream().filter(seat -> !seat.left()).toList();
    }

    /** Every seat that was on the roll at some time, those that left too. */
    public List<RollSeat> everOnRoll(String round) {
        return jdbc.sql("select * from roll_seat where round = ? order by president desc, city, seat").param(round).query(Rounds::rollRow).list();
    }

    /** One line of the roll. */
    public Optional<RollSeat> rollSeat(String round, int seat) {
        return jdbc.sql("select * from roll_seat where round = ? and seat = ?").param(round).param(seat).query(Rounds::rollRow).optional();
    }

    /** The votes as they stand. */
    public List<Vote> votes(String round) {
        return jdbc.sql("select * from vote where round = ? order by seat, reference").param(round).query(Rounds::vote).list();
    }

    /** The votes of one seat as they stand. */
    public List<Vote> votes(String round, int seat) {
        return jdbc.sql("select * from vote where round = ? and seat = ? order by reference").param(round).param(seat).query(Rounds::vote).list();
    }

    /** The seats that vote and haven't answered every case that is still on the agenda. */
    public List<RollSeat> stillToAnswer(String round) {
        return jdbc.sql("""
                select s.* from roll_seat s where s.round = :round and s.entitled and exists (
                  select 1 from round_case c where c.round = s.round and c.withdrawn_at is null and not exists (
                    select 1 from vote v where v.round = s.round and v.seat = s.seat and v.reference = c.reference))
                order by s.president desc, s.city, s.seat""")
                .param("round", round).query(Rounds::rollRow).list();
    }

    /** The seat that breaks ties, if there is one that votes. */
    public Optional<RollSeat> president(String round) {
        return roll(round).stream().filter(seat -> seat.president() && seat.entitled()).findFirst();
    }

    /** What the President City answered to the tied cases, by reference. */
    public Map<String, Vote> tieBreaks(String round) {
        Map<String, Vote> out = new LinkedHashMap<>();
        jdbc.sql("select * from tie_break where round = ? order by reference").param(round).query((row, i) ->
                new Vote(row.getString("round"), row.getInt("seat"), row.getString("reference"), Answer.of(row.getString("answer")).orElseThrow(),
                        null, row.getString("name"), row.getString("title"), Rows.instant(row, "answered_at"), row.getInt("position")))
                .list().forEach(answer -> out.put(answer.reference(), answer));
        return out;
    }

    /** The numbers and switches of the rules as they were frozen; one that the table didn't have yet is missing. */
    Map<?, ?> frozenSettings(String round) {
        return Canonical.map(frozen(round)).get("rule") instanceof Map<?, ?> rule && rule.get("settings") instanceof Map<?, ?> settings
                ? settings : Map.of();
    }

    /** The frozen text that {@link Round#frozenHash()} is the hash of. */
    public String frozen(String round) {
        return jdbc.sql("select frozen from round_opening where round = ? order by revision desc limit 1").param(round).query(String.class).single();
    }

    /** The opening and each re-opening, in order. */
    public List<RoundOpening> openings(String round) {
        return jdbc.sql("select * from round_opening where round = ? order by revision").param(round)
                .query((row, i) -> new RoundOpening(row.getString("round"), row.getInt("revision"), Rows.instant(row, "opened_at"),
                        row.getString("opened_by"), row.getString("reason"), Rows.instant(row, "closes_at"), row.getString("frozen"),
                        row.getString("frozen_hash")))
                .list();
    }

    /** The rounds whose ballot or meeting isn't over, the oldest first. */
    List<Round> underWay() {
        return jdbc.sql("select * from committee_round where closed_at is null order by year, number").query(Rounds::round).list();
    }

    /** Locks the round until the caller's transaction ends: one after the other, voters, closing and log. */
    Round lock(String reference) {
        return jdbc.sql("select * from committee_round where reference = ? for update").param(reference).query(Rounds::round).optional()
                .orElseThrow(() -> new IllegalArgumentException("No round " + reference));
    }

    private static Round round(ResultSet row, int index) throws SQLException {
        UUID resolution = row.getObject("resolution", UUID.class);
        return new Round(row.getString("reference"), row.getString("mode"), Rows.instant(row, "opened_at"), row.getString("opened_by"),
                Rows.instant(row, "closes_at"), row.getObject("meeting_date", LocalDate.class), row.getInt("rule_version"),
                row.getString("frozen_hash"), row.getInt("revision"), Rows.instant(row, "frozen_at"),
                Rows.instant(row, "closed_at"), Rows.instant(row, "tie_break_until"), Rows.instant(row, "settled_at"),
                row.getString("minutes_reference"), resolution == null ? null : new DocumentId(resolution),
                Rows.instant(row, "published_at"), Rows.instant(row, "early_close_at"));
    }

    private static RoundCase roundCase(ResultSet row, int index) throws SQLException {
        Integer entitled = row.getObject("entitled", Integer.class);
        RoundCase.Tally tally = entitled == null ? null : new RoundCase.Tally(entitled, row.getInt("present"), row.getInt("approve"),
                row.getInt("reject"), row.getInt("abstain"), outcome(row, "counted"), row.getString("rule"), row.getString("reason"));
        return new RoundCase(row.getString("round"), row.getInt("position"), CommitteeCases.agendaCase(row),
                Rows.instant(row, "withdrawn_at"), tally, outcome(row, "outcome"), Rows.instant(row, "decided_at"));
    }

    private static CommitteeOutcome outcome(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? null : CommitteeOutcome.valueOf(value);
    }

    private static RollSeat rollRow(ResultSet row, int index) throws SQLException {
        String ground = row.getString("ground");
        return new RollSeat(row.getString("round"), row.getInt("seat"), row.getString("city"), row.getString("member_number"),
                row.getBoolean("president"), row.getBoolean("entitled"), ground == null ? null : RollSeat.Ground.valueOf(ground),
                Rows.texts(row, "addresses"), Rows.instant(row, "heard_at"), Rows.zone(row, "zone"));
    }

    private static Vote vote(ResultSet row, int index) throws SQLException {
        return new Vote(row.getString("round"), row.getInt("seat"), row.getString("reference"), Answer.of(row.getString("answer")).orElseThrow(),
                row.getString("reason"), row.getString("name"), row.getString("title"), Rows.instant(row, "cast_at"), row.getInt("position"));
    }
}
