package org.wego.membership.committee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
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

    private final Outbox outbox;
    private final PersonalLinks links;
    private final Moments moments;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    CommitteePost(Outbox outbox, PersonalLinks links, Moments moments, OrganisationCalendar calendar, Texts texts) {
        this.outbox = outbox;
        this.links = links;
        this.moments = moments;
        this.calendar = calendar;
        this.texts = texts;
    }

    static String subject(String round, int seat) {
        return round + "/" + seat;
    }

    void invite(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        List<Letter> letters = new ArrayList<>();
        for (RollSeat seat : roll) {
            letters.add(agendaLetter(CommitteeLetter.VOTE_INVITATION, "" + seat.seat(), round, agenda, seat));
        }
        outbox.postAll(letters);
    }

    void tellWithoutVote(Round round, List<RollSeat> roll) {
        outbox.postAll(roll.stream().map(seat -> to(CommitteeLetter.NO_VOTE, "" + seat.seat(), round, seat)
                .word("ground", texts.get("committee.ground." + seat.ground() + ".letter")).build()).toList());
    }

    void replaceLink(Round round, List<RoundCase> agenda, RollSeat seat, int position) {
        outbox.post(agendaLetter(CommitteeLetter.VOTE_LINK_REPLACED, seat.seat() + "/" + position, round, agenda, seat));
    }

    void remind(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        String day = calendar.today().toString();
        outbox.postAll(roll.stream().map(seat -> agendaLetter(CommitteeLetter.VOTE_REMINDER, seat.seat() + "/" + day, round, agenda, seat)).toList());
    }

    private Letter agendaLetter(CommitteeLetter kind, String occasion, Round round, List<RoundCase> agenda, RollSeat seat) {
        return to(kind, occasion, round, seat)
                .word("cases", texts.get(agenda.size() == 1 ? "committee.cases.one" : "committee.cases.many", agenda.size()))
                .fact(texts.get("committee.fact.round"), round.reference())
                .fact(texts.get("committee.fact.cases"), names(agenda))
                .fact(texts.get("committee.fact.closes"), moments.words(round.closesAt()))
                .link(links.issue(VOTE, subject(round.reference(), seat.seat())), PAGE).build();
    }

    /**
     * @param reasons by reference, where one was given
     * @param before  what stood for the seat until now
     */
    void receipt(Round round, RollSeat seat, List<RoundCase> agenda, Map<String, Answer> answers, Map<String, String> reasons,
            Ballots.Voter voter, List<Vote> before, RoundLog.Entry entry) {
        Letter.Builder letter = to(CommitteeLetter.VOTE_RECEIPT, seat.seat() + "/" + entry.position(), round, seat)
                .word("name", voter.name()).word("title", voter.title());
        answered(letter, agenda, answers);
        outbox.post(letter.fact(texts.get("committee.fact.recorded"), moments.words(entry.at()))
                .fact(texts.get("committee.fact.entry"), entry.position() + " · " + entry.hash())
                .link(links.issue(VOTE, subject(round.reference(), seat.seat())), PAGE).build());
    }

    void askPresident(Round round, List<RoundCase> tied, RollSeat president, Instant until) {
        outbox.post(to(CommitteeLetter.TIE_BREAK, "" + president.seat(), round, president)
                .word("until", moments.words(until))
                .word("cases", texts.get(tied.size() == 1 ? "committee.cases.one" : "committee.cases.many", tied.size()))
                .fact(texts.get("committee.fact.round"), round.reference())
                .fact(texts.get("committee.fact.tied"), names(tied))
                .fact(texts.get("committee.fact.until"), moments.words(until))
                .link(links.issue(TIE_BREAK, subject(round.reference(), president.seat())), PAGE).build());
    }

    void tieReceipt(Round round, RollSeat president, List<RoundCase> tied, Map<String, Answer> answers, String name, String title, RoundLog.Entry entry) {
        Letter.Builder letter = to(CommitteeLetter.TIE_BREAK_RECEIPT, "" + entry.position(), round, president)
                .word("name", name).word("title", title);
        answered(letter, tied, answers);
        outbox.post(letter.fact(texts.get("committee.fact.recorded"), moments.words(entry.at()))
                .fact(texts.get("committee.fact.entry"), entry.position() + " · " + entry.hash()).build());
    }

    void outcomes(Round round, List<RoundCase> agenda, List<RollSeat> roll) {
        List<Letter> letters = new ArrayList<>();
        for (RollSeat seat : roll) {
            Letter.Builder letter = to(CommitteeLetter.ROUND_OUTCOMES, "" + seat.seat(), round, seat);
            agenda.stream().filter(item -> item.outcome() != null)
                    .forEach(item -> letter.fact(item.item().name(), texts.get("committee.outcome." + item.outcome())));
            letters.add(letter.attach(round.resolution()).build());
        }
        outbox.postAll(letters);
    }

    private Letter.Builder to(CommitteeLetter kind, String occasion, Round round, RollSeat seat) {
        return Letter.of(kind, round.reference() + "/" + kind.name() + "/" + occasion)
                .about(round.reference()).to(seat.addresses())
                .word("city", seat.city()).word("round", round.reference()).word("closes", moments.words(round.closesAt()));
    }

    private void answered(Letter.Builder letter, List<RoundCase> agenda, Map<String, Answer> answers) {
        agenda.stream().filter(item -> answers.containsKey(item.reference())).forEach(item ->
                letter.fact(item.item().name(), texts.get("committee.answer." + answers.get(item.reference()).value())));
    }

    private static String names(List<RoundCase> agenda) {
        return agenda.stream().map(item -> item.item().name()).collect(Collectors.joining(", "));
    }
}
