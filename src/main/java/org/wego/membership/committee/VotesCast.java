package org.wego.membership.committee;

/** A seat has answered; its votes are committed. */
public record VotesCast(String round, int seat) {
}
