package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.LineState;
import org.wego.membership.invoicing.RunList;
import org.wego.membership.letter.PersonalLinks;

/** Shows the Treasurer who could not be invoiced, and why. */
@Component
class PresentResolveParked implements TaskListener {

    private final InvoicingRuns runs;
    private final RunList list;
    private final PersonalLinks links;

    PresentResolveParked(InvoicingRuns runs, RunList list, PersonalLinks links) {
        this.runs = runs;
        this.list = list;
        this.links = links;
    }

    @Override
    public void notify(DelegateTask task) {
        int year = RunVariables.FEE_YEAR.of(task);
        TaskFacts parked = new TaskFacts();
        runs.latest(year).ifPresent(run -> list.lines(run.id(), LineState.PARKED, null)
                .forEach(line -> parked.row("member", line.memberName() + " (" + line.memberNumber() + ")", "reason", line.reason())));
        parked.show(task, "parked");
        task.getExecution().setVariableLocal("caseLink", links.page("/office/runs/" + year));
    }
}
