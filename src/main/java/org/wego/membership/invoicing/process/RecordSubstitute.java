package org.wego.membership.invoicing.process;

import java.math.BigDecimal;
import java.util.Locale;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.fee.Substitute;
import org.wego.membership.invoicing.ParkedCases;

@Component
class RecordSubstitute implements JavaDelegate {

    private final ParkedCases cases;

    RecordSubstitute(ParkedCases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.substitute(execution.getProcessBusinessKey(), new Substitute(
                Substitute.Figure.valueOf(ParkedVariables.FIGURE.of(execution).toUpperCase(Locale.ROOT)), new BigDecimal(ParkedVariables.VALUE.of(execution)),
                ParkedVariables.YEAR.of(execution), ParkedVariables.SOURCE.of(execution), ParkedVariables.REASON.of(execution),
                ParkedVariables.DECIDED_BY.of(execution), null));
    }
}
