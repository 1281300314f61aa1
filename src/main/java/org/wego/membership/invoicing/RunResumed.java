package org.wego.membership.invoicing;

/** A run that stood still may go on. */
public record RunResumed(int feeYear) {
}
