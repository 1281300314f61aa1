/** The pages all share: home, log-in, the office's start page, and what is shown when something is wrong. */
package org.wego.membership.site.web;
