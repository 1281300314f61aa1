package org.wego.membership.fee.process;

import java.util.List;
import java.util.function.Consumer;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.fee.ChartEffects;
import org.wego.membership.fee.ChartWords;
import org.wego.membership.fee.FeeChartUploads;
import org.wego.membership.fee.FeeChartUploads.Look;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Shows the Treasurer what a chart would change: the first lines of it, and where to see all. */
@Component
class PresentConfirmFeeChart implements TaskListener {

    private static final int MOST = 100;

    private final FeeChartUploads uploads;
    private final ChartWords words;
    private final PersonalLinks links;
    private final Moments moments;
    private final Texts texts;

    PresentConfirmFeeChart(FeeChartUploads uploads, ChartWords words, PersonalLinks links, Moments moments, Texts texts) {
        this.uploads = uploads;
        this.words = words;
        this.links = links;
        this.moments = moments;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        String key = task.getExecution().getProcessBusinessKey();
        Look look = uploads.look(key).orElseThrow();
        ChartEffects.Effects effects = look.members();
        String from = String.valueOf(look.upload().fromYear());
        new TaskFacts()
                .add(texts.get("fee.charts.task.hindered"), look.hindrance())
                .add(texts.get("fee.charts.task.years"), look.until() == null ? texts.get("fee.charts.years.from", from)
                        : texts.get("fee.charts.years.fromUntil", from, String.valueOf(look.until())))
                .add(texts.get("fee.charts.task.file"), look.upload().fileName(),
                        texts.get("fee.charts.byOn", look.upload().uploadedBy(), moments.words(look.upload().uploadedAt())))
                .add(texts.get("fee.charts.task.cells"), Figures.grouped(look.cells().size()),
                        texts.get("fee.charts.before.now", from, String.valueOf(look.before())))
                .add(texts.get("fee.charts.task.members"), texts.get("fee.charts.task.membersOf", Figures.grouped(effects.changed().size()),
                        Figures.grouped(effects.changed().size() + effects.unchanged())))
                .add(texts.get("fee.charts.task.sum"), texts.get("fee.charts.task.sumWords", Figures.sum(effects.after()), Figures.sum(effects.before())))
                .add(texts.get("fee.charts.task.figures"), effects.edition() == null ? null : String.valueOf(effects.gdpYear()),
                        effects.edition() == null ? null : effects.edition().name())
                .show(task, "facts");
        TaskFacts cells = new TaskFacts();
        first(look.cells(), "cell", cells, change -> cells.row("cell", words.cell(change.category(), change.row(), change.column()),
                "before", Figures.sum(change.before()), "after", Figures.sum(change.after())));
        cells.show(task, "cells");
        TaskFacts members = new TaskFacts();
        first(effects.changed(), "member", members, one -> members.row("member", one.member().name() + " (" + one.member().number() + ")",
                "before", Figures.sum(one.before()), "after", Figures.sum(one.after())));
        members.show(task, "members");
        task.getExecution().setVariableLocal("caseLink", links.page("/office/charts/" + key));
    }

    private <T> void first(List<T> all, String column, TaskFacts rows, Consumer<T> row) {
        all.stream().limit(MOST).forEach(row);
        if (all.size() > MOST) {
            rows.row(column, texts.get("fee.charts.task.more", Figures.grouped(all.size() - MOST)), "before", "", "after", "");
        }
    }
}
