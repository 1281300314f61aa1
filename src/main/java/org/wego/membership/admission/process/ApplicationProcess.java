package org.wego.membership.admission.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.ApplicationSubmitted;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseHasNews;
import org.wego.membership.admission.CaseNews;
import org.wego.membership.admission.CaseState;
import org.wego.membership.admission.DecisionHeld;
import org.wego.membership.engine.Processes;
import org.wego.membership.engine.Sweep;
import org.wego.membership.letter.LetterRefused;

/**
 * Tells processes what happened to their cases. A case starts its process in its own transaction; every later fact is
 * told after its commit, and by the sweep again until it was heard.
 */
@Component
class ApplicationProcess implements Sweep {

    private static final Logger log = LoggerFactory.getLogger(ApplicationProcess.class);

    private static final Set<String> BACK_TO_REVIEW = Set.of(CaseNews.APPLICATION_AMENDED, CaseNews.DECISION_TAKEN_BACK);

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

    @EventListener
    void lookAt(DecisionHeld held) {
        processes.startByMessage(AdmissionVariables.DECISION_HELD, held.reference(), Map.of(
                AdmissionVariables.APPLICANT_NAME.name(), held.applicant(),
                AdmissionVariables.DECISION_ID.name(), Math.toIntExact(held.decision()),
                AdmissionVariables.HOLD_UNTIL.name(), held.until().toString()));
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

    // One that can't be told holds none of the others up; the next sweep tries it again
    private void tellAll(List<CaseNews> untold) {
        for (CaseNews news : untold) {
            try {
                tell(news);
            } catch (RuntimeException fault) {
                log.error("The process of {} could not be told {}", news.reference(), news.message(), fault);
            }
        }
    }

    private void tell(CaseNews news) {
        Map<String, Object> variables = new LinkedHashMap<>();
        if (news.letterId() != null) {
            variables.put(AdmissionVariables.LETTER_ID.name(), news.letterId());
        }
        Application application = applications.get(news.reference());
        if (BACK_TO_REVIEW.contains(news.message())) {
            // The applicant may have changed its name, and taking back a change of category brings the former one back
            variables.put(AdmissionVariables.APPLICANT_NAME.name(), application.name());
            variables.put(AdmissionVariables.CATEGORY.name(), application.category().name());
        }
        if (past(news, application) || processes.correlate(news.message(), news.reference(), variables)
                || !processes.isRunning(news.message().equals(CaseNews.DECISION_SUPERSEDED) ? AdmissionVariables.SECOND_LOOK
                        : AdmissionVariables.PROCESS, news.reference())) {
            applications.told(news.id());
        }
    }

    /**
     * A process that went back to the review by itself, at the very end of a decline's hold, waits for no taking back any more. Told
     * later, this one would undo the next decision in the process, and not in the case.
     */
    private static boolean past(CaseNews news, Application application) {
        return news.message().equals(CaseNews.DECISION_TAKEN_BACK) && application.state() != CaseState.IN_REVIEW;
    }
}
