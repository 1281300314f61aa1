package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.AMEND_REMIND_AGAIN_AT;
import static org.wego.membership.admission.process.AdmissionVariables.AMEND_REMIND_AT;
import static org.wego.membership.admission.process.AdmissionVariables.AMEND_UNTIL;
import static org.wego.membership.admission.process.AdmissionVariables.FIELDS;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Tells the applicant what to change. */
@Component
class RequestChanges implements JavaDelegate {

    private final Cases cases;

    RequestChanges(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        List<String> fields = FIELDS.optional(execution).map(listed -> List.of(listed.split(","))).orElse(List.of());
        awaits(execution, cases.requestChanges(execution.getProcessBusinessKey(), fields, REASON.of(execution), AdmissionVariables.decidedBy(execution)));
    }

    /** Sets the timers of the wait for the applicant. */
    static void awaits(DelegateExecution execution, Cases.Awaited awaited) {
        AMEND_REMIND_AT.set(execution, awaited.remindAt());
        AMEND_REMIND_AGAIN_AT.set(execution, awaited.remindAgainAt());
        AMEND_UNTIL.set(execution, awaited.until());
    }
}
