package org.wego.membership.committee;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.committee.RollChange.Kind;
import org.wego.membership.committee.RollChange.Line;
import org.wego.membership.engine.Rows;
import org.wego.membership.engine.Sha256;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/**
 * What is frozen at a round's opening and changes afterwards: seen here, and taken up only by a re-opening that the
 * Secretariat decides and the log records.
 *
 * <p>A re-opening freezes roll, agenda and documents anew. The rules stay those of the opening: votes that stand were cast
 * under them. Answers to a case that didn't change stand; answers to a changed case are void, and so are those of a seat
 * that left, lost its vote or is held by another city.
 *
 * <p>Whether a city is in good standing is looked at on the day of an opening or re-opening. That an invoice falls due in
 * between asks nobody anything.
 */
@Service
public class Reopenings {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Rounds rounds;
    private final Ballots ballots;
    private final CommitteeCases cases;
    private final RoundLog log;
    private final CommitteePost post;
    private final PersonalLinks links;
    private final VoteSessions sessions;
    private final Moments moments;
    private final MuteSeats mute;
    private final ApplicationEventPublisher events;
    private final Texts texts;

    Reopenings(JdbcClient jdbc, Clock clock, Rounds rounds, Ballots ballots, CommitteeCases cases, RoundLog log, CommitteePost post,
            PersonalLinks links, VoteSessions sessions, Moments moments, MuteSeats mute, ApplicationEventPublisher events,
            Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.ballots = ballots;
        this.cases = cases;
        this.log = log;
        this.post = post;
        this.links = links;
        this.sessions = sessions;
        this.moments = moments;
        this.mute = mute;
        this.events = events;
        this.texts = texts;
    }

    /** The changes of all rounds under way that nobody has decided on, the oldest round first. */
    public List<RollChange> pending() {
        List<Round> underWay = rounds.underWay().stream().filter(this::open).toList();
        if (underWay.isEmpty()) {
            return List.of();
        }
        List<RollSeat> today = rounds.rollToday("");
        return underWay.stream().map(round -> undecided(change(round, today))).flatMap(Optional::stream).toList();
    }

    /** The change of a round that nobody has decided on; empty once it is over. */
    public Optional<RollChange> pending(String reference) {
        return rounds.find(reference).filter(this::open).flatMap(round -> undecided(change(round, rounds.rollToday(reference))));
    }

    /** Whether a round can still be opened again: its ballot is open, or its meeting isn't recorded. */
    public boolean open(Round round) {
        return round.closedAt() == null && (!round.ballot() || clock.instant().isBefore(round.closesAt()));
    }

    private Optional<RollChange> undecided(RollChange change) {
        if (change.fingerprint() == null) {
            return Optional.empty();
        }
        boolean kept = jdbc.sql("select exists (select 1 from kept_change where round = ? and fingerprint = ?)")
                .param(change.round()).param(change.fingerprint()).query(Boolean.class).single();
        return kept ? Optional.empty() : Optional.of(change);
    }

