package org.wego.membership.admission;

/** What a case's file says has changed: by a correction, a signature that was noted, a note. Whoever shows it elsewhere shows it anew. */
public record CaseChanged(String reference) {
}
