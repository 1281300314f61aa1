package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Ballots;

/** Writes to every seat on the roll what the meeting is about. */
@Component
class SendMeetingAgenda implements JavaDelegate {

    private final Ballots ballots;

    SendMeetingAgenda(Ballots ballots) {
        this.ballots = ballots;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ballots.sendMeetingAgenda(RoundVariables.ROUND.of(execution));
    }
}
