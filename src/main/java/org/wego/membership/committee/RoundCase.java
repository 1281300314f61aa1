package org.wego.membership.committee;

import java.time.Instant;

/**
 * A case on a round's agenda, with what came of it.
 *
 * @param tally     the figures, null until they are counted and for a meeting
 * @param outcome   null until it is known
 * @param decidedAt when the resolution told it, null before
 */
public record RoundCase(String round, int position, AgendaCase item, Instant withdrawnAt, Tally tally, CommitteeOutcome outcome,
        Instant decidedAt) {

    /**
     * The figures of one case.
     *
     * @param entitled seats that vote on it
     * @param present  seats that answered
     * @param counted  what the rule made of it, before a tie was broken
     * @param rule     the id of the rule that fired
     */
    public record Tally(int entitled, int present, int approve, int reject, int abstain, CommitteeOutcome counted, String rule, String reason) {

        /** Seats that wanted the case in a meeting. */
        public int discuss() {
            return present - approve - reject - abstain;
        }

        public boolean tied() {
            return counted == CommitteeOutcome.TIE;
        }
    }

    public String reference() {
        return item.reference();
    }

    public boolean withdrawn() {
        return withdrawnAt != null;
    }
}
