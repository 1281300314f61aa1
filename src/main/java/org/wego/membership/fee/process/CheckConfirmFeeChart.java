package org.wego.membership.fee.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.fee.FeeChartUploads;
import org.wego.membership.site.Texts;

/** Takes the Treasurer's word on a chart: in a person's name, with a reason against it, and only while it can serve. */
@Component
class CheckConfirmFeeChart implements TaskListener {

    private static final int LONGEST = 2000;

    private final FeeChartUploads uploads;
    private final Acting acting;
    private final Texts texts;

    CheckConfirmFeeChart(FeeChartUploads uploads, Acting acting, Texts texts) {
        this.uploads = uploads;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        if ("confirm".equals(values.oneOf("decision", "confirm", "reject"))) {
            uploads.hindrance(task.getExecution().getProcessBusinessKey()).ifPresent(why -> {
                throw new TaskRefused("decision", why);
            });
        } else if (values.requiredText("reason", texts.get("fee.charts.task.reason")).length() > LONGEST) {
            throw new TaskRefused("reason", texts.get("fee.charts.task.reasonLong"));
        }
        String by = acting.account(task);
        if (by == null) {
            throw new TaskRefused("assignee", texts.get("fee.charts.task.nobody"));
        }
        ChartVariables.DECIDED_BY.set(task.getExecution().getProcessInstance(), by);
    }
}
