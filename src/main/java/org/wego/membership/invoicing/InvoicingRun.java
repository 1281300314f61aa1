package org.wego.membership.invoicing;

import java.time.Instant;

/**
 * One invoicing run of a fee year.
 *
 * @param ordinal       1 for the yearly run, more for a supplementary one
 * @param gdpEdition    the edition the fees were computed from, null until prepared
 * @param editionReason why another edition than the latest serves, null where the latest does
 * @param preparedBy    the account that prepared it: it can't approve it
 * @param approvalNote  the approver's reason, may be null
 */
public record InvoicingRun(long id, int feeYear, int ordinal, RunState state, Instant openedAt, String gdpEdition, String editionReason,
        String preparedBy, Instant preparedAt, String approvedBy, Instant approvedAt, String approvalNote, Instant closedAt) {
}
