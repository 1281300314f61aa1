package org.wego.membership.admission.process;

import java.util.Date;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.Spin;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.AnswerClock;

/** Shows the reviewer the whole application and what the house noticed about it, and sets until when the applicant is answered. */
@Component
class PresentReviewApplication implements TaskListener {

    private final CaseDesk desk;
    private final AnswerClock clock;

    PresentReviewApplication(CaseDesk desk, AnswerClock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        String reference = task.getExecution().getProcessBusinessKey();
        desk.review(reference, AdmissionVariables.VERDICT.of(task)).forEach(task.getExecution()::setVariableLocal);
        // Tasklist sends a list back as the type that it found, and can't as the null with which a task's values begin
        task.getExecution().setVariableLocal("fields", Spin.JSON("[]"));
        task.setDueDate(Date.from(clock.dueAt(reference)));
    }
}
