package org.wego.membership.admission.process;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
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

    BatchMemory(@Lazy HistoryService history, ProcessMemory memory) {
        this.history = history;
        this.memory = memory;
    }

    @Override
    public void sweep() {
        history.createHistoricVariableInstanceQuery().processDefinitionKey(BATCH).variableName(SHOWN).includeDeleted().list().forEach(shown -> {
            HistoricProcessInstance batch = history.createHistoricProcessInstanceQuery().processInstanceId(shown.getProcessInstanceId()).singleResult();
            if (batch != null && batch.getEndTime() != null) {
                memory.forget(batch.getBusinessKey(), "The batch has ended");
            }
        });
    }
}
