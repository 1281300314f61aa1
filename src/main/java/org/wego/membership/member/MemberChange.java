package org.wego.membership.member;

import java.time.Instant;

/**
 * One line of the list of changes: who changed what, and when.
 *
 * @param field     name of what changed ({@code population}, {@code standing}, {@code BILLING.email}); its words are in the bundle
 * @param oldValue  null where there was none
 * @param newValue  null where it was taken away
 */
public record MemberChange(Instant at, String by, String field, String oldValue, String newValue) {
}
