package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Reopenings;

/** Carries the decision on one change to the whole round, where the ballot stops on it; a meeting has none to stop. */
@Component
class OrderReopening implements JavaDelegate {

    private final Reopenings reopenings;

    OrderReopening(Reopenings reopenings) {
        this.reopenings = reopenings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String reason = RoundVariables.REASON.of(execution);
        Integer days = RoundVariables.DAYS.optional(execution).orElse(null);
        String by = RoundVariables.DECIDED_BY.of(execution);
        if (!reopenings.order(RoundVariables.ROUND.of(execution), reason, days, by)) {
            return;
        }
        RoundVariables.REOPENING_REASON.set(execution, reason);
        RoundVariables.REOPENING_DAYS.set(execution, days);
        RoundVariables.REOPENED_BY.set(execution, by);
        // Last: the ballot stops on it
        RoundVariables.REOPENING.set(execution, true);
    }
}
