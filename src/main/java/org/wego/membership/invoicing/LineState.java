package org.wego.membership.invoicing;

/** What a run says of a member. */
public enum LineState {
    DUE, INVOICED, EXEMPT, PARKED, NOT_DUE
}
