package org.wego.membership.invoicing;

/** Where an invoicing run stands. */
public enum RunState {

    PREPARING, ASSESSING, ASSESSED, ISSUING, CLOSED, CANCELLED;

    /** Whether no other run of the same year may be opened. */
    public boolean open() {
        return this != CLOSED && this != CANCELLED;
    }
}
