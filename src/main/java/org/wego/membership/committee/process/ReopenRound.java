package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Reopenings;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;

/** Opens the ballot again on what its roll and papers are now. */
@Component
class ReopenRound implements JavaDelegate {

    private final Reopenings reopenings;
    private final Rounds rounds;

    ReopenRound(Reopenings reopenings, Rounds rounds) {
        this.reopenings = reopenings;
        this.rounds = rounds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Round round = reopenings.reopen(RoundVariables.ROUND.of(execution), RoundVariables.REOPENING_REASON.of(execution),
                RoundVariables.REOPENING_DAYS.optional(execution).orElse(null), RoundVariables.REOPENED_BY.of(execution));
        RoundVariables.times(execution, round, rounds.reminders(round));
        RoundVariables.REOPENING.set(execution, false);
    }
}
