package org.wego.membership.admission.process;

import java.time.Instant;
import java.util.Date;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.AnswerClock;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseState;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.HolidaysChanged;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;

/**
 * Lets open reviews follow their clocks when holidays are taken in or out: the task's due date and its words, the reminder and the
 * escalation that are still to come. What the lead has been told of stays with the lead.
 */
@Component
class MovedReviews implements Sweep {

    private final AnswerClock clock;
    private final Applications applications;
    private final CaseDesk desk;
    private final Processes processes;
    private final Errands errands;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final ManagementService jobs;

    MovedReviews(AnswerClock clock, Applications applications, CaseDesk desk, Processes processes, Errands errands, @Lazy TaskService tasks,
            @Lazy RuntimeService runtime, @Lazy ManagementService jobs) {
        this.clock = clock;
        this.applications = applications;
        this.desk = desk;
        this.processes = processes;
        this.errands = errands;
        this.tasks = tasks;
        this.runtime = runtime;
        this.jobs = jobs;
    }

    @EventListener
    void hear(HolidaysChanged changed) {
        errands.soon(MovedReviews.class, this::sweep);
    }

    @Override
    public void sweep() {
        clock.moved().forEach(reference -> Errands.quietly("Review of " + reference, () -> processes.apart(() -> {
            follow(reference);
            return null;
        })));
    }

    private void follow(String reference) {
        Task task = tasks.createTaskQuery().processDefinitionKey(AdmissionVariables.PROCESS).processInstanceBusinessKey(reference)
                .taskDefinitionKey(AdmissionVariables.REVIEW).singleResult();
        if (task != null) {
            task.setDueDate(Date.from(clock.dueAt(reference)));
            tasks.saveTask(task);
            runtime.setVariableLocal(task.getExecutionId(), "clockWords", desk.clockWords(reference));
            move(task, "answerNearlyDue", clock.remindAt(reference));
            move(task, "answerOverdue", clock.dueAt(reference));
        }
        // A task that opens in this moment may have asked the clock before: the next sweep sees to it
        if (task != null || applications.get(reference).state() != CaseState.IN_REVIEW) {
            clock.followed(reference);
        }
    }

    /** One that has fired isn't there any more. */
    private void move(Task task, String timer, Instant to) {
        jobs.createJobQuery().processInstanceId(task.getProcessInstanceId()).activityId(timer).list()
                .forEach(job -> jobs.setJobDuedate(job.getId(), Date.from(to)));
    }
}
