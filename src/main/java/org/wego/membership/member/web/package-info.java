/** Pages and addresses of the register of members. */
package org.wego.membership.member.web;
