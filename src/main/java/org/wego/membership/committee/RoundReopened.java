package org.wego.membership.committee;

/** A round goes on with a new freeze; published in the transaction that does it. */
public record RoundReopened(String round) {
}
