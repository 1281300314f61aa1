package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.LETTER_ID;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Texts;

/** Shows the Secretariat which letter was refused, where and why. */
@Component
class PresentCorrectAddress implements TaskListener {

    private final Applications applications;
    private final LetterDesk letters;
    private final CaseForm form;
    private final Texts texts;

    PresentCorrectAddress(Applications applications, LetterDesk letters, CaseForm form, Texts texts) {
        this.applications = applications;
        this.letters = letters;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        Application application = applications.get(task.getExecution().getProcessBusinessKey());
        long letterId = LETTER_ID.of(task.getExecution());
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("admission.fact.reference"), application.reference()));
        facts.add(Fact.of(texts.get("admission.fact.applicant"), application.name()));
        letters.find(letterId).ifPresent(letter -> facts.add(Fact.of(texts.get("admission.fact.letter"), texts.get("admission.letter." + letter.kind()))));
        applications.refusal(letterId).ifPresent(refusal -> {
            facts.add(Fact.of(texts.get("admission.fact.refusedAddress"), refusal.address()));
            facts.add(Fact.of(texts.get("admission.fact.refusedWords"), refusal.words() == null ? "" : refusal.words()));
        });
        facts.add(Fact.of(texts.get("admission.fact.contactPhone"), application.form().contact().phone() == null ? "" : application.form().contact().phone()));
        facts.add(Fact.of(texts.get("admission.fact.signatoryEmail"), application.form().signatory().email()));
        form.show(task, application, facts);
    }
}
