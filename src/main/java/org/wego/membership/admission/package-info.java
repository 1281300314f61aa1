/** From application to admission. */
@ApplicationModule(allowedDependencies = {"engine", "site", "letter", "letter::pdf", "member", "fee", "committee"})
package org.wego.membership.admission;

import org.springframework.modulith.ApplicationModule;
