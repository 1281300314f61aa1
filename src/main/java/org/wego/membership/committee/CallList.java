package org.wego.membership.committee;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Contact;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;

/** Whom the Secretariat calls on a ballot's last day: the seats still to answer, or the President City that a tie waits for. */
@Service
public class CallList {

    /** What became of the last letter that asks a seat to answer. */
    public enum Delivery {
        /** It has no address, so there was none. */
        NONE,
        /** It is still on its way. */
        WAITING,
        /** All addresses took it. */
        TAKEN,
        /** Some took it and some refused it. */
        PARTLY,
        REFUSED
    }

    /**
     * One call.
     *
     * @param now        the time at the seat
     * @param atWork     whether offices there are usually open now
     * @param left       how many cases it has still to answer
     * @param openedAt   when its agenda was last opened, null if never
     * @param deliveryAt when the letter was taken, null otherwise
     * @param contact    the city's working contact, null where the register has none
     * @param lastVoter  who last answered for the seat in any round, null if nobody did
     */
    public record Call(RollSeat seat, ZonedDateTime now, boolean atWork, int left, Instant openedAt, Delivery delivery, Instant deliveryAt,
            Contact contact, Person lastVoter) {
    }

    /** Somebody who answered for a seat. */
    public record Person(String name, String title, String round) {
    }

    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime SHUTS = LocalTime.of(17, 0);
    private static final Set<String> ASKING = Set.of(CommitteeLetter.VOTE_INVITATION.name(), CommitteeLetter.VOTE_LINK_REPLACED.name(),
            CommitteeLetter.VOTE_REMINDER.name(), CommitteeLetter.ROUND_REOPENED.name(), CommitteeLetter.CLOSING_EARLY.name(),
            CommitteeLetter.CLOSE_CALLED_OFF.name());

    private final JdbcClient jdbc;
    private final Clock clock;
    private final OrganisationCalendar calendar;
    private final Rounds rounds;
    private final Ballots ballots;
    private final VoteSessions sessions;
    private final LetterDesk letters;
    private final Contacts contacts;

    CallList(JdbcClient jdbc, Clock clock, OrganisationCalendar calendar, Rounds rounds, Ballots ballots, VoteSessions sessions, LetterDesk letters,
            Contacts contacts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = calendar;
        this.rounds = rounds;
        this.ballots = ballots;
        this.sessions = sessions;
        this.letters = letters;
        this.contacts = contacts;
    }

    /** When calling begins: with the last reminder. */
    public Instant begins(Round round) {
        return rounds.reminders(round).last();
    }

    /** Whom to call now: first those whose offices shut soonest, then those whose offices open soonest. Empty once nobody is waited for. */
    public List<Call> of(Round round) {
        Instant now = clock.instant();
        List<RollSeat> seats;
        boolean tie = round.takesTieBreak(now);
        if (tie) {
            seats = rounds.tieBreaks(round.reference()).isEmpty() ? rounds.president(round.reference()).stream().toList() : List.of();
        } else {
            seats = round.takesVotes(now) ? rounds.stillToAnswer(round.reference()) : List.of();
        }
        if (seats.isEmpty()) {
            return List.of();
        }
        Set<String> asked = (tie ? ballots.tiedForPresident(round.reference()) : ballots.standing(round.reference())).stream()
                .map(RoundCase::reference).collect(Collectors.toSet());
        Map<Integer, Long> answered = new HashMap<>();
        if (!tie) {
            rounds.votes(round.reference()).stream().filter(vote -> asked.contains(vote.reference()))
                    .forEach(vote -> answered.merge(vote.seat(), 1L, Long::sum));
        }
        Map<Integer, Instant> opened = tie ? Map.of() : sessions.opened(round.reference());
        Map<Integer, LetterDesk.Line> last = letters(round, tie);
        Map<String, Map<ContactRole, Contact>> people = contacts.all(seats.stream().map(RollSeat::memberNumber).filter(Objects::nonNull).toList());
        Map<Integer, Person> voters = voters(seats);
        return seats.stream().map(seat -> {
            ZoneId zone = seat.zone() == null ? calendar.zone() : seat.zone();
            ZonedDateTime there = now.atZone(zone);
            LetterDesk.Line letter = last.get(seat.seat());
            return new Call(seat, there, atWork(there), asked.size() - answered.getOrDefault(seat.seat(), 0L).intValue(), opened.get(seat.seat()),
                    delivery(letter), letter == null ? null : letter.sentAt(),
                    people.getOrDefault(Objects.toString(seat.memberNumber(), ""), Map.of()).get(ContactRole.WORKING), voters.get(seat.seat()));
        }).sorted(Comparator.comparing((Call call) -> !call.atWork()).thenComparing(CallList::waits)).toList();
    }

    private static boolean atWork(ZonedDateTime there) {
        return there.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue() && !there.toLocalTime().isBefore(OPENS) && there.toLocalTime().isBefore(SHUTS);
    }

    /** How long until the offices at the seat shut, or open. */
    private static Duration waits(Call call) {
        ZonedDateTime there = call.now();
        if (call.atWork()) {
            return Duration.between(there, there.with(SHUTS));
        }
        ZonedDateTime opens = there.toLocalTime().isBefore(OPENS) ? there.with(OPENS) : there.plusDays(1).with(OPENS);
        while (opens.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
            opens = opens.plusDays(1);
        }
        return Duration.between(there, opens);
    }

    private Map<Integer, LetterDesk.Line> letters(Round round, boolean tie) {
        Map<Integer, LetterDesk.Line> last = new HashMap<>();
        letters.about(round.reference()).stream()
                .filter(line -> tie ? line.kind().equals(CommitteeLetter.TIE_BREAK.name()) : ASKING.contains(line.kind()))
                .forEach(line -> CommitteePost.seatOf(line.naturalKey()).ifPresent(seat -> last.put(seat, line)));
        return last;
    }

    private static Delivery delivery(LetterDesk.Line letter) {
        if (letter == null) {
            return Delivery.NONE;
        }
        return switch (letter.state()) {
            case QUEUED, SENDING -> Delivery.WAITING;
            case REFUSED, STOPPED -> Delivery.REFUSED;
            case SENT -> letter.refused().isEmpty() ? Delivery.TAKEN : Delivery.PARTLY;
        };
    }

    private Map<Integer, Person> voters(List<RollSeat> seats) {
        Map<Integer, Person> voters = new HashMap<>();
        jdbc.sql("select distinct on (seat) seat, name, title, round from vote where seat = any (?) order by seat, cast_at desc")
                .param(seats.stream().map(RollSeat::seat).toArray(Integer[]::new))
                .query((RowCallbackHandler) row -> voters.put(row.getInt("seat"),
                        new Person(row.getString("name"), row.getString("title"), row.getString("round"))));
        return voters;
    }
}
