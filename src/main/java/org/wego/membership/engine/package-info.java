/** Camunda: configuration, identity, deployment, the clock, decision tables; knows no feature. */
@ApplicationModule(allowedDependencies = {})
package org.wego.membership.engine;

import org.springframework.modulith.ApplicationModule;
