package org.wego.membership.committee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.EarlyClose;

/** Tells every seat that the ballot closes early. */
@Component
class AnnounceEarlyClose implements JavaDelegate {

    private final EarlyClose early;

    AnnounceEarlyClose(EarlyClose early) {
        this.early = early;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RoundVariables.EARLY_CLOSE_AT.set(execution, early.announce(RoundVariables.ROUND.of(execution)));
    }
}
