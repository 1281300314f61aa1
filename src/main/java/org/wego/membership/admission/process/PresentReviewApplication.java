package org.wego.membership.admission.process;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.Cases;
import org.wego.membership.admission.SignedForms;
import org.wego.membership.site.Fact;

/** Shows the reviewer the whole application. */
@Component
class PresentReviewApplication implements TaskListener {

    private final Applications applications;
    private final Cases cases;
    private final CaseFacts facts;
    private final SignedForms signed;
    private final CaseForm form;

    PresentReviewApplication(Applications applications, Cases cases, CaseFacts facts, SignedForms signed, CaseForm form) {
        this.applications = applications;
        this.cases = cases;
        this.facts = facts;
        this.signed = signed;
        this.form = form;
    }

    @Override
    public void notify(DelegateTask task) {
        Application application = applications.get(task.getExecution().getProcessBusinessKey());
        List<Fact> known = new ArrayList<>(facts.forReview(application));
        known.addAll(signed.facts(application.reference()));
        form.show(task, application, known);
        form.put(task, "formLink", form.page("/office/cases/" + application.reference() + "/documents/signedForm"));
        form.put(task, "referralClaimed", cases.claimsReferral(application.reference()));
    }
}
