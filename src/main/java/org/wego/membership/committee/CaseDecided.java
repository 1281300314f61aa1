package org.wego.membership.committee;

/**
 * A round has ended for a case. Published in the transaction that publishes the resolution, and again by a sweep until
 * the case's process has heard of it.
 *
 * @param words the outcome in a sentence, with the figures
 */
public record CaseDecided(String reference, CommitteeOutcome outcome, String round, String words) {
}
