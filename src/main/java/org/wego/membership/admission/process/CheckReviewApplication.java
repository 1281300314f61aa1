package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.COMMITTEE;
import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.FIELDS;
import static org.wego.membership.admission.process.AdmissionVariables.INTERNAL_NOTE;
import static org.wego.membership.admission.process.AdmissionVariables.NEW_CATEGORY;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;
import static org.wego.membership.admission.process.AdmissionVariables.REFERRAL_CONFIRMED;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseNotes;
import org.wego.membership.admission.Cases;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.Listed;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Takes the reviewer's decision only if it is whole, and keeps the internal note. */
@Component
class CheckReviewApplication implements TaskListener {

    private final Applications applications;
    private final Cases cases;
    private final RequestedChanges requested;
    private final ReviewReason reasons;
    private final CaseNotes notes;
    private final Acting acting;
    private final Texts texts;

    CheckReviewApplication(Applications applications, Cases cases, RequestedChanges requested, ReviewReason reasons, CaseNotes notes, Acting acting,
            Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.requested = requested;
        this.reasons = reasons;
        this.notes = notes;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        Application application = applications.get(task.getExecution().getProcessBusinessKey());
        String decision = values.oneOf(DECISION.name(), "accept", "requestChanges", "changeCategory", "decline");
        String reason = reasons.read(values, decision);
        String committee = values.oneOfOr(COMMITTEE.name(), "nextRound", "now", "nextRound");
        boolean referral = values.flag(REFERRAL_CONFIRMED.name());
        String category = decision.equals("changeCategory") ? category(values, application) : null;
        List<String> fields = decision.equals("requestChanges") ? fields(task, application) : List.of();
        if (referral && decision.equals("accept") && !cases.claimsReferral(application.reference())) {
            throw new TaskRefused(REFERRAL_CONFIRMED.name(), texts.get("admission.task.noReferral"));
        }
        String note = values.text(INTERNAL_NOTE.name());
        if (note != null && note.length() > ReviewReason.LONGEST) {
            throw new TaskRefused(INTERNAL_NOTE.name(), texts.get("admission.task.noteTooLong"));
        }
        if (!application.state().open()) {
            throw new TaskRefused(DECISION.name(), texts.get("admission.task.withdrawn"));
        }
        String account = acting.account(task);
        if (note != null) {
            notes.add(application.reference(), note, account == null ? "secretariat" : account);
        }
        task.setVariable(DECISION.name(), decision);
        task.setVariable(REASON.name(), reason);
        task.setVariable(COMMITTEE.name(), committee);
        task.setVariable(REFERRAL_CONFIRMED.name(), referral);
        task.setVariable(NEW_CATEGORY.name(), category);
        task.setVariable(FIELDS.name(), fields.isEmpty() ? null : String.join(",", fields));
        task.setVariable(DECIDED_BY.name(), account);
        task.setVariable(INTERNAL_NOTE.name(), null);
    }

    private String category(TaskValues values, Application application) {
        String category = values.oneOf(NEW_CATEGORY.name(), "FULL", "FRIENDSHIP", "CORPORATE");
        if (category.equals(application.category().name())) {
            throw new TaskRefused(NEW_CATEGORY.name(), texts.get("admission.task.sameCategory"));
        }
        return category;
    }

    private List<String> fields(DelegateTask task, Application application) {
        List<String> known = requested.fields(application.category());
        List<String> ticked = Listed.read(task.getVariable(FIELDS.name()))
                .orElseThrow(() -> new TaskRefused(FIELDS.name(), texts.get("admission.task.fieldsUnreadable")));
        List<String> unknown = ticked.stream().filter(field -> !known.contains(field)).toList();
        if (!unknown.isEmpty()) {
            throw new TaskRefused(FIELDS.name(), texts.get("admission.task.fieldsUnknown", String.join(", ", unknown), String.join(", ", known)));
        }
        return known.stream().filter(ticked::contains).toList();
    }
}
