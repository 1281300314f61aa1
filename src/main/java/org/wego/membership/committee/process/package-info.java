/** What executive-committee-vote.bpmn calls and hears. */
package org.wego.membership.committee.process;
