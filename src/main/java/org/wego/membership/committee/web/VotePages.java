package org.wego.membership.committee.web;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.committee.Answer;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.Ballots.Answered;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.RoundOpening;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Vote;
import org.wego.membership.committee.VoteSessions.Session;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fault;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Puts together what a member of the Committee sees: the way in, the agenda, the answers to review. */
@Component
class VotePages {

    /** Who answered for the seat, in words, and whether it still counts. */
    record Line(String who, String when, boolean stands) {
    }

    /** So many cases without an answer are named one by one. */
    private static final int NAMED = 3;

    private final Rounds rounds;
    private final Ballots ballots;
    private final Cards cards;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    VotePages(Rounds rounds, Ballots ballots, Cards cards, Moments moments, Clock clock, Texts texts) {
        this.rounds = rounds;
        this.ballots = ballots;
        this.cards = cards;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    /** The way in. */
    ModelAndView entry(HttpStatus status) {
        return new ModelAndView("committee/vote", status);
    }

    /** The way in again, for somebody whose agenda was closed meanwhile: what was filled in goes along. */
    ModelAndView over(Map<String, String> sent) {
        return entry(HttpStatus.FORBIDDEN).addObject("over", true).addObject("kept", filledIn(sent));
    }

    /** What was filled in on an agenda, of all that was sent. */
    static Map<String, String> filledIn(Map<String, String> sent) {
        Map<String, String> kept = new LinkedHashMap<>(sent);
        kept.keySet().removeIf(field -> !filledIn(field));
        return kept;
    }

    /** Whether a field belongs to what is filled in on the agenda. */
    static boolean filledIn(String field) {
        return field.startsWith("vote.") || field.startsWith("reason.") || field.equals("name") || field.equals("title");
    }

    /** The agenda as it stands. */
    ModelAndView agenda(Session session) {
        return agenda(session, null, null, HttpStatus.OK);
    }

    /**
     * The agenda.
     *
     * @param sent   what was just filled in, null to show what stands
     * @param faults what is wrong with it, null if nothing
     */
    ModelAndView agenda(Session session, Map<String, String> sent, Faults faults, HttpStatus status) {
        Round round = round(session);
        RollSeat seat = seat(session);
        Map<String, Vote> before = before(session);
        boolean open = open(session, round, seat);
        List<RoundCase> agenda = session.breaksTie() ? ballots.tiedForPresident(session.round()) : rounds.cases(session.round());
        List<Answered> answered = answered(session);
        ModelAndView page = page("committee/vote-agenda", status, session, round, seat);
        page.addObject("open", open).addObject("cast", false)
                .addObject("cards", agenda.stream().map(item -> {
                    Vote vote = before.get(item.reference());
                    return sent == null ? cards.card(round, item, vote)
                            : cards.card(round, item, vote, sent.get("vote." + item.reference()), sent.get("reason." + item.reference()));
                }).toList())
                .addObject("choices", offered(session).stream().map(each -> Choice.of(each.value(), cards.label(each))).toList())
                .addObject("meanings", offered(session).stream().map(each -> new Choice(each.value(), cards.label(each),
                        texts.get("committee.answer." + each.value() + ".hint"))).toList())
                .addObject("ground", seat.ground() == null ? null : texts.get("committee.ground." + seat.ground()))
                .addObject("published", round.publishedAt() != null)
                .addObject("again", open && round.revision() > 1 ? again(round, seat) : null)
                .addObject("early", open && !session.breaksTie() && round.earlyCloseAt() != null ? moments.words(round.closesAt(), seat.zone()) : null)
                .addObject("answered", answered.stream().map(each -> line(each, seat)).toList())
                .addObject("latest", answered.isEmpty() ? null : answered.get(0))
                .addObject("replaced", replaced(answered).map(each -> line(each, seat)).orElse(null))
                .addObject("name", value(sent, "name", session.name())).addObject("job", value(sent, "title", session.title()))
                .addObject("notMine", value(sent, "notMine", null)).addObject("faults", faults).addObject("summary", summary(faults));
        return page;
    }

    /** The answers once more, before they are cast. */
    ModelAndView review(Session session, Sheet sheet) {
        Round round = round(session);
        RollSeat seat = seat(session);
        Map<String, Vote> before = before(session);
        List<Answered> answered = answered(session);
        Optional<Answered> other = answered.stream().findFirst().filter(last -> last.stands() && !last.by(sheet.name(), sheet.title()));
        boolean same = answered.stream().findFirst().filter(last -> last.stands() && last.by(sheet.name(), sheet.title())).isPresent()
                && toAnswer(session).stream().allMatch(item -> before.containsKey(item.reference())
                        && before.get(item.reference()).answer() == sheet.answers().get(item.reference())
                        && sheet.reasons().get(item.reference()).equals(Optional.ofNullable(before.get(item.reference()).reason()).orElse("")));
        return page("committee/vote-review", HttpStatus.OK, session, round, seat)
                .addObject("cards", toAnswer(session).stream().map(item -> cards.card(round, item, before.get(item.reference()),
                        sheet.answers().get(item.reference()).value(), sheet.reasons().get(item.reference()))).toList())
                .addObject("counts", counts(session, sheet))
                .addObject("replaces", other.map(each -> line(each, seat)).orElse(null)).addObject("same", same)
                .addObject("name", sheet.name()).addObject("job", sheet.title());
    }

    private ModelAndView page(String view, HttpStatus status, Session session, Round round, RollSeat seat) {
        return new ModelAndView(view, status).addObject("round", round).addObject("seat", seat).addObject("tie", session.breaksTie())
                .addObject("closes", moments.words(closes(session, round), seat.zone())).addObject("closesAt", closes(session, round))
                .addObject("closesInSeoul", seat.zone() == null || seat.zone().equals(moments.zone()) ? null : moments.words(closes(session, round)));
    }

    /** That the round was opened again, when and why. */
    private String again(Round round, RollSeat seat) {
        List<RoundOpening> openings = rounds.openings(round.reference());
        return texts.get("vote.again", moments.words(round.frozenAt(), seat.zone()),
                Objects.toString(openings.get(openings.size() - 1).reason(), ""));
    }

    /** What stands at the top of the page: of many cases without an answer only the first is named, so that the page stays short. */
    private Faults summary(Faults faults) {
        if (faults == null) {
            return null;
        }
        List<Fault> cases = faults.all().stream().filter(fault -> fault.field().startsWith("vote.")).toList();
        if (cases.size() <= NAMED) {
            return faults;
        }
        Faults summary = new Faults().add(cases.get(0).field(), texts.get("vote.fault.answer.many", cases.size(), cases.get(0).message()));
        faults.all().stream().filter(fault -> !cases.contains(fault)).forEach(fault -> summary.add(fault.field(), fault.message()));
        return summary;
    }

    private static Instant closes(Session session, Round round) {
        return session.breaksTie() ? round.tieBreakUntil() : round.votingEndsAt();
    }

    /** "Approve 15", "Reject 2": so that a slip is seen at a glance. */
    private List<String> counts(Session session, Sheet sheet) {
        Map<Answer, Long> counts = sheet.answers().values().stream().collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        return offered(session).stream().filter(counts::containsKey)
                .map(each -> texts.get("vote.count", cards.label(each), counts.get(each))).toList();
    }

    /** Whose answers the latest ones replaced, where it was another person: seen only then, if both answered at once. */
    private static Optional<Answered> replaced(List<Answered> answered) {
        return answered.size() < 2 ? Optional.empty()
                : Optional.of(answered.get(1)).filter(before -> !before.by(answered.get(0).name(), answered.get(0).title()));
    }

    private Line line(Answered answered, RollSeat seat) {
        return new Line(texts.get(answered.via().equals("call") ? "vote.answered.call" : "vote.answered.own", answered.name(), answered.title()),
                moments.words(answered.at(), seat.zone()), answered.stands());
    }

    Round round(Session session) {
        return rounds.find(session.round()).orElseThrow();
    }

    private RollSeat seat(Session session) {
        return rounds.rollSeat(session.round(), session.seat()).orElseThrow();
    }

    /** Whether answers are taken now. */
    boolean open(Session session) {
        return open(session, round(session), seat(session));
    }

    private boolean open(Session session, Round round, RollSeat seat) {
        return seat.entitled() && (session.breaksTie() ? round.takesTieBreak(clock.instant()) && rounds.tieBreaks(round.reference()).isEmpty()
                : round.takesVotes(clock.instant()));
    }

    /** Whether what was sent was filled in on the agenda as it is now; a form that doesn't say is taken for one. */
    boolean shown(Session session, Map<String, String> sent) {
        return !sent.containsKey(Ballots.AGENDA) || sent.get(Ballots.AGENDA).equals(round(session).frozenHash());
    }

    /** The cases that wait for an answer. */
    List<RoundCase> toAnswer(Session session) {
        return session.breaksTie() ? ballots.tiedForPresident(session.round()) : ballots.standing(session.round());
    }

    /** Whether the seat's answers are what was sent. */
    boolean stands(Session session, Map<String, String> sent) {
        Map<String, Vote> before = before(session);
        return toAnswer(session).stream().allMatch(item -> before.containsKey(item.reference())
                && before.get(item.reference()).answer().value().equals(sent.get("vote." + item.reference())));
    }

    private List<Answered> answered(Session session) {
        return session.breaksTie() ? List.of() : ballots.answered(session.round(), session.seat());
    }

    static List<Answer> offered(Session session) {
        return session.breaksTie() ? Answer.TIE_BREAKING : Answer.OFFERED;
    }

    private Map<String, Vote> before(Session session) {
        return session.breaksTie() ? rounds.tieBreaks(session.round())
                : rounds.votes(session.round(), session.seat()).stream().collect(Collectors.toMap(Vote::reference, vote -> vote));
    }

    private static String value(Map<String, String> sent, String field, String otherwise) {
        return sent == null || !sent.containsKey(field) ? otherwise : sent.get(field);
    }
}
