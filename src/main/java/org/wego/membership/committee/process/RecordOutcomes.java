package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Tallies;

/** Keeps what a meeting decided. */
@Component
class RecordOutcomes implements JavaDelegate {

    private final Tallies tallies;

    RecordOutcomes(Tallies tallies) {
        this.tallies = tallies;
    }

    @Override
    public void execute(DelegateExecution execution) {
        tallies.record(RoundVariables.ROUND.of(execution), MeetingOutcomes.read(RoundVariables.OUTCOMES.of(execution)),
                RoundVariables.MINUTES_REFERENCE.of(execution));
    }
}
