package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.BATCH_DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.BATCH_NAME;
import static org.wego.membership.admission.process.AdmissionVariables.CASES;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseState;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.Listed;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Refuses a batch that can't be, before anything begins. */
@Component
class CheckAskBatch implements ExecutionListener {

    private final Applications applications;
    private final Cases cases;
    private final ReviewReason reasons;
    private final Texts texts;

    CheckAskBatch(Applications applications, Cases cases, ReviewReason reasons, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.reasons = reasons;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        TaskValues values = TaskValues.of(execution);
        List<String> named = Listed.read(execution.getVariable(CASES.name()))
                .orElseThrow(() -> new TaskRefused(CASES.name(), texts.get("admission.batch.unreadable")));
        if (named.isEmpty() || named.size() > cases.batchMost()) {
            throw new TaskRefused(CASES.name(), texts.get("admission.batch.number", String.valueOf(cases.batchMost())));
        }
        List<String> astray = named.stream().filter(reference -> applications.find(reference)
                .filter(application -> application.state() == CaseState.IN_REVIEW).isEmpty()).toList();
        if (!astray.isEmpty()) {
            throw new TaskRefused(CASES.name(), texts.get("admission.batch.notInReview", String.join(", ", astray)));
        }
        String decision = values.oneOf(BATCH_DECISION.name(), "accept", "requestChanges", "decline");
        execution.setProcessBusinessKey("batch-" + execution.getProcessInstanceId());
        REASON.set(execution, reasons.read(values, decision));
        CASES.set(execution, String.join(",", named));
        BATCH_NAME.set(execution, texts.get("admission.batch.name." + decision, named.size()));
    }
}
