package org.wego.membership.fee.process;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeChartUploads;

@Component
class PublishFeeChart implements JavaDelegate {

    private final FeeChartUploads uploads;

    PublishFeeChart(FeeChartUploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (!uploads.publish(execution.getProcessBusinessKey(), ChartVariables.DECIDED_BY.of(execution))) {
            throw new BpmnError("ChartHindered");
        }
    }
}
