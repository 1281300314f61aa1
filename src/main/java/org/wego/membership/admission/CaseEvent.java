package org.wego.membership.admission;

import java.time.Instant;

/**
 * Something that happened to a case.
 *
 * @param kind   key of its words ({@code admission.event.<kind>})
 * @param who    an account, {@code applicant}, {@code committee} or {@code clock}
 * @param detail a reason, an address, a round; may be null
 */
public record CaseEvent(Instant at, String kind, String who, String detail) {
}
