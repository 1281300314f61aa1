package org.wego.membership.committee.process;

import java.util.stream.Stream;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Meetings;
import org.wego.membership.committee.Tallies;

/** Keeps who came to a meeting, and what it decided. */
@Component
class RecordOutcomes implements JavaDelegate {

    private final Tallies tallies;
    private final Meetings meetings;

    RecordOutcomes(Tallies tallies, Meetings meetings) {
        this.tallies = tallies;
        this.meetings = meetings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RoundVariables.ATTENDANCE.optional(execution).ifPresent(seats ->
                meetings.attended(RoundVariables.ROUND.of(execution), Stream.of(seats.split(",")).map(Integer::valueOf).toList()));
        tallies.record(RoundVariables.ROUND.of(execution), MeetingOutcomes.read(RoundVariables.OUTCOMES.of(execution)),
                RoundVariables.MINUTES_REFERENCE.of(execution));
    }
}
