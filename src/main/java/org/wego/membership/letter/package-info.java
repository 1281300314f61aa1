/** Everything that leaves the house: outbox, personal links, documents, PDF, mail; knows no feature. */
@ApplicationModule(allowedDependencies = {"engine", "site"})
package org.wego.membership.letter;

import org.springframework.modulith.ApplicationModule;
