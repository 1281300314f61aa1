package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.BATCH_DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.BATCH_NAME;
import static org.wego.membership.admission.process.AdmissionVariables.CASES;
import static org.wego.membership.admission.process.AdmissionVariables.DECLINE_REASON;
import static org.wego.membership.admission.process.AdmissionVariables.FIELDS;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseState;
import org.wego.membership.admission.Cases;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.engine.Listed;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Refuses a batch that can't be, before anything begins. */
@Component
class CheckAskBatch implements ExecutionListener {

    private final Applications applications;
    private final Cases cases;
    private final RequestedChanges requested;
    private final ReviewReason reasons;
    private final Texts texts;

    CheckAskBatch(Applications applications, Cases cases, RequestedChanges requested, ReviewReason reasons, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.requested = requested;
        this.reasons = reasons;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        TaskValues values = TaskValues.of(execution);
        List<Application> chosen = chosen(execution);
        String decision = values.oneOf(BATCH_DECISION.name(), "accept", "requestChanges", "decline");
        List<String> fields = decision.equals("requestChanges") ? fields(execution, chosen) : List.of();
        reasons.read(values, decision);
        execution.setProcessBusinessKey("batch-" + execution.getProcessInstanceId());
        REASON.set(execution, values.text(REASON.name()));
        DECLINE_REASON.set(execution, decision.equals("decline") ? values.text(DECLINE_REASON.name()) : null);
        FIELDS.set(execution, fields.isEmpty() ? null : String.join(",", fields));
        CASES.set(execution, String.join(",", chosen.stream().map(application -> cases.seen(application.reference())).toList()));
        BATCH_NAME.set(execution, texts.get("admission.batch.name." + decision, chosen.size()));
    }

    private List<Application> chosen(DelegateExecution execution) {
        List<String> named = Listed.read(execution.getVariable(CASES.name()))
                .orElseThrow(() -> new TaskRefused(CASES.name(), texts.get("admission.batch.unreadable")));
        if (named.isEmpty() || named.size() > cases.batchMost()) {
            throw new TaskRefused(CASES.name(), texts.get("admission.batch.number", String.valueOf(cases.batchMost())));
        }
        Map<String, Application> chosen = new LinkedHashMap<>();
        List<String> astray = new ArrayList<>();
        for (String typed : named) {
            applications.find(typed).filter(application -> application.state() == CaseState.IN_REVIEW)
                    .ifPresentOrElse(application -> chosen.put(application.reference(), application), () -> astray.add(typed));
        }
        if (!astray.isEmpty()) {
            throw new TaskRefused(CASES.name(), texts.get("admission.batch.notInReview", String.join(", ", astray)));
        }
        return List.copyOf(chosen.values());
    }

    /** Only what every one of them has: what one hasn't would open nothing there. */
    private List<String> fields(DelegateExecution execution, List<Application> chosen) {
        List<String> ticked = Listed.read(execution.getVariable(FIELDS.name()))
                .orElseThrow(() -> new TaskRefused(FIELDS.name(), texts.get("admission.task.fieldsUnreadable")));
        for (Application application : chosen) {
            List<String> lacking = new ArrayList<>(ticked);
            lacking.removeAll(requested.fields(application.category()));
            if (!lacking.isEmpty()) {
                throw new TaskRefused(FIELDS.name(), texts.get("admission.batch.fields", application.reference(),
                        texts.get("admission.category." + application.category()), String.join(", ", lacking)));
            }
        }
        return requested.all().stream().filter(ticked::contains).toList();
    }
}
