/** What the process {@code membership-application} calls, and what tells it the facts. */
package org.wego.membership.admission.process;
