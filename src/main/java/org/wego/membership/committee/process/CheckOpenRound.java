package org.wego.membership.committee.process;

import java.time.LocalDate;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.VotingSettings;
import org.wego.membership.engine.Listed;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Checks what a round is asked to be before it opens. */
@Component
class CheckOpenRound implements ExecutionListener {

    private final Rounds rounds;
    private final Texts texts;

    CheckOpenRound(Rounds rounds, Texts texts) {
        this.rounds = rounds;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        TaskValues values = TaskValues.of(execution);
        VotingSettings numbers = rounds.settings();
        String mode = values.oneOfOr("mode", "ballot", "ballot", "meeting");
        RoundVariables.MODE.set(execution, mode);
        if ("ballot".equals(mode)) {
            RoundVariables.DAYS.set(execution, values.number("days", numbers.days(), numbers.minDays(), numbers.maxDays()));
        }
        LocalDate meeting = values.text("meetingDate") == null ? null : values.day("meetingDate");
        RoundVariables.MEETING_DATE.set(execution, meeting);
        List<String> cases = Listed.read(execution.getVariable(RoundVariables.CASES.name()))
                .orElseThrow(() -> new TaskRefused("cases", texts.get("committee.open.unreadable")));
        String only = values.text(RoundVariables.ONLY_CASE.name());
        List<String> named = only == null ? cases : List.of(only);
        try {
            rounds.agendaFor(mode, named);
        } catch (Refused refused) {
            throw new TaskRefused(refused.field(), refused.getMessage());
        }
        RoundVariables.CASES.set(execution, named.isEmpty() ? null : String.join(",", named));
    }
}
