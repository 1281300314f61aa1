package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.BATCH_DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.CASES;
import static org.wego.membership.admission.process.AdmissionVariables.FIELDS;

import java.util.List;
import java.util.stream.Stream;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.TaskFacts;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Shows every letter that a batch would send. */
@Component
class PresentConfirmBatch implements TaskListener {

    private final Cases cases;
    private final ReviewReason reasons;
    private final CaseForm form;
    private final Texts texts;

    PresentConfirmBatch(Cases cases, ReviewReason reasons, CaseForm form, Texts texts) {
        this.cases = cases;
        this.reasons = reasons;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        List<String> references = Stream.of(CASES.of(task).split(",")).map(Cases.Seen::of).map(Cases.Seen::reference).toList();
        String decision = BATCH_DECISION.of(task);
        String reason = reasons.read(TaskValues.of(task), decision);
        List<String> fields = FIELDS.optional(task).map(listed -> List.of(listed.split(","))).orElse(List.of());
        TaskFacts lines = new TaskFacts();
        for (String reference : references) {
            Cases.Preview preview = cases.preview(reference, decision, fields, reason);
            lines.row("case", reference, "line", texts.get("admission.batch.to", preview.application().email()));
            lines.row("case", "", "line", preview.letter().subject());
            preview.letter().text().lines().filter(line -> !line.isBlank()).forEach(line -> lines.row("case", "", "line", line));
        }
        lines.show(task, "letters");
        form.put(task, "batchWords", texts.get("admission.batch.words." + decision, references.size()));
    }
}
