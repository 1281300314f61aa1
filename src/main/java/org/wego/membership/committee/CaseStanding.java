package org.wego.membership.committee;

import java.time.Instant;

/**
 * Where a case stands with the Committee.
 *
 * @param round     the latest round that had it on its agenda, null while it waits for its first
 * @param closesAt  when that round's ballot closes, null for a meeting
 * @param outcome   how that round ended for it, null while it is open
 * @param decidedAt when
 */
public record CaseStanding(String reference, State state, String round, Instant closesAt, CommitteeOutcome outcome, Instant decidedAt) {

    /** Whether it waits for a round, is in one, or has been through one. */
    public enum State { WAITING, IN_ROUND, DECIDED, WITHDRAWN }
}
