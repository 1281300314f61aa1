package org.wego.membership.admission.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.admission.ApplicationSubmitted;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseHasNews;
import org.wego.membership.admission.CaseNews;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.LetterRefused;

/**
 * Tells processes what happened to their cases. A case starts its process in its own transaction; every later fact is
 * told after its commit, and by the sweep again until it was heard.
 */
@Component
class ApplicationProcess implements Sweep {

    private final Applications applications;
    private final Processes processes;

    ApplicationProcess(Applications applications, Processes processes) {
        this.applications = applications;
        this.processes = processes;
    }

    @EventListener
    void start(ApplicationSubmitted submitted) {
        processes.startByMessage(AdmissionVariables.START, submitted.reference(), Map.of(
                AdmissionVariables.APPLICANT_NAME.name(), submitted.name(),
                AdmissionVariables.CATEGORY.name(), submitted.category().name()));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void tell(CaseHasNews news) {
        tellAll(applications.untold(news.reference()));
    }

    @EventListener
    void refused(LetterRefused refusal) {
        if (refusal.caseReference() != null) {
            applications.letterRefused(refusal.caseReference(), refusal.letterId(), refusal.address(), refusal.reason());
        }
    }

    @Override
    public void sweep() {
        tellAll(applications.untold());
    }

    private void tellAll(List<CaseNews> untold) {
        for (CaseNews news : untold) {
            Map<String, Object> variables = new LinkedHashMap<>();
            if (news.letterId() != null) {
                variables.put(AdmissionVariables.LETTER_ID.name(), news.letterId());
            }
            if (processes.correlate(news.message(), news.reference(), variables)
                    || !processes.isRunning(AdmissionVariables.PROCESS, news.reference())) {
                applications.told(news.id());
            }
        }
    }
}
