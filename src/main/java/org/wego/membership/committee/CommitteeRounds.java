package org.wego.membership.committee;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks for rounds on behalf of a case. */
@Service
public class CommitteeRounds {

    private final CommitteeCases cases;
    private final ApplicationEventPublisher events;

    CommitteeRounds(CommitteeCases cases, ApplicationEventPublisher events) {
        this.cases = cases;
        this.events = events;
    }

    /**
     * Opens a round of one, by ballot, for a case that waits; in the caller's transaction. Harmless when a round holds the
     * case already.
     */
    @Transactional
    public void openFor(String reference) {
        var standing = cases.standing(reference)
                .orElseThrow(() -> new IllegalArgumentException("Never submitted to the Committee: " + reference));
        if (standing.state() == CaseStanding.State.WAITING) {
            events.publishEvent(new RoundWanted(reference));
        }
    }
}
