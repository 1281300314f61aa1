package org.wego.membership.invoicing.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.ParkedCase;
import org.wego.membership.invoicing.ParkedCases;
import org.wego.membership.invoicing.RunState;
import org.wego.membership.site.Texts;

/** Keeps the processes of parked members in step with their cases; looks every minute for what a crash left untold, and for answers. */
@Component
class ParkedTidings implements Sweep {

    private final ParkedCases cases;
    private final InvoicingRuns runs;
    private final Processes processes;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final Texts texts;

    ParkedTidings(ParkedCases cases, InvoicingRuns runs, Processes processes, @Lazy RuntimeService runtime, @Lazy TaskService tasks, Texts texts) {
        this.cases = cases;
        this.runs = runs;
        this.processes = processes;
        this.runtime = runtime;
        this.tasks = tasks;
        this.texts = texts;
    }

    /** Opens and settles cases by what the run says of its members; the case and its process begin together. */
    void follow(long run) {
        processes.apart(() -> {
            cases.settle(run);
            Map<String, Map<String, Object>> starts = new LinkedHashMap<>();
            List<ParkedCase> opened = cases.open(run);
            opened.forEach(parked -> starts.put(parked.key(), Map.of(ParkedVariables.MEMBER_NAME.name(), parked.memberName())));
            if (!starts.isEmpty()) {
                processes.startAll(ParkedVariables.PROCESS, starts);
            }
            return null;
        });
        tell();
    }

    /** Tells every process what it hasn't heard; one that is busy hears of it later. */
    void tell() {
        for (ParkedCases.Untold untold : cases.untold()) {
            if (processes.correlate(untold.message(), untold.key(), Map.of()) || !processes.isRunning(ParkedVariables.PROCESS, untold.key())) {
                processes.apart(() -> {
                    cases.told(untold);
                    return null;
                });
            }
        }
    }

    @Override
    public void sweep() {
        cases.hearAnswers();
        // A run begun under an earlier model closes without opening them
        cases.unfollowed().forEach(this::follow);
        tell();
        runs.all().stream().filter(run -> run.state() == RunState.ASSESSED).forEach(this::sayWhatIsResolved);
    }

    /** Puts into the open approval how many parked members have been resolved since the list was computed. */
    void sayWhatIsResolved(InvoicingRun run) {
        Task approval = tasks.createTaskQuery().processDefinitionKey(RunVariables.PROCESS).processInstanceBusinessKey(String.valueOf(run.feeYear()))
                .taskDefinitionKey("approveInvoicingRun").singleResult();
        if (approval != null) {
            String words = resolvedWords(run);
            if (!words.equals(runtime.getVariableLocal(approval.getExecutionId(), "parkedWords"))) {
                runtime.setVariableLocal(approval.getExecutionId(), "parkedWords", words);
            }
        }
    }

    String resolvedWords(InvoicingRun run) {
        int resolved = cases.resolvedSince(run.id());
        return resolved == 0 ? "" : texts.get("invoicing.task.resolvedSince", String.valueOf(resolved));
    }
}
