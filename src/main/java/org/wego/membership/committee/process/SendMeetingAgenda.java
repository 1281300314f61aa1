package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Meetings;

/** Writes to every seat on the roll what the meeting is about. */
@Component
class SendMeetingAgenda implements JavaDelegate {

    private final Meetings meetings;

    SendMeetingAgenda(Meetings meetings) {
        this.meetings = meetings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        meetings.sendAgenda(RoundVariables.ROUND.of(execution));
    }
}
