package org.wego.membership.engine;

/** Days were taken into the table of holidays or out of it, in this transaction: what is counted in working days counts anew. */
public record HolidaysChanged() {
}
