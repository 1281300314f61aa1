package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Tallies;

/** Closes the ballot and counts the votes as they stand in their table. */
@Component
class TallyVotes implements JavaDelegate {

    private final Tallies tallies;

    TallyVotes(Tallies tallies) {
        this.tallies = tallies;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RoundVariables.TIE_TO_BREAK.set(execution, tallies.tally(RoundVariables.ROUND.of(execution)));
    }
}
