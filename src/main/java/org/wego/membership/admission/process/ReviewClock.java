package org.wego.membership.admission.process;

import java.util.Date;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.AnswerClock;

/** When a review is reminded of and when it is overdue, by the case's own clock: the model asks {@code ${reviewClock.dueAt(execution)}}. */
@Component
public class ReviewClock {

    private final AnswerClock clock;

    ReviewClock(AnswerClock clock) {
        this.clock = clock;
    }

    public Date remindAt(DelegateExecution execution) {
        return Date.from(clock.remindAt(execution.getProcessBusinessKey()));
    }

    public Date dueAt(DelegateExecution execution) {
        return Date.from(clock.dueAt(execution.getProcessBusinessKey()));
    }
}
