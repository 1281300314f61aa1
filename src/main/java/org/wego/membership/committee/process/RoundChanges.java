package org.wego.membership.committee.process;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Reopenings;
import org.wego.membership.committee.RollChange;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundReopened;
import org.wego.membership.committee.Rounds;
import org.wego.membership.engine.Errands;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.site.Texts;

/**
 * Asks the Secretariat about a round whose roll or papers are no longer what was frozen: one question a round at a time,
 * which always shows all that has changed by now. A round that is over is asked about no more.
 */
@Component
class RoundChanges implements Sweep {

    private static final String QUESTION = "decideReopening";
    /** Where an answer is on its way: it isn't asked for again. */
    private static final List<String> ANSWERED = List.of("orderReopening", "reopenRound", "keepRound");

    private final Processes processes;
    private final Reopenings reopenings;
    private final Rounds rounds;
    private final ChangeFacts facts;
    private final MeetingDesk desk;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final Texts texts;

    RoundChanges(Processes processes, Reopenings reopenings, Rounds rounds, ChangeFacts facts, MeetingDesk desk, @Lazy RuntimeService runtime,
            @Lazy TaskService tasks, Texts texts) {
        this.processes = processes;
        this.reopenings = reopenings;
        this.rounds = rounds;
        this.facts = facts;
        this.desk = desk;
        this.runtime = runtime;
        this.tasks = tasks;
        this.texts = texts;
    }

    @Override
    public void sweep() {
        reopenings.pending().forEach(change -> Errands.quietly(change.round(), () -> reopenings.onlyOne(change.round(), () -> ask(change))));
        tasks.createTaskQuery().taskDefinitionKey(QUESTION).list().forEach(task -> Errands.quietly(task.getName(), () -> settle(task)));
    }

    private void ask(RollChange change) {
        if (tasks.createTaskQuery().processInstanceBusinessKey(change.round()).taskDefinitionKey(QUESTION).count() == 0
                && ANSWERED.stream().noneMatch(activity -> runtime.createExecutionQuery().processInstanceBusinessKey(change.round())
                        .activityId(activity).count() > 0)) {
            processes.correlate("RoundChanged", change.round(), Map.of());
        }
    }

    /** Shows what has changed by now; what nobody answered before the round was over is answered by that. */
    private void settle(Task task) {
        Round round = rounds.find(runtime.getVariable(task.getExecutionId(), RoundVariables.ROUND.name()).toString()).orElseThrow();
        if (!reopenings.open(round)) {
            tasks.complete(task.getId(), Map.of("decision", "keep", "reason", texts.get("committee.reopen.nobody")));
            return;
        }
        Map<String, Object> now = facts.of(round.reference());
        if (!Objects.equals(now.get(ChangeFacts.SEEN), runtime.getVariableLocal(task.getExecutionId(), ChangeFacts.SEEN))) {
            runtime.setVariablesLocal(task.getExecutionId(), now);
        }
    }

    /** The form of a meeting shows the roll and the cases that it is about now. */
    @EventListener
    void hear(RoundReopened reopened) {
        tasks.createTaskQuery().processInstanceBusinessKey(reopened.round()).taskDefinitionKey("recordMeetingDecision").list()
                .forEach(task -> runtime.setVariablesLocal(task.getExecutionId(), desk.lay(reopened.round())));
    }
}
