package org.wego.membership.admission;

/** Something was noted beside a case, such as who signed; whoever shows it elsewhere shows it anew. What the case says is as it was. */
public record CaseNoted(String reference) {
}
