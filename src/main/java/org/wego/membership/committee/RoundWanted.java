package org.wego.membership.committee;

/** A round of its own is wanted for a waiting case. Heard in the same transaction. */
public record RoundWanted(String reference) {
}
