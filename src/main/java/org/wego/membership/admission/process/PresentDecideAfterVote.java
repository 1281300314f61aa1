package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.OUTCOME;
import static org.wego.membership.admission.process.AdmissionVariables.ROUND;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.Cases;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Texts;

/** Notes that the Committee didn't approve, and shows the Secretariat why. */
@Component
class PresentDecideAfterVote implements TaskListener {

    private final Applications applications;
    private final Cases cases;
    private final CaseFacts facts;
    private final CaseForm form;
    private final Texts texts;

    PresentDecideAfterVote(Applications applications, Cases cases, CaseFacts facts, CaseForm form, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.facts = facts;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        String reference = task.getExecution().getProcessBusinessKey();
        String outcome = OUTCOME.of(task);
        String round = ROUND.of(task);
        cases.voteReturned(reference, outcome, round);
        Application application = applications.get(reference);
        List<Fact> lines = new ArrayList<>();
        lines.add(Fact.of(texts.get("admission.fact.round"), round));
        lines.add(Fact.of(texts.get("admission.fact.outcome"), texts.get("admission.outcome." + outcome)));
        lines.addAll(facts.forReview(application));
        form.show(task, application, lines);
        form.put(task, "outcomeWords", texts.get("admission.outcomeWords." + outcome, round));
    }
}
