package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.COMMITTEE;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION;
import static org.wego.membership.admission.process.AdmissionVariables.NEW_CATEGORY;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;
import static org.wego.membership.admission.process.AdmissionVariables.REFERRAL_CONFIRMED;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.Cases;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Takes the reviewer's decision only if it is whole. */
@Component
class CheckReviewApplication implements TaskListener {

    private final Applications applications;
    private final Cases cases;
    private final Texts texts;

    CheckReviewApplication(Applications applications, Cases cases, Texts texts) {
        this.applications = applications;
        this.cases = cases;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskValues values = TaskValues.of(task);
        Application application = applications.get(task.getExecution().getProcessBusinessKey());
        String decision = values.oneOf(DECISION.name(), "accept", "requestChanges", "changeCategory", "decline");
        String reason = decision.equals("accept") ? values.text(REASON.name())
                : values.requiredText(REASON.name(), texts.get("admission.task.reason"));
        String committee = values.oneOfOr(COMMITTEE.name(), "nextRound", "now", "nextRound");
        boolean referral = values.flag(REFERRAL_CONFIRMED.name());
        String category = null;
        if (decision.equals("changeCategory")) {
            category = values.oneOf(NEW_CATEGORY.name(), "FULL", "FRIENDSHIP", "CORPORATE");
            if (category.equals(application.category().name())) {
                throw new TaskRefused(NEW_CATEGORY.name(), texts.get("admission.task.sameCategory"));
            }
        }
        if (referral && decision.equals("accept") && !cases.claimsReferral(application.reference())) {
            throw new TaskRefused(REFERRAL_CONFIRMED.name(), texts.get("admission.task.noReferral"));
        }
        if (reason != null && reason.length() > 2000) {
            throw new TaskRefused(REASON.name(), texts.get("admission.task.reasonTooLong"));
        }
        if (!application.state().open()) {
            throw new TaskRefused(DECISION.name(), texts.get("admission.task.withdrawn"));
        }
        task.setVariable(DECISION.name(), decision);
        task.setVariable(REASON.name(), reason);
        task.setVariable(COMMITTEE.name(), committee);
        task.setVariable(REFERRAL_CONFIRMED.name(), referral);
        task.setVariable(NEW_CATEGORY.name(), category);
    }
}
