package org.wego.membership.committee.web;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.Answer;
import org.wego.membership.committee.Briefings;
import org.wego.membership.committee.CaseWords;
import org.wego.membership.committee.CommitteeOutcome;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.Tallies;
import org.wego.membership.committee.Vote;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Texts;

/** Lays cases out as cards. */
@Component
class Cards {

    private static final int FIRST = 3;

    private final CaseWords words;
    private final Tallies tallies;
    private final Briefings briefings;
    private final Texts texts;

    Cards(CaseWords words, Tallies tallies, Briefings briefings, Texts texts) {
        this.words = words;
        this.tallies = tallies;
        this.briefings = briefings;
        this.texts = texts;
    }

    /** A card as it stands: with what the seat answered before, if it did. */
    Card card(Round round, RoundCase item, Vote vote) {
        return card(round, item, vote, vote == null ? null : vote.answer().value(), vote == null ? null : vote.reason());
    }

    /**
     * @param vote   what the seat answered before, or null
     * @param chosen the value that is chosen now, or null
     * @param reason the reason that is given now, or null
     */
    Card card(Round round, RoundCase item, Vote vote, String chosen, String reason) {
        AgendaCase that = item.item();
        List<Fact> facts = new ArrayList<>(that.facts().stream().map(Cards::fact).toList());
        // What an approval brings comes first of what is folded away
        briefings.fee(that).map(Cards::fact).ifPresent(fee -> facts.add(Math.min(FIRST, facts.size()), fee));
        boolean told = round.publishedAt() != null && item.outcome() != null && !item.withdrawn();
        return new Card(item.reference(), that.name(), words.where(that), facts.subList(0, Math.min(FIRST, facts.size())),
                facts.subList(Math.min(FIRST, facts.size()), facts.size()),
                that.documents().stream().map(paper -> new Card.Paper(paper.id().toString(), paper.title())).toList(),
                that.recommendation(), stands(vote), chosen, Answer.of(chosen).map(this::label).orElse(null), reason, item.withdrawn(),
                told ? texts.get("committee.outcome." + item.outcome()) : null, told ? kind(item.outcome()) : null,
                told ? tallies.words(item) : null);
    }

    private static Fact fact(AgendaCase.Fact fact) {
        return Fact.of(fact.label(), fact.value(), fact.source());
    }

    String label(Answer answer) {
        return texts.get("committee.answer." + answer.value());
    }

    private Card.Stands stands(Vote vote) {
        return vote == null ? null : new Card.Stands(vote.answer().value(), label(vote.answer()),
                texts.get("vote.before", label(vote.answer()), vote.name(), vote.title()), vote.reason());
    }

    static String kind(CommitteeOutcome outcome) {
        return switch (outcome) {
            case APPROVED -> "done";
            case REJECTED -> "fault";
            default -> "waiting";
        };
    }
}
