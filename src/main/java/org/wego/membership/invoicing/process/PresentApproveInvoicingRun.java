package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.LineState;
import org.wego.membership.invoicing.RunDifferences;
import org.wego.membership.invoicing.RunList;
import org.wego.membership.invoicing.RunTotals;
import org.wego.membership.invoicing.RunWords;
import org.wego.membership.invoicing.SafetyCheck;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Shows the approver what the run would invoice. */
@Component
class PresentApproveInvoicingRun implements TaskListener {

    private final InvoicingRuns runs;
    private final RunList list;
    private final RunDifferences differences;
    private final SafetyCheck safety;
    private final ParkedTidings parked;
    private final PersonalLinks links;
    private final Texts texts;

    PresentApproveInvoicingRun(InvoicingRuns runs, RunList list, RunDifferences differences, SafetyCheck safety, ParkedTidings parked, PersonalLinks links,
            Texts texts) {
        this.runs = runs;
        this.list = list;
        this.differences = differences;
        this.safety = safety;
        this.parked = parked;
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        int year = RunVariables.FEE_YEAR.of(task);
        InvoicingRun run = runs.current(year);
        RunTotals totals = list.totals(run.id());
        TaskFacts facts = new TaskFacts()
                .add(texts.get("invoicing.task.total"), Figures.usd(totals.sum()), texts.get("invoicing.task.invoices", String.valueOf(totals.billed())));
        differences.byCategory(run).stream().filter(sum -> sum.members() > 0).forEach(sum -> facts.add(texts.get("invoicing.category." + sum.key()),
                Figures.usd(sum.sum()), texts.get("invoicing.task.invoices", String.valueOf(sum.members()))));
        facts.add(texts.get("invoicing.line.EXEMPT"), String.valueOf(totals.of(LineState.EXEMPT)), texts.get("invoicing.task.exemptWhy"))
                .add(texts.get("invoicing.line.PARKED"), String.valueOf(totals.of(LineState.PARKED)), texts.get("invoicing.task.parkedWhy"))
                .add(texts.get("invoicing.line.NOT_DUE"), String.valueOf(totals.of(LineState.NOT_DUE)), texts.get("invoicing.task.notDueWhy"))
                .add(texts.get("invoicing.task.edition"), run.gdpEdition(), texts.get("invoicing.task.gdpOf", String.valueOf(Fees.gdpYear(year))))
                .add(texts.get("invoicing.task.editionReason"), run.editionReason(), texts.get("invoicing.task.editionReasonWhy"))
                .add(texts.get("invoicing.task.stale"), runs.editionIsStale(run) ? texts.get("invoicing.task.staleWords", GdpEditions.month(run.gdpEdition())) : null,
                        texts.get("invoicing.task.staleWhy"))
                .add(texts.get("invoicing.task.preparedBy"), run.preparedBy(), texts.get("invoicing.task.preparedWhy"))
                .show(task, "facts");
        TaskFacts beyond = new TaskFacts();
        safety.feesBeyond(run).forEach(line -> beyond.row("member", line.memberName() + " (" + line.memberNumber() + ")", "before", Figures.usd(line.difference().before()),
                "now", Figures.usd(SafetyCheck.now(line)), "change", RunWords.percent(line.difference().before(), SafetyCheck.now(line))));
        beyond.show(task, "beyondBounds");
        task.getExecution().setVariableLocal("boundsWords", safety.words(run));
        task.getExecution().setVariableLocal("bookLink", links.page("/office/runs/" + year + "/list.xlsx"));
        task.getExecution().setVariableLocal("runWords", texts.get("invoicing.task.runWords", String.valueOf(totals.billed()), Figures.usd(totals.sum())));
        task.getExecution().setVariableLocal("parkedWords", parked.resolvedWords(run));
        task.getExecution().setVariableLocal("caseLink", links.page("/office/runs/" + year));
        task.getExecution().setVariableLocal("listLink", links.page("/office/runs/" + year + "/list.csv"));
        task.getExecution().setVariableLocal("previewLink", links.page("/office/runs/" + year + "/preview.pdf"));
    }
}
