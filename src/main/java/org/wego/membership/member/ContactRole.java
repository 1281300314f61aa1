package org.wego.membership.member;

/** Whom to write to about what. */
public enum ContactRole {
    /** Daily work and every letter that isn't about money. */
    WORKING,
    /** Invoices, reminders and receipts. */
    BILLING
}
