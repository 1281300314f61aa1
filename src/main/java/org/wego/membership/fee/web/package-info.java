/** Pages and addresses of fees, charts and figures. */
package org.wego.membership.fee.web;
