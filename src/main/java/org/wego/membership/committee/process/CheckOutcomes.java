package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.EarlyClose;

/** Closes the ballot early if no outcome can change any more. */
@Component
class CheckOutcomes implements JavaDelegate {

    private final EarlyClose early;

    CheckOutcomes(EarlyClose early) {
        this.early = early;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RoundVariables.CERTAIN.set(execution, early.closeIfStillCertain(RoundVariables.ROUND.of(execution)));
    }
}
