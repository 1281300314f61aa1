package org.wego.membership.invoicing.process;

import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.invoicing.RunPauses;
import org.wego.membership.invoicing.RunResumed;

/**
 * Tells a run that it may go on, once that is committed. A run that was in the middle of a chunk doesn't wait yet and looks for
 * itself; one that began to wait just then hears of it from the sweep.
 */
@Component
class RunTidings implements Sweep {

    private final RunPauses pauses;
    private final Processes processes;

    RunTidings(RunPauses pauses, Processes processes) {
        this.pauses = pauses;
        this.processes = processes;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void resumed(RunResumed resumed) {
        tell(resumed.feeYear());
    }

    @Override
    public void sweep() {
        pauses.goingOn().forEach(this::tell);
    }

    private void tell(int feeYear) {
        String run = String.valueOf(feeYear);
        if (processes.isWaitingFor(RunVariables.RESUMED, run)) {
            processes.correlate(RunVariables.RESUMED, run, Map.of(RunVariables.PAUSED.name(), false));
        }
    }
}
