/** The page that shows what is held on a person. */
package org.wego.membership.privacy.web;
