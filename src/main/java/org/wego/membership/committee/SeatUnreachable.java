package org.wego.membership.committee;

/** A seat that votes in a round has no address to write to: somebody must find one. */
public record SeatUnreachable(String round, int seat, String city) {
}
