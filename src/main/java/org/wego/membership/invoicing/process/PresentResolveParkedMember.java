package org.wego.membership.invoicing.process;

import java.util.Locale;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.invoicing.InvoicingSettings;
import org.wego.membership.invoicing.ParkedCase;
import org.wego.membership.invoicing.ParkedCases;
import org.wego.membership.invoicing.ParkedMembers;
import org.wego.membership.invoicing.ParkedState;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Member;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Shows the Treasurer what is missing of a member, what is known, and what was asked before. */
@Component
class PresentResolveParkedMember implements TaskListener {

    private final ParkedCases cases;
    private final ParkedMembers members;
    private final InvoicingSettings settings;
    private final OrganisationCalendar calendar;
    private final PersonalLinks links;
    private final Texts texts;

    PresentResolveParkedMember(ParkedCases cases, ParkedMembers members, InvoicingSettings settings, OrganisationCalendar calendar, PersonalLinks links,
            Texts texts) {
        this.cases = cases;
        this.members = members;
        this.settings = settings;
        this.calendar = calendar;
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        String key = task.getExecution().getProcessBusinessKey();
        ParkedCase parked = cases.get(key);
        boolean unanswered = parked.state() == ParkedState.ASKED;
        cases.withTreasurer(key);
        Member member = members.member(parked);
        new TaskFacts()
                .add(texts.get("invoicing.fact.member"), member.name() + " (" + member.number() + ")", member.countryName())
                .add(texts.get("invoicing.task.feeYear"), String.valueOf(parked.feeYear()), texts.get("invoicing.category." + member.category()))
                .add(texts.get("invoicing.parked.missing"), parked.reason(), texts.get("invoicing.parked.gdpYear", String.valueOf(Fees.gdpYear(parked.feeYear()))))
                .add(texts.get("invoicing.fact.population"), member.population() == null ? null : Figures.grouped(member.population()),
                        member.populationYear() == null ? null : String.valueOf(member.populationYear()))
                .add(texts.get("invoicing.fact.employees"), member.employees() == null ? null : Figures.grouped(member.employees()),
                        member.employeesYear() == null ? null : String.valueOf(member.employeesYear()))
                .add(texts.get("invoicing.parked.asked"), parked.question(), parked.askedAt() == null ? null
                        : texts.get(unanswered ? "invoicing.parked.noAnswer" : "invoicing.parked.changedSince", Usd.day(calendar.dayOf(parked.askedAt()))))
                .show(task, "facts");
        Optional<Figure> missing = members.missing(parked);
        TaskFacts choices = new TaskFacts();
        missing.ifPresent(figure -> choices.row("label", texts.get("invoicing.parked.figure." + figure), "value", figure.name().toLowerCase(Locale.ROOT)));
        choices.show(task, "figures");
        task.getExecution().setVariableLocal("parkedWords", texts.get(missing.isEmpty() ? "invoicing.parked.wordsAddress" : "invoicing.parked.words",
                String.valueOf(parked.feeYear())));
        task.getExecution().setVariableLocal("answerUntil", calendar.today().plusDays(settings.answerDays()).toString());
        task.getExecution().setVariableLocal("caseLink", links.page("/office/members/" + member.number()));
    }
}
