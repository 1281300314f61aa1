package org.wego.membership.invoicing;

/** What has become of a parked member's case. */
public enum ParkedState {
    /** The Treasurer decides. */
    WITH_TREASURER,
    /** The member was asked. */
    ASKED,
    /** A documented figure stands in for the missing one; the next run bills by it. */
    SUBSTITUTED,
    /** The run leaves the member out. */
    LEFT_OUT,
    /** A run has billed or exempted the member, or none asks a fee of it any longer. */
    SETTLED
}
