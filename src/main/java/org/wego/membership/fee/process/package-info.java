/** The steps of {@code fee-chart}. */
package org.wego.membership.fee.process;
