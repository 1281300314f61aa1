package org.wego.membership.committee;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wego.membership.engine.Rows;
import org.wego.membership.letter.PersonalLinks;

/**
 * Takes the seats' votes. Votes are rows and are committed first; only then the process hears that a seat has answered,
 * outside the vote's transaction, so that nothing it meets can cost a voter an error.
 */
@Service
public class Ballots {

    /** The longest reason that a seat may give, in characters. */
    public static final int LONGEST_REASON = 500;
    /** The form's field that says which agenda was before the voter, by its frozen hash. */
    public static final String AGENDA = "agenda";

    /**
     * Who answers for a seat, and how they came in.
     *
     * @param via        {@code link}, {@code code} or {@code call}: told to the Secretariat, which entered it
     * @param enteredBy  the account that entered what a caller said, otherwise null
     * @param identified how that caller was known, otherwise null
     */
    public record Voter(String name, String title, String via, String enteredBy, String identified) {

        public Voter(String name, String title, String via) {
            this(name, title, via, null, null);
        }

        /** Whether the Secretariat entered what a caller said. */
        public boolean called() {
            return enteredBy != null;
        }

        /** Somebody who called the Secretariat, whose answers it enters. */
        public static Voter caller(String name, String title, String enteredBy, String identified) {
            return new Voter(name, title, "call", enteredBy, identified);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Rounds rounds;
    private final RoundLog log;
    private final CommitteePost post;
    private final PersonalLinks links;
    private final VoteSessions sessions;
    private final MuteSeats mute;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Ballots(JdbcClient jdbc, Clock clock, Rounds rounds, RoundLog log, CommitteePost post, PersonalLinks links,
            VoteSessions sessions, MuteSeats mute, ApplicationEventPublisher events, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rounds = rounds;
        this.log = log;
        this.post = post;
        this.links = links;
        this.sessions = sessions;
        this.mute = mute;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Writes to every seat on the roll; a seat without an address is told to the Secretariat. Harmless twice. */
    public void invite(String reference) {
        transaction.executeWithoutResult(status -> {
            Round round = rounds.lock(reference);
            if (happened(reference, RoundLog.Kind.INVITED)) {
                return;
            }
            List<RollSeat> roll = rounds.roll(reference);
            List<RollSeat> invited = roll.stream().filter(seat -> seat.entitled() && seat.reachable()).toList();
            post.invite(round, rounds.cases(reference), invited);
            post.tellWithoutVote(round, roll.stream().filter(seat -> !seat.entitled() && seat.reachable()).toList());
            log.add(reference, RoundLog.Kind.INVITED, null, Map.of("seats", invited.stream().map(RollSeat::seat).toList()));
            mute.tell(reference, roll);
        });
    }

    /** Reminds the seats still to answer; once a day at most. */
    public void remind(String reference) {
        transaction.executeWithoutResult(status -> {
            Round round = rounds.lock(reference);
            List<RollSeat> late = rounds.stillToAnswer(reference).stream().filter(RollSeat::reachable).toList();
            if (round.takesVotes(clock.instant()) && !late.isEmpty()) {
                boolean last = !clock.instant().isBefore(rounds.reminders(round).last());
                post.remind(round, standing(reference), late, last);
                log.add(reference, RoundLog.Kind.REMINDED, null, Map.of("seats", late.stream().map(RollSeat::seat).toList()));
            }
        });
    }

    /** {@link #cast(String, int, Map, Map, Voter)} without a reason for any answer: so nothing can be recused. */
    public void cast(String reference, int number, Map<String, Answer> answers, Voter voter) {
        cast(reference, number, answers, Map.of(), voter);
    }

    /** {@link #cast(String, int, Map, Map, Voter, String)} by somebody who needs no page to know the agenda. */
    public void cast(String reference, int number, Map<String, Answer> answers, Map<String, String> reasons, Voter voter) {
        cast(reference, number, answers, reasons, voter, null);
    }

    /**
     * Keeps what a seat answers to every case on the agenda, over what it answered before, with a receipt. The same once
     * more changes nothing. The log says which cases it recused itself from, right behind its votes.
     *
     * @param answers one for each case that is still on the agenda, by reference
     * @param reasons by reference: needed to recuse, open to every answer, {@value #LONGEST_REASON} characters at most
     * @param frozen  the {@link Round#frozenHash()} of the agenda that was before the voter, or null: answers meant for an
     *                agenda that was re-opened since are not taken for this one
     * @throws Refused if the ballot is closed, the agenda another, the seat has no vote, a case has no answer or a recusal no
     *                 reason
     */
    public void cast(String reference, int number, Map<String, Answer> answers, Map<String, String> reasons, Voter voter, String frozen) {
        RollSeat answered = transaction.execute(status -> {
            Round round = rounds.lock(reference);
            if (!round.takesVotes(clock.instant())) {
                throw new Refused("closed", "The ballot is closed.");
            }
            if (frozen != null && !frozen.equals(round.frozenHash())) {
                throw new Refused(AGENDA, "The ballot was opened again since.");
            }
            RollSeat seat = rounds.rollSeat(reference, number).filter(RollSeat::entitled)
                    .orElseThrow(() -> new Refused("seat", "The seat has no vote in this round."));
            List<RoundCase> agenda = standing(reference);
            complete(agenda, answers, Answer.OFFERED);
            List<Vote> before = rounds.votes(reference, number);
            Map<String, String> said = said(agenda, answers, reasons);
            if (same(before, agenda, answers, said, voter)) {
                return seat;
            }
            Map<String, Object> detail = detail(agenda, answers, voter);
            if (!said.isEmpty()) {
                detail.put("reasons", said);
            }
            RoundLog.Entry entry = log.add(reference, before.isEmpty() ? RoundLog.Kind.VOTED : RoundLog.Kind.CHANGED, number, detail);
            List<String> cases = agenda.stream().map(RoundCase::reference).toList();
            jdbc.sql("""
                    insert into vote (round, seat, reference, answer, reason, name, title, cast_at, position)
                    select :round, :seat, x.reference, x.answer, x.reason, :name, :title, :at, :position
                    from unnest(cast(:cases as text[]), cast(:answers as text[]), cast(:reasons as text[])) as x (reference, answer, reason)
                    on conflict (round, seat, reference) do update set answer = excluded.answer, reason = excluded.reason,
                      name = excluded.name, title = excluded.title, cast_at = excluded.cast_at, position = excluded.position""")
                    .param("round", reference).param("seat", number).param("cases", Rows.array(cases))
                    .param("answers", Rows.array(cases.stream().map(item -> answers.get(item).value()).toList()))
                    .param("reasons", cases.stream().map(said::get).toArray(String[]::new))
                    .param("name", voter.name()).param("title", voter.title())
                    .param("at", Rows.at(entry.at())).param("position", entry.position()).update();
            cases.stream().filter(item -> answers.get(item) == Answer.RECUSE).forEach(item ->
                    log.add(reference, RoundLog.Kind.RECUSED, number, Map.of("case", item, "reason", said.get(item))));
            if (seat.reachable()) {
                post.receipt(round, seat, agenda, answers, said, voter, before, entry);
            }
            return seat;
        });
        if (answered.heardAt() == null) {
            events.publishEvent(new VotesCast(reference, number));
        }
    }

    /**
     * Keeps the President City's answer to every tied case. It is final: the round ends with it.
     *
     * @throws Refused if the time is over, it was answered before, or a case has no answer
     */
    public void breakTie(String reference, int number, Map<String, Answer> answers, Voter voter) {
        transaction.executeWithoutResult(status -> {
            Round round = rounds.lock(reference);
            Map<String, Vote> before = rounds.tieBreaks(reference);
            List<RoundCase> tied = tiedForPresident(reference);
            if (!before.isEmpty() && tied.stream().allMatch(item -> before.containsKey(item.reference())
                    && before.get(item.reference()).answer() == answers.get(item.reference()))) {
                return;
            }
            if (!round.takesTieBreak(clock.instant()) || !before.isEmpty()) {
                throw new Refused("closed", "The tie is settled.");
            }
            RollSeat president = rounds.president(reference).filter(seat -> seat.seat() == number)
                    .orElseThrow(() -> new Refused("seat", "Only the President City breaks a tie."));
            complete(tied, answers, Answer.TIE_BREAKING);
            RoundLog.Entry entry = log.add(reference, RoundLog.Kind.TIE_BROKEN, number, detail(tied, answers, voter));
            for (RoundCase item : tied) {
                jdbc.sql("""
                        insert into tie_break (round, reference, seat, answer, name, title, answered_at, position)
                        values (:round, :reference, :seat, :answer, :name, :title, :at, :position)""")
                        .param("round", reference).param("reference", item.reference()).param("seat", number)
                        .param("answer", answers.get(item.reference()).value()).param("name", voter.name()).param("title", voter.title())
                        .param("at", Rows.at(entry.at())).param("position", entry.position()).update();
            }
            if (president.reachable()) {
                post.tieReceipt(round, president, tied, answers, voter, entry);
            }
        });
        events.publishEvent(new TieAnswered(reference));
    }

    /**
     * That somebody answered for a seat.
     *
     * @param via    {@code link}, {@code code} or {@code call}
     * @param stands whether an answer of it counts now: a later one replaces it, and a re-opening may void it
     */
    public record Answered(int position, String hash, Instant at, String name, String title, String via, boolean stands) {

        /** Whether it was the same person, as far as names tell. */
        public boolean by(String otherName, String otherTitle) {
            return name.equalsIgnoreCase(otherName) && title.equalsIgnoreCase(otherTitle);
        }
    }

    /** Everybody who answered for a seat, the newest first. */
    public List<Answered> answered(String reference, int number) {
        Set<Integer> standing = rounds.votes(reference, number).stream().map(Vote::position).collect(Collectors.toSet());
        return log.of(reference, number).stream().filter(entry -> entry.kind() == RoundLog.Kind.VOTED || entry.kind() == RoundLog.Kind.CHANGED)
                .sorted(Comparator.comparing(RoundLog.Entry::position).reversed())
                .map(entry -> {
                    Map<String, Object> detail = entry.detail();
                    return new Answered(entry.position(), entry.hash(), entry.at(), String.valueOf(detail.get("name")),
                            String.valueOf(detail.get("title")), String.valueOf(detail.get("via")), standing.contains(entry.position()));
                }).toList();
    }

    /** The cases still on the agenda. */
    public List<RoundCase> standing(String round) {
        return rounds.cases(round).stream().filter(item -> !item.withdrawn()).toList();
    }

    /** The cases that ended in a tie. */
    public List<RoundCase> tied(String round) {
        return standing(round).stream().filter(item -> item.tally() != null && item.tally().tied()).toList();
    }

    /**
     * The tied cases that the President City can break: it has a vote in the round and didn't recuse itself from the case.
     */
    public List<RoundCase> tiedForPresident(String round) {
        return rounds.president(round).map(president -> {
            Set<String> recused = rounds.votes(round, president.seat()).stream().filter(vote -> vote.answer() == Answer.RECUSE)
                    .map(Vote::reference).collect(Collectors.toSet());
            return tied(round).stream().filter(item -> !recused.contains(item.reference())).toList();
        }).orElse(List.of());
    }

    /** A new link for a seat that votes; what it had no longer opens anything. */
    public void replaceLink(String reference, int number, String by) {
        transaction.executeWithoutResult(status -> {
            Round round = rounds.lock(reference);
            RollSeat seat = rounds.rollSeat(reference, number).filter(RollSeat::entitled)
                    .orElseThrow(() -> new Refused("seat", "The seat has no vote in this round."));
            if (!seat.reachable()) {
                throw new Refused("seat", "The seat has no address.");
            }
            if (!round.takesVotes(clock.instant())) {
                throw new Refused("closed", "The ballot is closed.");
            }
            renew(round, seat, by);
        });
    }

    /** A new link for a seat, whose former one and all that it opened no longer work; the caller holds the round. */
    void renew(Round round, RollSeat seat, String by) {
        links.reissue(CommitteePost.VOTE, CommitteePost.subject(round.reference(), seat.seat()));
        sessions.end(round.reference(), seat.seat());
        RoundLog.Entry entry = log.add(round.reference(), RoundLog.Kind.LINK_REPLACED, seat.seat(), Map.of("by", by));
        post.replaceLink(round, standing(round.reference()), seat, entry.position());
    }

    /** Notes that the process heard of a seat's answer. */
    public void heard(String reference, int number) {
        jdbc.sql("update roll_seat set heard_at = :now where round = :round and seat = :seat and heard_at is null")
                .param("now", Rows.at(clock.instant())).param("round", reference).param("seat", number).update();
    }

    /** The seats that have answered every case and of which the process hasn't heard, in ballots that aren't closed. */
    public List<VotesCast> unheard() {
        return jdbc.sql("""
                select distinct s.round, s.seat from roll_seat s
                join committee_round r on r.reference = s.round and r.closed_at is null
                join vote v on v.round = s.round and v.seat = s.seat
                where s.heard_at is null and not exists (
                  select 1 from round_case c where c.round = s.round and c.withdrawn_at is null and not exists (
                    select 1 from vote a where a.round = s.round and a.seat = s.seat and a.reference = c.reference))
                order by s.round, s.seat""")
                .query((row, i) -> new VotesCast(row.getString("round"), row.getInt("seat"))).list();
    }

    /** The rounds whose ties are answered and not settled. */
    public List<TieAnswered> unsettled() {
        return jdbc.sql("""
                select distinct t.round from tie_break t join committee_round r on r.reference = t.round
                where r.settled_at is null order by t.round""")
                .query((row, i) -> new TieAnswered(row.getString("round"))).list();
    }

    private boolean happened(String reference, RoundLog.Kind kind) {
        return jdbc.sql("select exists (select 1 from round_log where round = ? and kind = ?)").param(reference).param(kind.name())
                .query(Boolean.class).single();
    }

    private static void complete(List<RoundCase> agenda, Map<String, Answer> answers, List<Answer> offered) {
        for (RoundCase item : agenda) {
            if (!offered.contains(answers.get(item.reference()))) {
                throw new Refused("vote." + item.reference(), "Each case needs an answer.");
            }
        }
    }

    /** The reasons that were given, each in one line. */
    private static Map<String, String> said(List<RoundCase> agenda, Map<String, Answer> answers, Map<String, String> reasons) {
        Map<String, String> said = new LinkedHashMap<>();
        for (RoundCase item : agenda) {
            String reason = OneLine.of(reasons.get(item.reference()));
            if (reason.length() > LONGEST_REASON) {
                throw new Refused("reason." + item.reference(), "A reason has " + LONGEST_REASON + " characters at most.");
            }
            if (reason.isEmpty() && answers.get(item.reference()) == Answer.RECUSE) {
                throw new Refused("reason." + item.reference(), "A recusal needs its reason.");
            }
            if (!reason.isEmpty()) {
                said.put(item.reference(), reason);
            }
        }
        return said;
    }

    private static boolean same(List<Vote> before, List<RoundCase> agenda, Map<String, Answer> answers, Map<String, String> said, Voter voter) {
        Map<String, Vote> known = before.stream().collect(Collectors.toMap(Vote::reference, vote -> vote));
        return agenda.stream().allMatch(item -> {
            Vote vote = known.get(item.reference());
            return vote != null && vote.answer() == answers.get(item.reference())
                    && Objects.equals(vote.reason(), said.get(item.reference())) && Objects.equals(vote.name(), voter.name())
                    && Objects.equals(vote.title(), voter.title());
        });
    }

    private static Map<String, Object> detail(List<RoundCase> agenda, Map<String, Answer> answers, Voter voter) {
        Map<String, String> plain = new LinkedHashMap<>();
        agenda.forEach(item -> plain.put(item.reference(), answers.get(item.reference()).value()));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("answers", plain);
        detail.put("name", voter.name());
        detail.put("title", voter.title());
        detail.put("via", voter.via());
        if (voter.enteredBy() != null) {
            detail.put("enteredBy", voter.enteredBy());
            detail.put("identified", voter.identified());
        }
        return detail;
    }
}
