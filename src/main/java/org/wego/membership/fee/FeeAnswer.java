package org.wego.membership.fee;

/** The fee with everything it was computed from, or the reason why it can't be told. Never zero for want of a figure, and never a guess. */
public sealed interface FeeAnswer permits FeeAssessment, FeeUnknown {
}
