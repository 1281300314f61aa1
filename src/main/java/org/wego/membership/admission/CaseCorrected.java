package org.wego.membership.admission;

/** A clerk corrected what a case says; whoever shows it elsewhere shows it anew. */
public record CaseCorrected(String reference) {
}
