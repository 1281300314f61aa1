/** The annual run and its invoices. */
@ApplicationModule(allowedDependencies = {"engine", "site", "letter", "letter::pdf", "member", "fee"})
package org.wego.membership.invoicing;

import org.springframework.modulith.ApplicationModule;
