/** The office's pages of invoices and payments. */
package org.wego.membership.payment.web;
