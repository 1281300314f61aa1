/** What the model {@code member-invoice} calls of payments. */
package org.wego.membership.payment.process;
