package org.wego.membership.committee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Writes the Committee's letters. One a seat and occasion; what is posted twice goes out once. */
@Component
class CommitteePost {

    static final String VOTE = "vote";
    static final String TIE_BREAK = "tiebreak";
    private static final String PAGE = "/vote#{token}";
    private static final String CHECK = "/check";

    private final Outbox outbox;
    private final PersonalLinks links;
    private final Moments moments;
    private final OrganisationCalendar calendar;
    private final Texts texts;
    private final Rounds rounds;
    private final RoundLog log;
    private final VoteSessions sessions;
    private final Briefings briefings;

    CommitteePost(Outbox outbox, PersonalLinks links, Moments moments, OrganisationCalendar calendar, Texts texts, Rounds rounds, RoundLog log,
            VoteSessions sessions, Briefings briefings) {
        this.outbox = outbox;
        this.links = links;
        this.moments = moments;
        this.calendar = calendar;
        this.texts = texts;
        this.rounds = rounds;
        this.log = log;
        this.sessions = sessions;
        this.briefings = briefings;
    }

    static String subject(String round, int seat) {
        return round + "/" + seat;
    }

    /**
     * The seat that a letter of ours was written to, by its natural key; empty for any other key. It stands third in each of
     * them: {@code EC-2026-003/VOTE_REMINDER/7/2026-12-01}.
     */
    static Optional<Integer> seatOf(String naturalKey) {
        String[] parts = naturalKey.split("/");
        return parts.length > 2 && parts[0].startsWith("EC-") && parts[2].matches("\\d{1,9}") ? Optional.of(Integer.valueOf(parts[2])) : Optional.empty();
    }

    void invite(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        Optional<DocumentId> closing = roll.isEmpty() ? Optional.empty() : briefings.calendarDocument(round);
        List<Letter> letters = new ArrayList<>();
        for (RollSeat seat : roll) {
            Letter.Builder letter = open(CommitteeLetter.VOTE_INVITATION, "" + seat.seat(), round, agenda, seat);
            closing.ifPresent(letter::attach);
            letters.add(letter.build());
        }
        outbox.postAll(letters);
    }

    void tellWithoutVote(Round round, List<RollSeat> roll) {
        outbox.postAll(roll.stream().map(seat -> withoutVote("" + seat.seat(), round, seat)).toList());
    }

    private Letter withoutVote(String occasion, Round round, RollSeat seat) {
        return to(CommitteeLetter.NO_VOTE, occasion, round, seat).word("ground", texts.get("committee.ground." + seat.ground() + ".letter")).build();
    }

    void replaceLink(Round round, List<RoundCase> agenda, RollSeat seat, int position) {
        outbox.post(open(CommitteeLetter.VOTE_LINK_REPLACED, seat.seat() + "/" + position, round, agenda, seat).build());
    }

    /**
     * Reminds seats still to answer, each by what it did so far.
     *
     * @param last whether no other reminder follows: then the Secretariat calls
     */
    void remind(Round round, List<RoundCase> agenda, List<RollSeat> roll, boolean last) {
        String day = calendar.today().toString();
        Map<Integer, List<RoundCase>> open = toAnswer(round, agenda);
        Map<Integer, Instant> opened = sessions.opened(round.reference());
        outbox.postAll(voters(roll).map(seat -> {
            Letter.Builder letter = ballot(CommitteeLetter.VOTE_REMINDER, seat.seat() + "/" + day, round, agenda, seat)
                    .word("todo", reminder(round, seat, agenda, open.get(seat.seat()), opened.get(seat.seat())))
                    .word("calls", last ? texts.get("committee.remind.calls", seat.city()) : "");
            if (open.containsKey(seat.seat())) {
                letter.fact(texts.get("committee.fact.toAnswer"), names(open.get(seat.seat())));
            }
            return letter.fact(texts.get("committee.fact.closes"), when(seat, round.votingEndsAt())).build();
        }).toList());
    }

    /** What a reminder asks, by what the seat did so far. */
    private String reminder(Round round, RollSeat seat, List<RoundCase> agenda, List<RoundCase> left, Instant opened) {
        String until = when(seat, round.votingEndsAt());
        if (left != null) {
            return texts.get("committee.remind.rest", seat.city(), until, wait(left));
        }
        return opened == null ? texts.get("committee.remind.unopened", seat.city(), until, cases(agenda))
                : texts.get("committee.remind.opened", seat.city(), until, cases(agenda), when(seat, opened));
    }

