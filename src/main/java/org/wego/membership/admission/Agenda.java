package org.wego.membership.admission;

import java.util.Arrays;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.committee.CommitteeRounds;
import org.wego.membership.site.Texts;

/** Brings cases before the Committee and takes them back. */
@Component
class Agenda {

    private final CommitteeCases cases;
    private final CommitteeRounds rounds;
    private final CaseFacts facts;
    private final Texts texts;

    Agenda(CommitteeCases cases, CommitteeRounds rounds, CaseFacts facts, Texts texts) {
        this.cases = cases;
        this.rounds = rounds;
        this.facts = facts;
        this.texts = texts;
    }

    void submit(Application application) {
        cases.submit(new AgendaCase(application.reference(), application.category(), application.name(), application.form().country(),
                facts.forCommittee(application).stream().map(fact -> new AgendaCase.Fact(fact.label(), fact.value(), fact.source())).toList(),
                Arrays.stream(Part.values()).flatMap(part -> application.file(part).stream()).toList(),
                texts.get("admission.recommendation." + application.category())));
    }

    void openRound(String reference) {
        rounds.openFor(reference);
    }

    void withdraw(String reference) {
        cases.withdraw(reference);
    }
}
