package org.wego.membership.fee.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeChartUploads;

@Component
class DeclineFeeChart implements JavaDelegate {

    private final FeeChartUploads uploads;

    DeclineFeeChart(FeeChartUploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public void execute(DelegateExecution execution) {
        uploads.decline(execution.getProcessBusinessKey(), ChartVariables.DECIDED_BY.of(execution), ChartVariables.REASON.of(execution));
    }
}
