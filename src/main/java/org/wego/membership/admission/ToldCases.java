package org.wego.membership.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

/**
 * Cases as their applicants may know them. A decision isn't told before its letter leaves: until then the Secretariat is still
 * reading, so that a letter that is stopped was never said. One that was stopped isn't told at all.
 */
@Component
public class ToldCases {

    /** What brings a case before the Secretariat. */
    private static final Set<String> TO_REVIEW = Set.of("confirmed", "amended");
    private static final String TAKEN_BACK = "takenBack.";
    /** What a decision of a review writes into the history. */
    private static final Set<String> OF_DECISION = Set.of("accepted", "referralConfirmed", "associate", "queued", "roundAsked", "changesAsked",
            "categoryChanged", "declined", "associateAnnulled");
    /** What the Secretariat notes for itself. */
    private static final Set<String> WITHIN = Set.of("passedOver", "takeBackTooLate");

    private final ApplicationStore store;
    private final Decisions decisions;

    ToldCases(ApplicationStore store, Decisions decisions) {
        this.store = store;
        this.decisions = decisions;
    }

    /** The case as it was before a decision that isn't told yet; otherwise as it is. */
    public Application of(Application application) {
        return decisions.untold(application).map(decision -> application.inReview(lastToReview(application), decision.formerCategory()))
                .orElse(application);
    }

    /** What happened to it, without what isn't told. */
    public List<CaseEvent> events(Application application) {
        List<CaseEvent> all = store.events(application.reference());
        List<Decisions.Decision> takenBack = decisions.of(application.reference()).stream().filter(decision -> decision.takenBackAt() != null)
                .sorted(Comparator.comparing(Decisions.Decision::takenBackAt)).toList();
        List<CaseEvent> told = new ArrayList<>();
        List<CaseEvent> sinceReview = new ArrayList<>();
        int back = 0;
        for (CaseEvent event : all) {
            if (TO_REVIEW.contains(event.kind())) {
                told.addAll(sinceReview);
                sinceReview.clear();
                told.add(event);
            } else if (event.kind().startsWith(TAKEN_BACK)) {
                boolean said = back >= takenBack.size() || !decisions.stopped(takenBack.get(back));
                back++;
                sinceReview.add(event);
                sinceReview.stream().filter(one -> said || !ofDecision(one)).forEach(told::add);
                sinceReview.clear();
            } else if (!WITHIN.contains(event.kind())) {
                sinceReview.add(event);
            }
        }
        boolean said = decisions.untold(application).isEmpty();
        sinceReview.stream().filter(one -> said || !ofDecision(one)).forEach(told::add);
        return told;
    }

    private static boolean ofDecision(CaseEvent event) {
        return OF_DECISION.contains(event.kind()) || event.kind().startsWith(TAKEN_BACK);
    }

    private Instant lastToReview(Application application) {
        return events(application).stream().filter(event -> TO_REVIEW.contains(event.kind()) || event.kind().startsWith(TAKEN_BACK))
                .map(CaseEvent::at).reduce((first, second) -> second).orElse(application.submittedAt());
    }
}
