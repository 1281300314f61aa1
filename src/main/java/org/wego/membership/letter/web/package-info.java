/** The office's view of letters. */
package org.wego.membership.letter.web;
