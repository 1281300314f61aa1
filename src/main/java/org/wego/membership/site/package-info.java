/** What all pages share: log-in, layout, faults, texts, the check of uploads; knows no feature. */
@ApplicationModule(allowedDependencies = {"engine"})
package org.wego.membership.site;

import org.springframework.modulith.ApplicationModule;
