/** The Executive Committee: seats, rounds, roll, votes, tally, resolution. */
@ApplicationModule(allowedDependencies = {"engine", "site", "letter", "letter::pdf", "member"})
package org.wego.membership.committee;

import org.springframework.modulith.ApplicationModule;
