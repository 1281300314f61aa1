package org.wego.membership.invoicing.process;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.Rehearsal;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Texts;

/** Shows the Treasurer what the fees of the year will be computed from, and what is missing. */
@Component
class PresentPrepareFeeYear implements TaskListener {

    private final InvoicingRuns runs;
    private final Rehearsal rehearsal;
    private final PersonalLinks links;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    PresentPrepareFeeYear(InvoicingRuns runs, Rehearsal rehearsal, PersonalLinks links, OrganisationCalendar calendar, Texts texts) {
        this.runs = runs;
        this.rehearsal = rehearsal;
        this.calendar = calendar;
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        int year = RunVariables.FEE_YEAR.of(task);
        InvoicingRun run = runs.current(year);
        GdpEdition latest = runs.latestEdition().orElse(null);
        List<Rehearsal.Missing> missing = latest == null ? List.of() : rehearsal.missing(year, latest.id());
        boolean confirmed = runs.chartConfirmed(year);
        new TaskFacts()
                .add(texts.get("invoicing.task.feeYear"), String.valueOf(year),
                        texts.get(run.ordinal() == 1 ? "invoicing.task.yearly" : "invoicing.task.supplementary"))
                .add(texts.get("invoicing.task.gdpYear"), String.valueOf(Fees.gdpYear(year)), texts.get("invoicing.task.gdpYearWhy"))
                .add(texts.get("invoicing.task.edition"), latest == null ? texts.get("invoicing.task.noEdition") : latest.name(),
                        texts.get("invoicing.task.editionWhy"))
                .add(texts.get("invoicing.task.stale"), latest == null || !latest.stale(calendar.today()) ? null
                        : texts.get("invoicing.task.staleWords", GdpEditions.month(latest.id())), texts.get("invoicing.task.staleWhy"))
                .add(texts.get("invoicing.task.due"), String.valueOf(rehearsal.dueMembers(year)), texts.get("invoicing.task.dueWhy", String.valueOf(year)))
                .add(texts.get("invoicing.task.missing"), String.valueOf(missing.size()), texts.get("invoicing.task.missingWhy"))
                .add(texts.get("invoicing.task.chart"), texts.get(confirmed ? "invoicing.task.chartConfirmed" : "invoicing.task.chartUnconfirmed"))
                .add(texts.get("invoicing.task.sentBack"), run.approvalNote())
                .show(task, "facts");
        TaskFacts rows = new TaskFacts();
        missing.forEach(one -> rows.row("member", one.member(), "reason", one.reason()));
        rows.show(task, "missing");
        TaskFacts choices = new TaskFacts();
        runs.editions().forEach(edition -> choices.row("label", edition.name(), "value", edition.id()));
        choices.show(task, "gdpEditions");
        task.getExecution().setVariableLocal("gdpEdition", latest == null ? null : latest.id());
        // the form asks for a reason as soon as another one is chosen
        task.getExecution().setVariableLocal("latestEdition", latest == null ? null : latest.id());
        task.getExecution().setVariableLocal("chartWords", texts.get(confirmed ? "invoicing.task.chartWordsConfirmed" : "invoicing.task.chartWords",
                String.valueOf(year)));
        task.getExecution().setVariableLocal("caseLink", links.page("/office/figures"));
    }
}
