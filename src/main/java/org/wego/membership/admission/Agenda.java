package org.wego.membership.admission;

import java.util.Arrays;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.CaseStanding;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.committee.CommitteeRounds;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeQuestion;
import org.wego.membership.fee.FeeUnknown;
import org.wego.membership.fee.Fees;
import org.wego.membership.site.Texts;

/** Brings cases before the Committee and takes them back. */
@Component
class Agenda {

    private final CommitteeCases cases;
    private final CommitteeRounds rounds;
    private final CaseFacts facts;
    private final Fees fees;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    Agenda(CommitteeCases cases, CommitteeRounds rounds, CaseFacts facts, Fees fees, OrganisationCalendar calendar, Texts texts) {
        this.cases = cases;
        this.rounds = rounds;
        this.facts = facts;
        this.fees = fees;
        this.calendar = calendar;
        this.texts = texts;
    }

    void submit(Application application) {
        cases.submit(new AgendaCase(application.reference(), application.category(), application.name(), application.form().country(),
                facts.forCommittee(application).stream().map(fact -> new AgendaCase.Fact(fact.label(), fact.value(), fact.source())).toList(),
                Arrays.stream(Part.values()).flatMap(part -> application.file(part).stream().map(id -> new AgendaCase.Paper(id, title(part)))).toList(),
                texts.get("admission.recommendation." + application.category()), fee(application)));
    }

    private String title(Part part) {
        return texts.get("admission.paper." + part.field());
    }

    /** A member pays from the year after the one in which it was admitted. */
    private AgendaCase.Fee fee(Application application) {
        ApplicationForm form = application.form();
        int firstYear = calendar.feeYear() + 1;
        FeeAnswer answer = fees.assess(new FeeQuestion(application.category(), form.country(),
                form.population() == null ? null : form.population().value(), form.population() == null ? null : form.population().year(),
                form.population() == null ? null : form.population().source(), form.employees() == null ? null : form.employees().value(),
                form.employees() == null ? null : form.employees().year(), firstYear, null));
        return answer instanceof FeeAssessment fee ? new AgendaCase.Fee(fee.due(), firstYear, fee.sentence())
                : new AgendaCase.Fee(null, firstYear, ((FeeUnknown) answer).words());
    }

    void openRound(String reference) {
        rounds.openFor(reference);
    }

    /** The open round that has the case on its agenda. */
    Optional<String> roundOf(String reference) {
        return cases.standing(reference).filter(standing -> standing.state() == CaseStanding.State.IN_ROUND).map(CaseStanding::round);
    }

    /** No round takes the case from here on, until the end of the transaction. */
    void hold(String reference) {
        cases.hold(reference);
    }

    void withdraw(String reference) {
        cases.withdraw(reference);
    }
}
