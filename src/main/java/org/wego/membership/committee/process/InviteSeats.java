package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Ballots;

/** Writes to every seat on the roll. */
@Component
class InviteSeats implements JavaDelegate {

    private final Ballots ballots;

    InviteSeats(Ballots ballots) {
        this.ballots = ballots;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ballots.invite(RoundVariables.ROUND.of(execution));
    }
}
