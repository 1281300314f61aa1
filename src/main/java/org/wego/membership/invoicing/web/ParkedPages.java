package org.wego.membership.invoicing.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.ParkedCase;
import org.wego.membership.invoicing.ParkedCases;
import org.wego.membership.invoicing.ParkedState;
import org.wego.membership.invoicing.RunState;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The cases of parked members of a fee year: it shows; the Treasurer decides in Tasklist. */
@Controller
class ParkedPages {

    /** A row of the table. */
    record Row(String number, String name, String state, String tag, String reason, String decision, String decided) {

        /** Whether anything was decided or asked yet; otherwise the cell stays empty and a phone leaves it out. */
        public boolean said() {
            return !decision.isEmpty() || !decided.isEmpty();
        }
    }

    private final InvoicingRuns runs;
    private final ParkedCases cases;
    private final Moments moments;
    private final Texts texts;

    ParkedPages(InvoicingRuns runs, ParkedCases cases, Moments moments, Texts texts) {
        this.runs = runs;
        this.cases = cases;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/parked")
    String parked(@PathVariable int feeYear, Model model) {
        if (runs.latest(feeYear).isEmpty()) {
            throw new NotFound(texts.get("invoicing.run.missing", String.valueOf(feeYear)));
        }
        model.addAttribute("feeYear", feeYear);
        model.addAttribute("heading", texts.get("invoicing.parked.heading", String.valueOf(feeYear)));
        model.addAttribute("rows", cases.of(feeYear).stream().map(this::row).toList());
        model.addAttribute("run", texts.get("invoicing.parked.run", String.valueOf(feeYear)));
        int resolved = runs.latest(feeYear).filter(run -> run.state() == RunState.ASSESSED).map(run -> cases.resolvedSince(run.id())).orElse(0);
        model.addAttribute("resolved", resolved == 0 ? null : texts.get("invoicing.parked.resolvedSince", String.valueOf(resolved)));
        return "office/runs-parked";
    }

    private Row row(ParkedCase parked) {
        String decision = parked.state() == ParkedState.ASKED ? parked.question() : parked.decisionReason();
        return new Row(parked.memberNumber(), parked.memberName(), texts.get("invoicing.parked.state." + parked.state(),
                parked.answerUntil() == null ? "" : Usd.day(parked.answerUntil())), switch (parked.state()) {
                    case WITH_TREASURER, ASKED -> "waiting";
                    case SUBSTITUTED, SETTLED -> "done";
                    case LEFT_OUT -> "plain";
                }, parked.reason(), decision == null ? "" : decision,
                parked.decidedAt() == null ? "" : texts.get("invoicing.parked.by", parked.decidedBy(), moments.words(parked.decidedAt())));
    }
}
