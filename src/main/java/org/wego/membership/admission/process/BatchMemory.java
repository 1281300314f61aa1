package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.CASES;

import java.util.stream.Stream;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.ProcessMemory;
import org.wego.membership.engine.Sweep;

/**
 * Lets a batch that has ended forget the letters that it showed: each case keeps its own, and a case that is erased later must
 * not live on in a batch.
 */
@Component
class BatchMemory implements Sweep {

    private static final String BATCH = "batch-decisions";
    private static final String SHOWN = "letters";

    private final HistoryService history;
    private final ProcessMemory memory;
    private final Applications applications;

    BatchMemory(@Lazy HistoryService history, ProcessMemory memory, Applications applications) {
        this.history = history;
        this.memory = memory;
        this.applications = applications;
    }

    @Override
    public void sweep() {
        history.createHistoricVariableInstanceQuery().processDefinitionKey(BATCH).variableName(SHOWN).includeDeleted().list().forEach(shown -> {
            HistoricProcessInstance batch = history.createHistoricProcessInstanceQuery().processInstanceId(shown.getProcessInstanceId()).singleResult();
            if (batch != null && (batch.getEndTime() != null || showsSomebodyErased(batch.getId()))) {
                memory.forget(batch.getBusinessKey(), batch.getEndTime() != null ? "The batch has ended" : "A case of the batch is erased");
            }
        });
    }

    /** A batch that nobody ever confirmed still shows the letters of cases that have ended long ago. */
    private boolean showsSomebodyErased(String batch) {
        return history.createHistoricVariableInstanceQuery().processInstanceId(batch).variableName(CASES.name()).list().stream()
                .flatMap(cases -> Stream.of(String.valueOf(cases.getValue()).split(",")))
                .map(each -> Cases.Seen.of(each).reference()).anyMatch(reference -> applications.find(reference).filter(Application::erased).isPresent());
    }
}
