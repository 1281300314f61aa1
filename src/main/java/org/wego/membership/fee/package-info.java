/** GDP editions, fee charts, the assessment of a fee, referrals and exemptions. */
@ApplicationModule(allowedDependencies = {"engine", "site", "letter", "letter::pdf", "member"})
package org.wego.membership.fee;

import org.springframework.modulith.ApplicationModule;
