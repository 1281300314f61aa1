package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.EarlyClose;

/** Tells every seat that the ballot stays open until its closing time. */
@Component
class CallOffEarlyClose implements JavaDelegate {

    private final EarlyClose early;

    CallOffEarlyClose(EarlyClose early) {
        this.early = early;
    }

    @Override
    public void execute(DelegateExecution execution) {
        early.callOff(RoundVariables.ROUND.of(execution));
    }
}
