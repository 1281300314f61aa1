package org.wego.membership.committee.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.Reopenings;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.RollChange;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** What the form about a changed round shows. */
@Component
class ChangeFacts {

    /** The fingerprint of the change that the form shows: what is decided is what was seen. */
    static final String SEEN = "changeSeen";

    private final Rounds rounds;
    private final Reopenings reopenings;
    private final PersonalLinks links;
    private final Moments moments;
    private final Texts texts;

    ChangeFacts(Rounds rounds, Reopenings reopenings, PersonalLinks links, Moments moments, Texts texts) {
        this.rounds = rounds;
        this.reopenings = reopenings;
        this.links = links;
        this.moments = moments;
        this.texts = texts;
    }

    /** The task's variables for a round as it stands now. */
    Map<String, Object> of(String reference) {
        Round round = rounds.find(reference).orElseThrow();
        Optional<RollChange> change = reopenings.pending(reference);
        TaskFacts facts = new TaskFacts();
        change.map(reopenings::words).orElse(List.of(texts.get("committee.change.none")))
                .forEach(words -> facts.line(texts.get("committee.fact.change"), words));
        if (round.ballot()) {
            long voting = rounds.roll(reference).stream().filter(RollSeat::entitled).count();
            facts.line(texts.get("committee.column.present"),
                    texts.get("committee.round.answered", voting - rounds.stillToAnswer(reference).size(), voting));
            facts.line(texts.get("committee.fact.closes"), moments.words(round.closesAt()));
        }
        return Map.of("facts", facts.json(), "caseLink", links.page("/office/rounds/" + reference), "ballot", round.ballot(),
                SEEN, change.map(RollChange::fingerprint).orElse(""));
    }
}
