package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Tallies;

/** Asks the President City about tied cases. */
@Component
class AskPresident implements JavaDelegate {

    private final Tallies tallies;

    AskPresident(Tallies tallies) {
        this.tallies = tallies;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RoundVariables.TIE_BREAK_UNTIL.set(execution, tallies.askPresident(RoundVariables.ROUND.of(execution)));
    }
}
