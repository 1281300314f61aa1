package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.TaskValues;

/** Takes the confirmation of a batch, and who gave it: every case's decision is that account's. */
@Component
class CheckConfirmBatch implements TaskListener {

    private final Acting acting;

    CheckConfirmBatch(Acting acting) {
        this.acting = acting;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariable(DECISION.name(), TaskValues.of(task).oneOf(DECISION.name(), "confirm", "drop"));
        task.setVariable(DECIDED_BY.name(), acting.account(task));
    }
}
