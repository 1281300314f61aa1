package org.wego.membership.invoicing;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One invoicing run of a fee year.
 *
 * @param ordinal       1 for the yearly run, more for a supplementary one
 * @param gdpEdition    the edition the fees were computed from, null until prepared
 * @param editionReason why another edition than the latest serves, null where the latest does
 * @param preparedBy    the account that prepared it: it can't approve it
 * @param approvalNote  the approver's reason, may be null
 * @param totalBound    the safety bound of the sum that it was measured by, in percent of the year before; null until assessed
 * @param feeBound      that of one fee
 * @param approvedInvoices how many invoices were approved; null before the approval
 * @param approvedSum   what they come to, in USD
 */
public record InvoicingRun(long id, int feeYear, int ordinal, RunState state, Instant openedAt, String gdpEdition, String editionReason,
        String preparedBy, Instant preparedAt, String approvedBy, Instant approvedAt, String approvalNote, Instant closedAt,
        Integer totalBound, Integer feeBound, Integer approvedInvoices, BigDecimal approvedSum) {
}
