package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Carries the decision on one change to the whole round, where the ballot waits for it. */
@Component
class OrderReopening implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        RoundVariables.REOPENING_REASON.set(execution, RoundVariables.REASON.of(execution));
        RoundVariables.REOPENING_DAYS.set(execution, RoundVariables.DAYS.optional(execution).orElse(null));
        RoundVariables.REOPENED_BY.set(execution, RoundVariables.DECIDED_BY.optional(execution).orElse("Secretariat"));
        // Last: the ballot stops on it
        RoundVariables.REOPENING.set(execution, true);
    }
}
