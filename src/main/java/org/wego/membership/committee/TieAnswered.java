package org.wego.membership.committee;

/** The President City has answered every tied case of a round; its answers are committed. */
public record TieAnswered(String round) {
}
