package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Tallies;

/** Settles tied cases by what the President City answered. */
@Component
class SettleTies implements JavaDelegate {

    private final Tallies tallies;

    SettleTies(Tallies tallies) {
        this.tallies = tallies;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tallies.settleTies(RoundVariables.ROUND.of(execution));
    }
}
