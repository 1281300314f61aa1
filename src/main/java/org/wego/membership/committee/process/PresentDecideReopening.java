package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Says what is no longer as it was frozen. */
@Component
class PresentDecideReopening implements TaskListener {

    private final ChangeFacts facts;

    PresentDecideReopening(ChangeFacts facts) {
        this.facts = facts;
    }

    @Override
    public void notify(DelegateTask task) {
        task.getExecution().setVariablesLocal(facts.of(RoundVariables.ROUND.of(task)));
    }
}
