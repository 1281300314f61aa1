/** What the models {@code annual-invoicing} and {@code member-invoice} call. */
package org.wego.membership.invoicing.process;
