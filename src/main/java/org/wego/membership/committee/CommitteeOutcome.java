package org.wego.membership.committee;

/** How a round ends for one case. */
public enum CommitteeOutcome {
    /** Admitted. */
    APPROVED,
    /** Not admitted. */
    REJECTED,
    /** Too few seats answered; nothing is decided. */
    NO_QUORUM,
    /** As many for as against, and the President City did not break the tie; nothing is decided. */
    TIE,
    /** The meeting put it off. */
    POSTPONED,
    /** So many seats wanted to discuss it that it goes to a meeting: it waits again, and its application hears nothing yet. */
    MEETING
}