    /**
     * Tells every seat that votes when the ballot closes early, and what that means for it.
     *
     * @param at when it closes
     */
    void closingEarly(Round round, List<RoundCase> agenda, List<RollSeat> roll, Instant at) {
        Map<Integer, List<RoundCase>> open = toAnswer(round, agenda);
        outbox.postAll(voters(roll).map(seat -> ballot(CommitteeLetter.CLOSING_EARLY, seat.seat() + "/" + at, round, agenda, seat)
                .word("at", when(seat, at)).word("closes", when(seat, round.closesAt())).word("todo", todo("early", round, seat, open, at))
                .fact(texts.get("committee.fact.closesEarly"), when(seat, at))
                .fact(texts.get("committee.fact.closesOtherwise"), when(seat, round.closesAt())).build()).toList());
    }

    /** Tells every seat that votes that the ballot stays open until its closing time after all. */
    void closeCalledOff(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        Map<Integer, List<RoundCase>> open = toAnswer(round, agenda);
        int position = log.length(round.reference());
        outbox.postAll(voters(roll).map(seat -> ballot(CommitteeLetter.CLOSE_CALLED_OFF, seat.seat() + "/" + position, round, agenda, seat)
                .word("closes", when(seat, round.closesAt())).word("todo", todo("after", round, seat, open, round.closesAt()))
                .fact(texts.get("committee.fact.closes"), when(seat, round.closesAt())).build()).toList());
    }

    /**
     * Tells the seats that a round was opened anew: who has something to answer is asked to, whose answers all stand is
     * told so, and who lost the vote is told that. Posted once what no longer counts is gone from the votes.
     *
     * @param round   as it stands now, with its new closing time
     * @param changes what changed, in words
     * @param changed the seats that came, left, lost their vote or have another holder: one of them without a vote is told so
     *                even if the seat was told before; the others are told once
     */
    void reopened(Round round, List<RoundCase> agenda, List<RollSeat> roll, String changes, Set<Integer> changed) {
        Map<Integer, List<RoundCase>> open = toAnswer(round, agenda);
        int position = log.length(round.reference());
        Optional<DocumentId> closing = briefings.calendarDocument(round);
        outbox.postAll(voters(roll).map(seat -> {
            List<RoundCase> left = open.getOrDefault(seat.seat(), agenda);
            CommitteeLetter kind = left.isEmpty() ? CommitteeLetter.ROUND_REOPENED_STANDING : CommitteeLetter.ROUND_REOPENED;
            Letter.Builder letter = ballot(kind, seat.seat() + "/" + position, round, agenda, seat).word("changes", changes)
                    .word("wait", wait(left))
                    .fact(texts.get("committee.fact.toAnswer"), names(left))
                    .fact(texts.get("committee.fact.closes"), when(seat, round.closesAt()));
            closing.ifPresent(letter::attach);
            return letter.build();
        }).toList());
        roll.stream().filter(seat -> !seat.entitled() && seat.reachable()).forEach(seat -> {
            if (!outbox.post(withoutVote("" + seat.seat(), round, seat)) && changed.contains(seat.seat())) {
                outbox.post(withoutVote(seat.seat() + "/" + position, round, seat));
            }
        });
    }

    /**
     * Sends every seat on the roll the agenda of a meeting, those without a vote too, with the briefing and its day for the
     * calendar.
     */
    void meetingAgenda(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        List<DocumentId> attachments = new ArrayList<>(List.of(briefings.paper(round)));
        briefings.calendarDocument(round).ifPresent(attachments::add);
        String meeting = round.meetingDate() == null ? texts.get("committee.meeting.next") : texts.get("committee.meeting.of", moments.day(round.meetingDate()));
        outbox.postAll(roll.stream().filter(RollSeat::reachable).map(seat -> {
            Letter.Builder letter = to(CommitteeLetter.MEETING_AGENDA, "" + seat.seat(), round, seat)
                    .word("cases", cases(agenda)).word("meeting", meeting)
                    .word("papers", texts.get("committee.meeting.papers"))
                    .fact(texts.get("committee.fact.round"), round.reference())
                    .fact(texts.get("committee.fact.meeting"), moments.day(round.meetingDate()))
                    .fact(texts.get("committee.fact.cases"), names(agenda));
            if (!seat.entitled()) {
                letter.fact(texts.get("committee.fact.vote"), texts.get("committee.ground." + seat.ground()));
            }
            attachments.forEach(letter::attach);
            return letter.link(links.issue(VOTE, subject(round.reference(), seat.seat())), PAGE).build();
        }).toList());
    }

