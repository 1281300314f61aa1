package org.wego.membership.admission;

/** There is news of that case that its process must hear of, once it is committed. */
public record CaseHasNews(String reference) {
}
