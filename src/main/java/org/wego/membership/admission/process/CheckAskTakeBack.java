package org.wego.membership.admission.process;

import static org.wego.membership.admission.process.AdmissionVariables.APPLICANT_NAME;
import static org.wego.membership.admission.process.AdmissionVariables.DECIDED_BY;
import static org.wego.membership.admission.process.AdmissionVariables.DECISION_ID;
import static org.wego.membership.admission.process.AdmissionVariables.REASON;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseNews;
import org.wego.membership.admission.Decisions;
import org.wego.membership.admission.SecondLook;
import org.wego.membership.engine.Acting;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.TaskRefused;
import org.wego.membership.engine.TaskValues;
import org.wego.membership.site.Texts;

/** Refuses to take an acceptance back that can't be, before anything begins; files the request under the case. */
@Component
class CheckAskTakeBack implements ExecutionListener {

    private static final String REFERENCE = "reference";

    private final Applications applications;
    private final Decisions decisions;
    private final SecondLook look;
    private final Processes processes;
    private final Acting acting;
    private final Texts texts;

    CheckAskTakeBack(Applications applications, Decisions decisions, SecondLook look, Processes processes, Acting acting, Texts texts) {
        this.applications = applications;
        this.decisions = decisions;
        this.look = look;
        this.processes = processes;
        this.acting = acting;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        TaskValues values = TaskValues.of(execution);
        String typed = values.requiredText(REFERENCE, texts.get("admission.takeBack.reference"));
        Application application = applications.find(typed).orElseThrow(() -> new TaskRefused(REFERENCE, texts.get("admission.takeBack.unknown", typed)));
        String reason = values.requiredText(REASON.name(), texts.get("admission.takeBack.reason"));
        if (reason.length() > 2000) {
            throw new TaskRefused(REASON.name(), texts.get("admission.task.reasonTooLong"));
        }
        Decisions.Decision accepted = decisions.last(application.reference()).filter(decision -> decision.decision().equals("accept"))
                .orElseThrow(() -> new TaskRefused(REFERENCE, texts.get("admission.takeBack.notAccepted", application.reference())));
        look.objection(accepted.id()).ifPresent(words -> {
            throw new TaskRefused(REFERENCE, words);
        });
        if (!processes.isWaitingFor(CaseNews.DECISION_TAKEN_BACK, application.reference())) {
            throw new TaskRefused(REFERENCE, texts.get("admission.takeBack.onItsWay"));
        }
        execution.setProcessBusinessKey(application.reference());
        APPLICANT_NAME.set(execution, application.name());
        DECISION_ID.set(execution, Math.toIntExact(accepted.id()));
        REASON.set(execution, reason);
        DECIDED_BY.set(execution, acting.account());
    }
}
