/** What is held on a person, wherever it stands; knows no feature. */
@ApplicationModule(allowedDependencies = {"engine", "site"})
package org.wego.membership.privacy;

import org.springframework.modulith.ApplicationModule;
