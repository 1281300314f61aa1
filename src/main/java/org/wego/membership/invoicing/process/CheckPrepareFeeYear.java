package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.site.Texts;

/** Takes the Treasurer's preparation: who prepared, from which edition, with which confirmed chart. */
@Component
class CheckPrepareFeeYear implements TaskListener {

    private final InvoicingRuns runs;
    private final Acting acting;
    private final Texts texts;

    CheckPrepareFeeYear(InvoicingRuns runs, Acting acting, Texts texts) {
        this.runs = runs;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        if ("cancel".equals(values.oneOf("decision", "proceed", "cancel"))) {
            return;
        }
        int year = RunVariables.FEE_YEAR.of(task);
        String edition = edition(values.text("gdpEdition"));
        boolean latest = runs.latestEdition().map(GdpEdition::id).filter(edition::equals).isPresent();
        String reason = latest ? null : values.requiredText("editionReason", texts.get("invoicing.refused.editionReason", GdpEditions.month(edition)));
        String account = acting.account(task);
        if (account == null) {
            throw new TaskRefused("assignee", texts.get("invoicing.refused.nobody"));
        }
        if (!runs.chartConfirmed(year)) {
            if (!values.flag("confirmChart")) {
                throw new TaskRefused("confirmChart", texts.get("invoicing.refused.chart", String.valueOf(year)));
            }
            runs.confirmChart(year, account);
        }
        runs.prepared(year, edition, reason, account);
        task.setVariable("gdpEdition", edition);
        RunVariables.PREPARED_BY.set(task.getExecution().getProcessInstance(), account);
    }

    private String edition(String asked) {
        return asked == null
                ? runs.latestEdition().map(GdpEdition::id).orElseThrow(() -> new TaskRefused("gdpEdition", texts.get("invoicing.refused.noEdition")))
                : runs.editions().stream().map(GdpEdition::id).filter(asked::equals).findFirst()
                        .orElseThrow(() -> new TaskRefused("gdpEdition", texts.get("invoicing.refused.edition", asked)));
    }
}
