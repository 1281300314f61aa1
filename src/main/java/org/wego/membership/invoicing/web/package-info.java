/** The office's pages of invoicing runs. */
package org.wego.membership.invoicing.web;
