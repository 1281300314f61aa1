package org.wego.membership.admission;

import java.time.Instant;

/** A decision has taken effect and its letter is held until that instant; published in the decision's transaction. */
public record DecisionHeld(long decision, String reference, String applicant, Instant until) {
}
