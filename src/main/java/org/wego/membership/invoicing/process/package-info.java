/** What the models {@code annual-invoicing}, {@code member-invoice} and {@code credit-note} call. */
package org.wego.membership.invoicing.process;
