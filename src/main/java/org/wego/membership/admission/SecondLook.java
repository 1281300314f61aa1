package org.wego.membership.admission;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.Referrals;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.member.Members;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/**
 * A second look at a decision: its letter may be stopped while it is held, and the decision taken back while nothing has
 * followed from it that others rely on. What followed is undone with its trace, and the case is reviewed again.
 */
@Service
public class SecondLook {

    private final ApplicationStore store;
    private final Applications applications;
    private final Decisions decisions;
    private final RequestedChanges requested;
    private final AnswerClock answerClock;
    private final AdmissionLetters letters;
    private final LetterDesk letterDesk;
    private final Agenda agenda;
    private final Members members;
    private final Referrals referrals;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Texts texts;

    SecondLook(ApplicationStore store, Applications applications, Decisions decisions, RequestedChanges requested, AnswerClock answerClock,
            AdmissionLetters letters, LetterDesk letterDesk, Agenda agenda, Members members, Referrals referrals, OrganisationCalendar calendar,
            Moments moments, Texts texts) {
        this.store = store;
        this.applications = applications;
        this.decisions = decisions;
        this.requested = requested;
        this.answerClock = answerClock;
        this.letters = letters;
        this.letterDesk = letterDesk;
        this.agenda = agenda;
        this.members = members;
        this.referrals = referrals;
        this.calendar = calendar;
        this.moments = moments;
        this.texts = texts;
    }

    /** Why a decision can't be taken back now, in words; empty when it can. */
    public Optional<String> objection(long decisionId) {
        Decisions.Decision decision = decisions.find(decisionId).orElseThrow();
        return objection(decision, applications.get(decision.reference()));
    }

    private Optional<String> objection(Decisions.Decision decision, Application application) {
        if (decision.takenBackAt() != null) {
            return Optional.of(texts.get("admission.takeBack.already", moments.words(decision.takenBackAt()), decision.takenBackBy()));
        }
        if (decisions.last(decision.reference()).filter(last -> last.id() == decision.id()).isEmpty()) {
            return Optional.of(texts.get("admission.takeBack.another"));
        }
        return switch (decision.decision()) {
            case "accept" -> agenda.roundOf(application.reference()).map(round -> texts.get("admission.takeBack.inRound", round))
                    .or(() -> switch (application.state()) {
                        case WITH_COMMITTEE -> Optional.empty();
                        case IN_REVIEW -> Optional.of(texts.get("admission.takeBack.onItsWay"));
                        default -> movedOn(application);
                    });
            case "decline" -> application.state() == CaseState.DECLINED && decision.finalAt() == null ? Optional.empty() : movedOn(application);
            default -> application.state() == CaseState.CHANGES_ASKED ? Optional.empty() : movedOn(application);
        };
    }

    private Optional<String> movedOn(Application application) {
        return Optional.of(texts.get("admission.takeBack.movedOn", texts.get("admission.state." + application.state())));
    }

    /** Stops the letter of a decision; false when it has left, or is just leaving. In the caller's transaction. */
    @Transactional
    public boolean stopLetter(long decisionId) {
        return letterDesk.stop(decisions.find(decisionId).orElseThrow().letterKey());
    }

    /** Lets the letter of a decision go at once. */
    @Transactional
    public void releaseLetter(long decisionId) {
        letterDesk.release(decisions.find(decisionId).orElseThrow().letterKey());
    }

    /**
     * Takes a decision back. A letter that hasn't left is stopped; one that has is corrected by another.
     *
     * @return false when the case has moved on meanwhile: then the decision stands, and its letter goes, unless the applicant was
     *         quicker than both
     */
    @Transactional
    public boolean takeBack(long decisionId, String why, String account) {
        String reference = decisions.find(decisionId).orElseThrow().reference();
        Application application = store.findForUpdate(reference).orElseThrow();
        Decisions.Decision decision = decisions.find(decisionId).orElseThrow();
        if (decision.takenBackAt() != null) {
            return true;
        }
        agenda.hold(reference);
        Optional<String> objection = objection(decision, application);
        if (objection.isPresent()) {
            if (stands(decision, application.state())) {
                letterDesk.resume(decision.letterKey());
            }
            store.event(reference, "takeBackTooLate", account, objection.get());
            return false;
        }
        boolean unsent = letterDesk.stop(decision.letterKey());
        undo(application, decision, account);
        decisions.takeBack(decisionId, account, why);
        store.askChanges(reference, null, null);
        store.state(reference, CaseState.IN_REVIEW);
        answerClock.run(reference);
        store.event(reference, "takenBack." + decision.decision(), account, why);
        if (!unsent) {
            letters.decisionCorrected(applications.get(reference), texts.get("admission.decided." + decision.decision()), decision.at(), why, decisionId);
        }
        applications.tell(reference, CaseNews.DECISION_TAKEN_BACK);
        applications.tell(reference, CaseNews.DECISION_SUPERSEDED);
        return true;
    }

    /** Whether a letter that was stopped still says what is: the applicant hasn't withdrawn, and hasn't sent what was asked for. */
    private static boolean stands(Decisions.Decision decision, CaseState state) {
        return decision.decision().equals("accept") ? state != CaseState.WITHDRAWN : decision.broughtTo(state);
    }

    private void undo(Application application, Decisions.Decision decision, String account) {
        String reference = application.reference();
        switch (decision.decision()) {
            case "accept" -> {
                agenda.withdraw(reference);
                referrals.unconfirm(reference);
                if (application.memberNumber() != null) {
                    members.annul(application.memberNumber(), calendar.today(), texts.get("admission.end.takenBack"), account);
                    store.event(reference, "associateAnnulled", account, application.memberNumber());
                    store.member(reference, null);
                    store.associate(reference, null);
                }
            }
            case "changeCategory" -> {
                requested.end(reference, RequestedChanges.Ended.TAKEN_BACK);
                Map<Part, DocumentId> files = new EnumMap<>(Part.class);
                for (Part part : Part.values()) {
                    application.file(part).ifPresent(id -> files.put(part, id));
                }
                store.amend(application, application.form().withCategory(decision.formerCategory()), files, account);
                applications.recognise(reference);
            }
            case "requestChanges" -> requested.end(reference, RequestedChanges.Ended.TAKEN_BACK);
            default -> { }
        }
    }

    /**
     * Makes a decline final: from now on it can't be taken back.
     *
     * @return false when it has been taken back
     */
    @Transactional
    public boolean keepDecline(String reference) {
        Application application = store.findForUpdate(reference).orElseThrow();
        if (application.state() != CaseState.DECLINED) {
            return false;
        }
        decisions.makeFinal(reference);
        return true;
    }

    /** The letter of a decision, as its addressee will read it but for the personal link. */
    public Optional<Look> look(long decisionId) {
        Decisions.Decision decision = decisions.find(decisionId).orElseThrow();
        return letterDesk.byKey(decision.letterKey()).map(letter -> new Look(decision, letter, letterDesk.words(letter.id())));
    }

    /** A decision and its letter. */
    public record Look(Decisions.Decision decision, LetterDesk.Line letter, LetterDesk.Words words) {

        public Instant leaves() {
            return letter.notBefore();
        }
    }
}
