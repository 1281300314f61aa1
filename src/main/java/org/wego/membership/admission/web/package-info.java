/** Pages and interface of applications. */
package org.wego.membership.admission.web;