    /** All in which today's roll and papers differ; without a fingerprint if nothing of it is a reason to ask. */
    private RollChange change(Round round, List<RollSeat> today) {
        List<Line> lines = new ArrayList<>();
        List<Object> print = new ArrayList<>();
        Map<Integer, RollSeat> frozen = rounds.roll(round.reference()).stream()
                .collect(Collectors.toMap(RollSeat::seat, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        for (RollSeat now : today) {
            RollSeat was = frozen.remove(now.seat());
            if (was == null) {
                lines.add(new Line(Kind.SEAT_ADDED, now.seat(), null, null, now.city()));
            } else {
                compare(was, now, lines);
            }
        }
        frozen.values().forEach(was -> lines.add(new Line(Kind.SEAT_LEFT, was.seat(), null, was.city(), null)));
        Map<String, AgendaCase> papers = cases.asTheyAre(round.reference());
        for (RoundCase was : ballots.standing(round.reference())) {
            AgendaCase now = papers.get(was.reference());
            if (now != null && !now.equals(was.item())) {
                lines.add(new Line(Kind.CASE_CHANGED, null, was.reference(), was.item().name(), now.name()));
                print.add(now);
            }
        }
        Map<Integer, RollSeat> byNumber = today.stream().collect(Collectors.toMap(RollSeat::seat, Function.identity()));
        List<Line> reasons = lines.stream().filter(line -> !standingOnly(line, round, byNumber)).toList();
        return new RollChange(round.reference(), lines,
                reasons.isEmpty() ? null : Sha256.hex(Canonical.json(List.of(round.revision(), reasons, print))));
    }

    private static void compare(RollSeat was, RollSeat now, List<Line> lines) {
        if (handedOn(was, now)) {
            lines.add(new Line(Kind.SEAT_HANDED_ON, now.seat(), null, was.city(), now.city()));
        }
        if (was.president() != now.president()) {
            lines.add(new Line(now.president() ? Kind.PRESIDENT : Kind.NO_PRESIDENT, now.seat(), null, was.city(), now.city()));
        }
        if (was.entitled() != now.entitled()) {
            lines.add(new Line(now.entitled() ? Kind.VOTE_GAINED : Kind.VOTE_LOST, now.seat(), null, was.city(), now.city()));
        }
    }

    private static boolean handedOn(RollSeat was, RollSeat now) {
        return !was.city().equals(now.city()) || !Objects.equals(was.memberNumber(), now.memberNumber());
    }

    /** Whether a line tells only that a city fell behind with its fees, or caught up: no reason to ask. */
    private boolean standingOnly(Line line, Round round, Map<Integer, RollSeat> today) {
        return switch (line.kind()) {
            case VOTE_LOST -> today.get(line.seat()).ground() == RollSeat.Ground.NOT_IN_GOOD_STANDING;
            case VOTE_GAINED -> rounds.rollSeat(round.reference(), line.seat()).orElseThrow().ground() == RollSeat.Ground.NOT_IN_GOOD_STANDING;
            default -> false;
        };
    }

    /** A change in words, a sentence a difference. */
    public List<String> words(RollChange change) {
        return change.lines().stream().map(line -> texts.get("committee.change." + line.kind(), line.was() == null ? "" : line.was(),
                line.is() == null ? "" : line.is(), line.reference() == null ? "" : line.reference())).toList();
    }

    /**
     * When a ballot would close if it were opened again now.
     *
     * @param days from now on; null: as many as a new ballot has, and never earlier than it closes now
     * @throws Refused if the days given end before it closes now: a re-opening takes nobody's time away
     */
    public Instant closing(Round round, Integer days) {
        Instant now = clock.instant();
        if (days != null && Rounds.closing(now, days).isBefore(round.closesAt())) {
            throw new Refused("days", texts.get("committee.reopen.earlier", moments.words(round.closesAt())));
        }
        return closing(round, now, days);
    }

    private Instant closing(Round round, Instant now, Integer days) {
        Instant closesAt = Rounds.closing(now, days == null ? rounds.settings().days() : days);
        return closesAt.isBefore(round.closesAt()) ? round.closesAt() : closesAt;
    }

    /**
     * Opens a round again on what its roll and papers are now. Seats that left lose their votes and their links; changed
     * cases, and seats with another holder, are answered anew; all seats are told.
     *
     * @param days until the ballot closes, from now on; null: as many as a new ballot has. It never closes earlier than
     *             it would have closed anyway
     * @throws Refused if the round is closed
     */
    @Transactional
    public Round reopen(String reference, String reason, Integer days, String by) {
        Round before = rounds.lock(reference);
        if (before.closedAt() != null) {
            throw new Refused("decision", texts.get("committee.reopen.closed"));
        }
        List<RollSeat> today = rounds.rollToday(reference);
        RollChange change = change(before, today);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant closesAt = before.ballot() ? closing(before, now, days) : null;
        int revision = before.revision() + 1;

        if (before.earlyCloseAt() != null) {
            // The letters of the re-opening say until when the ballot is open now
            log.add(reference, RoundLog.Kind.CLOSE_CALLED_OFF, null, Map.of("closesAt", closesAt.toString()));
        }
        Set<Integer> annulled = takeRoll(before, today, change);
        change.cases().forEach(item -> takePapers(reference, item));
        jdbc.sql("delete from vote where round = :round and (seat = any(:seats) or reference = any(:cases))")
                .param("round", reference).param("seats", annulled.toArray(Integer[]::new)).param("cases", Rows.array(change.cases())).update();
        // Whoever has to answer again is heard of again
        jdbc.sql("update roll_seat set heard_at = null where round = :round and seat = any(:seats)").param("round", reference)
                .param("seats", rounds.stillToAnswer(reference).stream().map(RollSeat::seat).toArray(Integer[]::new)).update();

        List<RoundCase> agenda = ballots.standing(reference);
        String frozen = rounds.frozen(reference, revision, before.mode(), now, closesAt,
                Canonical.map(rounds.frozen(reference)).get("rule"), rounds.roll(reference), agenda.stream().map(RoundCase::item).toList());
        String hash = Sha256.hex(frozen);
        jdbc.sql("""
                update committee_round set revision = :revision, frozen_at = :now, frozen_hash = :hash, closes_at = :closesAt,
                  early_close_at = null where reference = :round""")
                .param("revision", revision).param("now", Rows.at(now)).param("hash", hash).param("closesAt", Rows.at(closesAt))
                .param("round", reference).update();
        rounds.keep(new RoundOpening(reference, revision, now, by, reason, closesAt, frozen, hash));
        List<RollSeat> roll = rounds.roll(reference);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("revision", revision);
        detail.put("frozen", hash);
        detail.put("closesAt", closesAt == null ? null : closesAt.toString());
        detail.put("by", by);
        detail.put("reason", reason);
        detail.put("changes", change.lines());
        detail.put("void", Map.of("seats", List.copyOf(annulled), "cases", change.cases()));
        detail.put("cases", agenda.stream().map(RoundCase::reference).toList());
        detail.put("seats", roll.size());
        detail.put("entitled", roll.stream().filter(RollSeat::entitled).count());
        log.add(reference, RoundLog.Kind.REOPENED, null, detail);

        Round round = rounds.find(reference).orElseThrow();
        if (round.ballot()) {
            post.reopened(round, agenda, rounds.everOnRoll(reference), told(change, reason),
                    change.seats(Kind.SEAT_ADDED, Kind.SEAT_HANDED_ON, Kind.SEAT_LEFT, Kind.VOTE_LOST));
            Set<Integer> anew = change.seats(Kind.SEAT_ADDED, Kind.SEAT_HANDED_ON, Kind.VOTE_GAINED);
            List<Integer> invited = roll.stream().filter(seat -> seat.entitled() && seat.reachable() && anew.contains(seat.seat()))
                    .map(RollSeat::seat).toList();
            if (!invited.isEmpty()) {
                log.add(reference, RoundLog.Kind.INVITED, null, Map.of("seats", invited));
            }
            mute.tell(reference, roll);
        } else {
            post.meetingChanged(round, agenda, roll, told(change, reason));
        }
        events.publishEvent(new RoundReopened(reference));
        return round;
    }

    /**
     * Takes the order to open a round again: a meeting is, at once; one that is over meanwhile isn't any more, and the log
     * says so.
     *
     * @return whether it is a ballot, which stops first and is opened again by {@link #reopen}
     */
    @Transactional
    public boolean order(String reference, String reason, Integer days, String by) {
        Round round = rounds.lock(reference);
        if (!open(round)) {
            keep(reference, texts.get("committee.reopen.late") + " " + reason, by);
            return false;
        }
        if (!round.ballot()) {
            reopen(reference, reason, days, by);
            return false;
        }
        return true;
    }

    /** Does something about a round that no two may do at the same time. */
    @Transactional
    public void onlyOne(String reference, Runnable work) {
        rounds.lock(reference);
        work.run();
    }

    /** Writes the roll as it is today; returns the seats whose answers are void. */
    private Set<Integer> takeRoll(Round round, List<RollSeat> today, RollChange change) {
        Map<Integer, RollSeat> ever = rounds.everOnRoll(round.reference()).stream().collect(Collectors.toMap(RollSeat::seat, Function.identity()));
        for (RollSeat now : today) {
            RollSeat was = ever.get(now.seat());
            rounds.enter(new RollSeat(round.reference(), now.seat(), now.city(), now.memberNumber(), now.president(), now.entitled(), now.ground(),
                    now.addresses(), was == null ? null : was.heardAt(), now.zone()));
        }
        for (Integer seat : change.seats(Kind.SEAT_LEFT)) {
            RollSeat was = ever.get(seat);
            rounds.enter(new RollSeat(round.reference(), seat, was.city(), was.memberNumber(), false, false, RollSeat.Ground.LEFT,
                    was.addresses(), was.heardAt(), was.zone()));
        }
        Set<Integer> annulled = change.seats(Kind.SEAT_HANDED_ON, Kind.SEAT_LEFT, Kind.VOTE_LOST);
        // What the former holder was sent opens nothing any more
        annulled.forEach(seat -> {
            links.reissue(CommitteePost.VOTE, CommitteePost.subject(round.reference(), seat));
            sessions.end(round.reference(), seat);
        });
        return annulled;
    }

    private void takePapers(String round, String reference) {
        jdbc.sql("""
                update round_case c set category = a.category, name = a.name, country = a.country, facts = a.facts, papers = a.papers,
                  recommendation = a.recommendation, fee_amount = a.fee_amount, fee_year = a.fee_year, fee_sentence = a.fee_sentence
                from agenda_case a where a.reference = c.reference and c.round = :round and c.reference = :reference""")
                .param("round", round).param("reference", reference).update();
    }

    private String told(RollChange change, String reason) {
        List<String> words = words(change);
        return (words.isEmpty() ? reason : String.join(" ", words) + " " + texts.get("committee.change.reason", reason)).strip();
    }

    /** Notes that the Secretariat saw the change and the round goes on as it was frozen; it isn't asked about it again. */
    @Transactional
    public void keep(String reference, String reason, String by) {
        Round round = rounds.lock(reference);
        RollChange change = change(round, rounds.rollToday(reference));
        if (change.fingerprint() != null) {
            jdbc.sql("insert into kept_change (round, fingerprint, kept_at) values (:round, :print, :now) on conflict do nothing")
                    .param("round", reference).param("print", change.fingerprint()).param("now", Rows.at(clock.instant())).update();
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("by", by);
        detail.put("reason", reason);
        detail.put("changes", change.lines());
        log.add(reference, RoundLog.Kind.KEPT, null, detail);
    }
}
