package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.ParkedCases;

@Component
class AskMember implements JavaDelegate {

    private final ParkedCases cases;

    AskMember(ParkedCases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.ask(execution.getProcessBusinessKey(), ParkedVariables.QUESTION.of(execution), ParkedVariables.ANSWER_UNTIL.of(execution),
                ParkedVariables.DECIDED_BY.of(execution));
    }
}
