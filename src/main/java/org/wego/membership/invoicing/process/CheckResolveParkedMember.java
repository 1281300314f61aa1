package org.wego.membership.invoicing.process;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.fee.Substitute.Figure;
import org.wego.membership.invoicing.InvoicingSettings;
import org.wego.membership.invoicing.ParkedCase;
import org.wego.membership.invoicing.ParkedCases;
import org.wego.membership.invoicing.ParkedMembers;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.site.Texts;

/** Takes the Treasurer's decision on a parked member: a figure that is documented whole, a question that can arrive, or a reason. */
@Component
class CheckResolveParkedMember implements TaskListener {

    private final ParkedCases cases;
    private final ParkedMembers members;
    private final InvoicingSettings settings;
    private final OrganisationCalendar calendar;
    private final Acting acting;
    private final Texts texts;

    CheckResolveParkedMember(ParkedCases cases, ParkedMembers members, InvoicingSettings settings, OrganisationCalendar calendar, Acting acting, Texts texts) {
        this.cases = cases;
        this.members = members;
        this.settings = settings;
        this.calendar = calendar;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        ParkedCase parked = cases.get(task.getExecution().getProcessBusinessKey());
        String decision = values.oneOf("decision", "substitute", "ask", "leaveOut");
        String account = acting.account(task);
        if (account == null) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.nobody"));
        }
        switch (decision) {
            case "substitute" -> substitute(task, values, parked);
            case "ask" -> ask(task, values, parked);
            default -> task.setVariable("reason", values.requiredText("reason", texts.get("invoicing.refused.leaveOut")));
        }
        ParkedVariables.DECIDED_BY.set(task.getExecution().getProcessInstance(), account);
    }

    private void substitute(DelegateTask task, TaskValues values, ParkedCase parked) {
        Figure figure = members.missing(parked).orElseThrow(() -> new TaskRefused("decision", texts.get("invoicing.refused.nothingToSubstitute")));
        values.oneOf("figure", figure.name().toLowerCase(Locale.ROOT));
        BigDecimal value = value(values, figure);
        int year = values.number("year", null, parked.feeYear() - 30, Math.min(parked.feeYear(), calendar.feeYear()));
        values.requiredText("source", texts.get("invoicing.refused.source"));
        values.requiredText("reason", texts.get("invoicing.refused.substituteReason"));
        task.setVariable("figure", figure.name().toLowerCase(Locale.ROOT));
        task.setVariable("value", value.toPlainString());
        task.setVariable("year", year);
    }

    /** A number within what can be true; thousands may be parted by commas or spaces. */
    private BigDecimal value(TaskValues values, Figure figure) {
        String typed = values.requiredText("value", texts.get("invoicing.refused.value." + figure)).replaceAll("[,\\s\u00a0\u202f]", "");
        try {
            BigDecimal value = new BigDecimal(typed);
            if (ParkedMembers.plausible(figure, value)) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw new TaskRefused("value", "\"value\": " + texts.get("invoicing.refused.value." + figure));
    }

    private void ask(DelegateTask task, TaskValues values, ParkedCase parked) {
        if (!members.reachable(parked)) {
            throw new TaskRefused("decision", texts.get("invoicing.refused.unreachable", parked.memberNumber()));
        }
        String question = values.requiredText("question", texts.get("invoicing.refused.question"));
        if (question.length() > 600) {
            throw new TaskRefused("question", texts.get("invoicing.refused.questionLong"));
        }
        LocalDate today = calendar.today();
        LocalDate until = values.text("answerUntil") == null ? today.plusDays(settings.answerDays()) : values.day("answerUntil");
        if (!until.isAfter(today) || until.isAfter(today.plusYears(1))) {
            throw new TaskRefused("answerUntil", texts.get("invoicing.refused.answerUntil", Usd.day(today), Usd.day(today.plusYears(1))));
        }
        task.setVariable("answerUntil", until.toString());
        ParkedVariables.ANSWER_AWAITED_UNTIL.set(task.getExecution().getProcessInstance(), calendar.endOf(until));
    }
}
