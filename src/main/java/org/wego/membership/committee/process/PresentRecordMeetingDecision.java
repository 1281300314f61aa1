package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lays agenda and roll out for whoever copies the decisions from the minutes. */
@Component
class PresentRecordMeetingDecision implements TaskListener {

    private final MeetingDesk desk;

    PresentRecordMeetingDecision(MeetingDesk desk) {
        this.desk = desk;
    }

    @Override
    public void notify(DelegateTask task) {
        task.getExecution().setVariablesLocal(desk.lay(RoundVariables.ROUND.of(task)));
    }
}
