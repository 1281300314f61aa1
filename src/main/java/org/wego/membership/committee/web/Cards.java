package org.wego.membership.committee.web;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.CommitteeOutcome;
import org.wego.membership.site.Moments;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.Tallies;
import org.wego.membership.committee.Vote;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Texts;

/** Lays cases out as cards. */
@Component
class Cards {

    private static final int FIRST = 3;

    private final Countries countries;
    private final Tallies tallies;
    private final Moments moments;
    private final Texts texts;

    Cards(Countries countries, Tallies tallies, Moments moments, Texts texts) {
        this.countries = countries;
        this.tallies = tallies;
        this.moments = moments;
        this.texts = texts;
    }

    /**
     * @param vote   what the seat answered before, or null
     * @param chosen what was just chosen, or null: then what was answered before
     * @param reason the reason just given, or null: then the one given before
     */
    Card card(Round round, RoundCase item, Vote vote, String chosen, String reason) {
        AgendaCase that = item.item();
        List<Fact> facts = that.facts().stream().map(fact -> Fact.of(fact.label(), fact.value(), fact.source())).toList();
        boolean told = round.publishedAt() != null && item.outcome() != null && !item.withdrawn();
        return new Card(item.reference(), that.name(), countries.name(that.country()) + " · " + texts.get("committee.category." + that.category())
                + " · " + item.reference(), facts.subList(0, Math.min(FIRST, facts.size())), facts.subList(Math.min(FIRST, facts.size()), facts.size()),
                that.documents().stream().map(paper -> new Card.Paper(paper.id().toString(), paper.title())).toList(),
                that.recommendation(),
                vote == null ? null : texts.get("vote.before", texts.get("committee.answer." + vote.answer().value()), vote.name(), vote.title(),
                        moments.words(vote.at())),
                chosen != null ? chosen : vote == null ? null : vote.answer().value(), reason != null ? reason : vote == null ? null : vote.reason(),
                item.withdrawn(),
                told ? texts.get("committee.outcome." + item.outcome()) : null, told ? kind(item.outcome()) : null,
                told ? tallies.words(item) : null);
    }

    static String kind(CommitteeOutcome outcome) {
        return switch (outcome) {
            case APPROVED -> "done";
            case REJECTED -> "fault";
            default -> "waiting";
        };
    }
}
