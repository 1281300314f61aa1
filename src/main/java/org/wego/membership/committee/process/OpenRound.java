package org.wego.membership.committee.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.engine.TaskRefused;

/** Opens the round; its reference becomes the instance's business key. */
@Component
class OpenRound implements JavaDelegate {

    private final Rounds rounds;

    OpenRound(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Round round;
        try {
            round = rounds.open(new Rounds.Opening(RoundVariables.MODE.of(execution), RoundVariables.DAYS.optional(execution).orElse(0),
                    RoundVariables.MEETING_DATE.optional(execution).orElse(null), RoundVariables.CASES.optional(execution).map(cases -> List.of(cases.split(","))).orElse(List.of()),
                    Who.acts(execution.getProcessEngineServices().getIdentityService())));
        } catch (Refused refused) {
            throw new TaskRefused(refused.field(), refused.getMessage());
        }
        execution.setProcessBusinessKey(round.reference());
        RoundVariables.ROUND.set(execution, round.reference());
        if (round.ballot()) {
            RoundVariables.times(execution, round, rounds.reminders(round));
        }
    }
}
