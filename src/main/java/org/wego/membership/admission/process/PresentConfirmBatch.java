package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.BATCH_DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.CASES;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.site.Texts;

/** Shows every letter that a batch would send. */
@Component
class PresentConfirmBatch implements TaskListener {

    private final Cases cases;
    private final CaseForm form;
    private final Texts texts;

    PresentConfirmBatch(Cases cases, CaseForm form, Texts texts) {
        this.cases = cases;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        List<String> references = List.of(CASES.of(task).split(","));
        String decision = BATCH_DECISION.of(task);
        TaskFacts lines = new TaskFacts();
        for (String reference : references) {
            Cases.Preview preview = cases.preview(reference, decision, REASON.optional(task).orElse(null));
            lines.row("case", reference, "line", texts.get("admission.batch.to", preview.application().email()));
            lines.row("case", "", "line", preview.letter().subject());
            preview.letter().text().lines().filter(line -> !line.isBlank()).forEach(line -> lines.row("case", "", "line", line));
        }
        lines.show(task, "letters");
        form.put(task, "batchWords", texts.get("admission.batch.words." + decision, references.size()));
    }
}
