package org.wego.membership.committee.process;

import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.identity.Authentication;
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
                    RoundVariables.MEETING_DATE.optional(execution).orElse(null), RoundVariables.ONLY_CASE.optional(execution).orElse(null),
                    account(execution)));
        } catch (Refused refused) {
            throw new TaskRefused(refused.field(), refused.getMessage());
        }
        execution.setProcessBusinessKey(round.reference());
        RoundVariables.ROUND.set(execution, round.reference());
        if (round.ballot()) {
            Rounds.Reminders reminders = rounds.reminders(round);
            RoundVariables.CLOSES_AT.set(execution, round.closesAt());
            RoundVariables.FIRST_REMINDER_AT.set(execution, reminders.first());
            RoundVariables.SECOND_REMINDER_AT.set(execution, reminders.second());
            RoundVariables.LAST_REMINDER_AT.set(execution, reminders.last());
        }
    }

    private static String account(DelegateExecution execution) {
        return Optional.ofNullable(execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication())
                .map(Authentication::getUserId).orElse("Secretariat");
    }
}
