/** Payments, what is open, and arrears. */
@ApplicationModule(allowedDependencies = {"engine", "site", "letter", "letter::pdf", "member", "invoicing"})
package org.wego.membership.payment;

import org.springframework.modulith.ApplicationModule;