    /**
     * Tells every seat on the roll what changed of a meeting that is still to be held.
     *
     * @param changes in words
     */
    void meetingChanged(Round round, List<RoundCase> agenda, List<RollSeat> roll, String changes) {
        int position = log.length(round.reference());
        outbox.postAll(roll.stream().filter(RollSeat::reachable).map(seat -> to(CommitteeLetter.MEETING_CHANGED, seat.seat() + "/" + position, round, seat)
                .word("cases", cases(agenda)).word("changes", changes)
                .fact(texts.get("committee.fact.round"), round.reference())
                .fact(texts.get("committee.fact.meeting"), moments.day(round.meetingDate()))
                .fact(texts.get("committee.fact.cases"), names(agenda))
                .link(links.issue(VOTE, subject(round.reference(), seat.seat())), PAGE).build()).toList());
    }

    /** The cases that each seat has still to answer; a seat that answered nothing isn't in it. */
    private Map<Integer, List<RoundCase>> toAnswer(Round round, List<RoundCase> agenda) {
        Map<Integer, Set<String>> answered = rounds.votes(round.reference()).stream()
                .collect(Collectors.groupingBy(Vote::seat, Collectors.mapping(Vote::reference, Collectors.toSet())));
        return answered.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                seat -> agenda.stream().filter(item -> !seat.getValue().contains(item.reference())).toList()));
    }

    /** What a letter about the closing time asks of a seat. */
    private String todo(String occasion, Round round, RollSeat seat, Map<Integer, List<RoundCase>> open, Instant until) {
        boolean answered = open.containsKey(seat.seat()) && open.get(seat.seat()).isEmpty();
        return texts.get("committee." + occasion + (answered ? ".answered" : ".late"), seat.city(), when(seat, until), round.reference());
    }

    /** A letter with the agenda, and until when it is open. */
    private Letter.Builder open(CommitteeLetter kind, String occasion, Round round, List<RoundCase> agenda, RollSeat seat) {
        return ballot(kind, occasion, round, agenda, seat).fact(texts.get("committee.fact.closes"), when(seat, round.votingEndsAt()));
    }

    /** A letter with the agenda and the link to it. */
    private Letter.Builder ballot(CommitteeLetter kind, String occasion, Round round, List<RoundCase> agenda, RollSeat seat) {
        return to(kind, occasion, round, seat).word("cases", cases(agenda))
                .fact(texts.get("committee.fact.round"), round.reference())
                .fact(texts.get("committee.fact.cases"), names(agenda))
                .link(links.issue(VOTE, subject(round.reference(), seat.seat())), PAGE);
    }

    private static Stream<RollSeat> voters(List<RollSeat> roll) {
        return roll.stream().filter(seat -> seat.entitled() && seat.reachable());
    }

    /** An instant as a seat's letter writes it. */
    private String when(RollSeat seat, Instant instant) {
        return moments.words(instant, seat.zone());
    }

    private String wait(List<RoundCase> left) {
        return texts.get(left.size() == 1 ? "committee.wait.one" : "committee.wait.many", left.size());
    }

    private String cases(List<RoundCase> agenda) {
        return texts.get(agenda.size() == 1 ? "committee.cases.one" : "committee.cases.many", agenda.size());
    }

    /**
     * Sends all of a seat's addresses what was recorded for it.
     *
     * @param reasons by reference, where one was given
     * @param before  what the seat had answered until then
     */
    void receipt(Round round, RollSeat seat, List<RoundCase> agenda, Map<String, Answer> answers, Map<String, String> reasons,
            Ballots.Voter voter, List<Vote> before, RoundLog.Entry entry) {
        Letter.Builder letter = to(CommitteeLetter.VOTE_RECEIPT, seat.seat() + "/" + entry.position(), round, seat)
                .word("cast", cast(seat, voter)).word("before", replaced(seat, voter, before));
        answered(letter, agenda, answers, reasons);
        outbox.post(recorded(letter, seat, entry)
                .link(links.issue(VOTE, subject(round.reference(), seat.seat())), PAGE).build());
    }

    /** Who answered, and how, in a sentence. */
    private String cast(RollSeat seat, Ballots.Voter voter) {
        return texts.get(voter.called() ? "committee.receipt.call" : "committee.receipt.own", voter.name(), voter.title(), seat.city(),
                voter.enteredBy());
    }

    /** Who else had answered for the seat before, in words; nothing if nobody had. */
    private String replaced(RollSeat seat, Ballots.Voter voter, List<Vote> before) {
        return before.stream().filter(vote -> !vote.name().equals(voter.name()) || !vote.title().equals(voter.title()))
                .max(Comparator.comparing(Vote::position))
                .map(vote -> texts.get("committee.receipt.before", vote.name(), vote.title(), when(seat, vote.at()), voter.name())).orElse("");
    }

    private Letter.Builder recorded(Letter.Builder letter, RollSeat seat, RoundLog.Entry entry) {
        return letter.fact(texts.get("committee.fact.recorded"), when(seat, entry.at()))
                .fact(texts.get("committee.fact.entry"), entry.position())
                .fact(texts.get("committee.fact.entryHash"), entry.hash());
    }

    void askPresident(Round round, List<RoundCase> tied, RollSeat president, Instant until) {
        outbox.post(question(round, tied, president, until, "" + president.seat()));
    }

    /** Asks the President City once more, at the addresses that it has now. */
    void askPresidentAgain(Round round, List<RoundCase> tied, RollSeat president, int position) {
        outbox.post(question(round, tied, president, round.tieBreakUntil(), president.seat() + "/" + position));
    }

    private Letter question(Round round, List<RoundCase> tied, RollSeat president, Instant until, String occasion) {
        return to(CommitteeLetter.TIE_BREAK, occasion, round, president)
                .word("until", when(president, until))
                .word("cases", cases(tied))
                .fact(texts.get("committee.fact.round"), round.reference())
                .fact(texts.get("committee.fact.tied"), names(tied))
                .fact(texts.get("committee.fact.until"), when(president, until))
                .link(links.issue(TIE_BREAK, subject(round.reference(), president.seat())), PAGE).build();
    }

    void tieReceipt(Round round, RollSeat president, List<RoundCase> tied, Map<String, Answer> answers, Ballots.Voter voter, RoundLog.Entry entry) {
        Letter.Builder letter = to(CommitteeLetter.TIE_BREAK_RECEIPT, president.seat() + "/" + entry.position(), round, president)
                .word("cast", texts.get(voter.called() ? "committee.receipt.tieCall" : "committee.receipt.tieOwn", voter.name(), voter.title(),
                        president.city(), voter.enteredBy()));
        answered(letter, tied, answers, Map.of());
        outbox.post(recorded(letter, president, entry).build());
    }

    void outcomes(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        List<Letter> letters = new ArrayList<>();
        for (RollSeat seat : roll) {
            Letter.Builder letter = to(CommitteeLetter.ROUND_OUTCOMES, "" + seat.seat(), round, seat);
            agenda.stream().filter(item -> item.outcome() != null)
                    .forEach(item -> letter.fact(item.item().name(), texts.get("committee.outcome." + item.outcome())));
            letters.add(letter.page(CHECK).attach(round.resolution()).build());
        }
        outbox.postAll(letters);
    }

    private Letter.Builder to(CommitteeLetter kind, String occasion, Round round, RollSeat seat) {
        return Letter.of(kind, round.reference() + "/" + kind.name() + "/" + occasion)
                .about(round.reference()).to(seat.addresses())
                .word("city", seat.city()).word("round", round.reference()).word("closes", when(seat, round.votingEndsAt()));
    }

    private void answered(Letter.Builder letter, List<RoundCase> agenda, Map<String, Answer> answers, Map<String, String> reasons) {
        agenda.stream().filter(item -> answers.containsKey(item.reference())).forEach(item -> {
            String answer = texts.get("committee.answer." + answers.get(item.reference()).value());
            String reason = reasons.get(item.reference());
            letter.fact(item.item().name(), reason == null ? answer : texts.get("committee.receipt.reason", answer, reason));
        });
    }

    private static String names(List<RoundCase> agenda) {
        return agenda.stream().map(item -> item.item().name()).collect(Collectors.joining(", "));
    }
}
