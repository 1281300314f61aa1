package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.ParkedCases;

@Component
class LeaveMemberOut implements JavaDelegate {

    private final ParkedCases cases;

    LeaveMemberOut(ParkedCases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.leaveOut(execution.getProcessBusinessKey(), ParkedVariables.REASON.of(execution), ParkedVariables.DECIDED_BY.of(execution));
    }
}
