/** The Committee's pages: the agenda for its members, seats and rounds for the office. */
package org.wego.membership.committee.web;
