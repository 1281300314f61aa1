package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.Cases;

/** Shows the reviewer the whole application. */
@Component
class PresentReviewApplication implements TaskListener {

    private final Applications applications;
    private final Cases cases;
    private final CaseFacts facts;
    private final CaseForm form;

    PresentReviewApplication(Applications applications, Cases cases, CaseFacts facts, CaseForm form) {
        this.applications = applications;
        this.cases = cases;
        this.facts = facts;
        this.form = form;
    }

    @Override
    public void notify(DelegateTask task) {
        Application application = applications.get(task.getExecution().getProcessBusinessKey());
        form.show(task, application, facts.forReview(application));
        form.put(task, "formLink", form.page("/office/cases/" + application.reference() + "/documents/signedForm"));
        form.put(task, "referralClaimed", cases.claimsReferral(application.reference()));
    }
}
