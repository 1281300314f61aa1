package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Reopenings;

/** Notes that a change was seen and the round goes on as it was frozen. */
@Component
class KeepRound implements JavaDelegate {

    private final Reopenings reopenings;

    KeepRound(Reopenings reopenings) {
        this.reopenings = reopenings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reopenings.keep(RoundVariables.ROUND.of(execution), RoundVariables.REASON.of(execution), RoundVariables.DECIDED_BY.of(execution));
    }
}
