package org.wego.membership.admission;

import org.wego.membership.member.Category;

/** An application came in; published in its transaction, so that the case and its process stand together. */
public record ApplicationSubmitted(String reference, String name, Category category) {
}
