package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.CATEGORY;
import static org.wego.membership.admission.process.AdmissionVariables.NEW_CATEGORY;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;
import org.wego.membership.member.Category;

/** Files the case under another category. */
@Component
class ChangeCategory implements JavaDelegate {

    private final Cases cases;

    ChangeCategory(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String category = NEW_CATEGORY.of(execution);
        RequestChanges.awaits(execution, cases.changeCategory(execution.getProcessBusinessKey(), Category.valueOf(category), REASON.of(execution),
                AdmissionVariables.decidedBy(execution)));
        CATEGORY.set(execution, category);
    }
}
