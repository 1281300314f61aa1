package org.wego.membership.admission.process;

import java.util.Date;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.SecondLook;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Shows the letter of a decision whole, before it goes. The applicant's personal link isn't in it: only its addressee gets that. */
@Component
class PresentLookAtDecision implements TaskListener {

    private final SecondLook look;
    private final CaseForm form;
    private final Moments moments;
    private final Texts texts;

    PresentLookAtDecision(SecondLook look, CaseForm form, Moments moments, Texts texts) {
        this.look = look;
        this.form = form;
        this.moments = moments;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        SecondLook.Look held = look.look(AdmissionVariables.DECISION_ID.of(task)).orElseThrow();
        new TaskFacts().line(texts.get("admission.look.to"), String.join(", ", held.letter().to()))
                .add(texts.get("admission.look.cc"), String.join(", ", held.letter().cc()))
                .line(texts.get("admission.look.subject"), held.words().subject())
                .line(texts.get("admission.look.leaves"), moments.words(held.leaves()))
                .line(texts.get("admission.look.by"), held.decision().by()).show(task, "facts");
        TaskFacts lines = new TaskFacts();
        held.words().text().lines().filter(line -> !line.isBlank()).forEach(line -> lines.row("line", line));
        lines.show(task, "letter");
        form.put(task, "decisionWords", texts.get("admission.look.words." + held.decision().decision(), moments.words(held.leaves())));
        form.put(task, "caseLink", form.page("/office/cases/" + held.decision().reference()));
        task.setDueDate(Date.from(held.leaves()));
    }
}
