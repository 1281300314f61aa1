package org.wego.membership.committee;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.PersonalLinks;

/**
 * Sees to it that every seat on a round's roll is reached: what was refused, who has no address, who isn't the one, and what
 * the Secretariat does about it.
 */
@Service
public class SeatReach {

    /** Why a seat gets other addresses. */
    public enum Why {
        /** A letter to it was refused; that letter itself goes to the new addresses. */
        REFUSED,
        /** It had none, so nothing was sent to it. */
        MUTE,
        /** Whoever opened its agenda isn't the one to answer: the link must no longer open anything. */
        MISDIRECTED
    }

    /** At most so many addresses a seat. */
    public static final int MOST_ADDRESSES = 5;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Rounds rounds;
    private final Ballots ballots;
    private final RoundLog log;
    private final CommitteePost post;
    private final PersonalLinks links;
    private final VoteSessions sessions;
    private final Seats seats;
    private final LetterDesk letters;
    private final TransactionTemplate transaction;

    SeatReach(JdbcClient jdbc, Clock clock, Rounds rounds, Ballots ballots, RoundLog log, CommitteePost post, PersonalLinks links,
            VoteSessions sessions, Seats seats, LetterDesk letters, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.ballots = ballots;
        this.log = log;
        this.post = post;
        this.links = links;
        this.sessions = sessions;
        this.seats = seats;
        this.letters = letters;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Gives a seat addresses, on the roll and for good, and writes to them: the agenda while the ballot is open, the question
     * while a tie waits for it, the meeting's agenda before a meeting.
     *
     * @param addresses that reach it; they come first
     * @param instead   those that they replace
     */
    @Transactional
    public void reach(String reference, int number, List<String> addresses, Collection<String> instead, Why why, String by) {
        Round round = rounds.lock(reference);
        RollSeat before = rounds.rollSeat(reference, number).orElseThrow();
        jdbc.sql("update roll_seat set addresses = :addresses where round = :round and seat = :seat")
                .param("addresses", Rows.array(replaced(before.addresses(), addresses, instead))).param("round", reference).param("seat", number).update();
        seats.find(number).ifPresent(seat -> seats.write(new Seat(seat.number(), seat.city(), seat.memberNumber(),
                replaced(seat.addresses(), addresses, instead), seat.from(), seat.to(), seat.president(), seat.zone()), by));
        RollSeat seat = rounds.rollSeat(reference, number).orElseThrow();
        RoundLog.Entry entry = log.add(reference, RoundLog.Kind.REACHED, number, Map.of("by", by));
        if (why == Why.REFUSED) {
            return;
        }
        if (!round.ballot() && round.closedAt() == null) {
            post.meetingAgenda(round, ballots.standing(reference), List.of(seat));
        } else if (seat.entitled() && round.takesVotes(clock.instant())) {
            if (why == Why.MISDIRECTED) {
                ballots.renew(round, seat, by);
            } else {
                post.replaceLink(round, ballots.standing(reference), seat, entry.position());
            }
        } else if (seat.entitled() && seat.president() && round.takesTieBreak(clock.instant())) {
            if (why == Why.MISDIRECTED) {
                links.reissue(CommitteePost.TIE_BREAK, CommitteePost.subject(reference, number));
                sessions.end(reference, number);
            }
            post.askPresidentAgain(round, ballots.tiedForPresident(reference), seat, entry.position());
        }
    }

    /** The addresses that a seat has once some were put in the place of others. */
    public static List<String> replaced(List<String> before, List<String> addresses, Collection<String> instead) {
        List<String> now = new ArrayList<>(addresses);
        before.stream().filter(old -> !holds(instead, old) && !holds(addresses, old)).forEach(now::add);
        return now;
    }

    private static boolean holds(Collection<String> addresses, String address) {
        return addresses.stream().anyMatch(address::equalsIgnoreCase);
    }

    /** Addresses as they are typed or told: with commas, semicolons or white space between them. */
    public static List<String> addresses(String text) {
        return text == null ? List.of() : List.of(text.strip().split("[\\s,;]+")).stream().filter(each -> !each.isEmpty()).distinct().toList();
    }

    /** The seat that a letter was written to; by its key, since two seats may share an address. */
    public Optional<RollSeat> seatOf(String reference, long letter, String refusedAddresses) {
        return letters.find(letter).flatMap(line -> CommitteePost.seatOf(line.naturalKey())).flatMap(seat -> rounds.rollSeat(reference, seat))
                .or(() -> rounds.roll(reference).stream().filter(seat -> seat.addresses().stream()
                        .anyMatch(address -> holds(addresses(refusedAddresses), address))).findFirst());
    }

    /**
     * Notes once that a letter was refused for good, and tells of it where that is news: not if the same addresses refused an
     * earlier letter of the round and this one has reached the seat by its others.
     *
     * @param told whether somebody was told
     * @return false if it was noted before, or nobody could be told
     */
    public boolean noteRefused(String reference, Integer seat, long letter, String kind, Supplier<Boolean> told) {
        if (noted(reference, letter) || !knownAndReached(reference, letter) && !told.get()) {
            return false;
        }
        transaction.executeWithoutResult(status -> {
            rounds.lock(reference);
            log.add(reference, RoundLog.Kind.REFUSED, seat, Map.of("letter", letter, "kind", kind));
        });
        return true;
    }

    private boolean noted(String reference, long letter) {
        return log.of(reference).stream().filter(entry -> entry.kind() == RoundLog.Kind.REFUSED)
                .anyMatch(entry -> String.valueOf(letter).equals(String.valueOf(entry.detail().get("letter"))));
    }

    private boolean knownAndReached(String reference, long letter) {
        return letters.find(letter).filter(line -> line.state() == LetterDesk.State.SENT && !line.refused().isEmpty())
                .filter(line -> letters.about(reference).stream()
                        .anyMatch(earlier -> earlier.id() < letter && earlier.refused().containsAll(line.refused())))
                .isPresent();
    }

    /**
     * Seats that vote, have no address, and of which the Secretariat has no task yet; the President City once more when a tie
     * waits for it.
     */
    public List<SeatUnreachable> mute() {
        return jdbc.sql("""
                select s.round, s.seat, s.city from roll_seat s join committee_round r on r.reference = s.round
                where s.entitled and s.addresses = '{}' and (
                  r.closed_at is null and s.mute_told_at is null and exists (
                    select 1 from round_log l where l.round = s.round and l.kind = 'INVITED')
                  or s.president and r.tie_break_until > :now and r.settled_at is null
                    and (s.mute_told_at is null or s.mute_told_at < r.closed_at))
                order by s.round, s.seat""")
                .param("now", Rows.at(clock.instant()))
                .query((row, i) -> new SeatUnreachable(row.getString("round"), row.getInt("seat"), row.getString("city"))).list();
    }

    /** Notes that the Secretariat has its task about a seat without an address. */
    public void muteTold(SeatUnreachable seat) {
        jdbc.sql("update roll_seat set mute_told_at = :now where round = :round and seat = :seat")
                .param("now", Rows.at(clock.instant())).param("round", seat.round()).param("seat", seat.seat()).update();
    }

    /** What a task about a seat needs to know of the letter that was refused. */
    public Map<String, List<String>> delivery(long letter) {
        Map<String, List<String>> out = new LinkedHashMap<>();
        letters.find(letter).ifPresent(line -> {
            out.put("refused", line.refused());
            out.put("took", line.state() == LetterDesk.State.SENT ? line.to().stream().filter(to -> !line.refused().contains(to)).toList() : List.of());
            out.put("subject", List.of(line.subject()));
        });
        return out;
    }
}
