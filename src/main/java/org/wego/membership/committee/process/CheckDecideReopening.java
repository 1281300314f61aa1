package org.wego.membership.committee.process;

import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.Reopenings;
import org.wego.membership.committee.RollChange;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.VotingSettings;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Takes the decision on a change only if it is on what the form showed, and can still be done. */
@Component
class CheckDecideReopening implements TaskListener {

    private static final int LONGEST = 500;

    private final Rounds rounds;
    private final Reopenings reopenings;
    private final Texts texts;

    CheckDecideReopening(Rounds rounds, Reopenings reopenings, Texts texts) {
        this.rounds = rounds;
        this.reopenings = reopenings;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        boolean reopen = "reopen".equals(values.oneOf("decision", "reopen", "keep"));
        String reason = values.requiredText("reason", texts.get("committee.reopen.reason"));
        if (reason.length() > LONGEST) {
            throw new TaskRefused("reason", texts.get("committee.reopen.reasonLong"));
        }
        Round round = rounds.find(RoundVariables.ROUND.of(task)).orElseThrow();
        Optional<RollChange> change = reopenings.pending(round.reference());
        if (reopen && !reopenings.open(round)) {
            throw new TaskRefused("decision", texts.get("committee.reopen.closed"));
        }
        if (reopen && change.isEmpty()) {
            throw new TaskRefused("decision", texts.get("committee.reopen.none"));
        }
        if (change.isPresent() && !change.get().fingerprint().equals(task.getVariable(ChangeFacts.SEEN))) {
            throw new TaskRefused("decision", texts.get("committee.reopen.other"));
        }
        RoundVariables.DAYS.set(task, reopen && round.ballot() ? days(values, round) : null);
        RoundVariables.REASON.set(task, reason);
        RoundVariables.DECIDED_BY.set(task, Who.acts(task.getProcessEngineServices().getIdentityService()));
    }

    private Integer days(TaskValues values, Round round) {
        VotingSettings numbers = rounds.settings();
        Integer days = values.text("days") == null ? null : Integer.valueOf(values.number("days", null, numbers.minDays(), numbers.maxDays()));
        try {
            reopenings.closing(round, days);
        } catch (Refused refused) {
            throw new TaskRefused(refused.field(), refused.getMessage());
        }
        return days;
    }
}
