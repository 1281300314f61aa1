package org.wego.membership.admission.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Lays out what the eligibility table is asked with; local to its step. */
@Component
class LoadEligibilityFacts implements ExecutionListener {

    private final Cases cases;

    LoadEligibilityFacts(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Cases.Eligibility facts = cases.eligibility(execution.getProcessBusinessKey());
        execution.setVariableLocal("category", facts.category());
        execution.setVariableLocal("kind", facts.kind());
        execution.setVariableLocal("digital", facts.digital());
        execution.setVariableLocal("alreadyMember", facts.alreadyMember());
        execution.setVariableLocal("signedForm", facts.signedForm());
        execution.setVariableLocal("capacity", facts.capacity());
        execution.setVariableLocal("authorityLetter", facts.authorityLetter());
    }
}
