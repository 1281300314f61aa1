package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskValues;

/** Of an earlier model, where one task stood for all parked members of a run: what waits there can still be completed. */
@Component
class CheckResolveParked implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        TaskValues.of(task).oneOf("decision", "done");
    }
}
