package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Ballots;

/** Reminds the seats that are still to answer. */
@Component
class RemindSeats implements JavaDelegate {

    private final Ballots ballots;

    RemindSeats(Ballots ballots) {
        this.ballots = ballots;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ballots.remind(RoundVariables.ROUND.of(execution));
    }
}
