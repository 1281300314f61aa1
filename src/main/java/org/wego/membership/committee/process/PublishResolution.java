package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Tallies;

/** Publishes what the round decided. */
@Component
class PublishResolution implements JavaDelegate {

    private final Tallies tallies;

    PublishResolution(Tallies tallies) {
        this.tallies = tallies;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tallies.publish(RoundVariables.ROUND.of(execution));
    }
}
