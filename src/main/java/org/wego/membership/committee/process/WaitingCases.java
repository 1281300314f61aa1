package org.wego.membership.committee.process;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.engine.FormChoices;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Texts;

/** The cases from which a new round may take some. */
@Component
class WaitingCases implements FormChoices {

    private final CommitteeCases cases;
    private final Countries countries;
    private final Texts texts;

    WaitingCases(CommitteeCases cases, Countries countries, Texts texts) {
        this.cases = cases;
        this.countries = countries;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "waitingCases";
    }

    @Override
    public List<Choice> choices() {
        return cases.waiting().stream().map(each -> new Choice(texts.get(each.forMeeting() ? "committee.open.choice.meeting" : "committee.open.choice",
                each.agendaCase().name(), countries.name(each.agendaCase().country()), each.agendaCase().reference()), each.agendaCase().reference())).toList();
    }
}
