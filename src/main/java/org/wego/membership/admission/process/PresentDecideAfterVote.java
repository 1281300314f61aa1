package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.OUTCOME;
import static org.wego.membership.admission.process.AdmissionVariables.ROUND;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Cases;

/** Notes that the Committee didn't approve, and shows the Secretariat why. */
@Component
class PresentDecideAfterVote implements TaskListener {

    private final Cases cases;
    private final CaseDesk desk;

    PresentDecideAfterVote(Cases cases, CaseDesk desk) {
        this.cases = cases;
        this.desk = desk;
    }

    @Override
    public void notify(DelegateTask task) {
        String reference = task.getExecution().getProcessBusinessKey();
        cases.voteReturned(reference, OUTCOME.of(task), ROUND.of(task));
        desk.afterVote(reference).forEach(task.getExecution()::setVariableLocal);
    }
}
