/** Members, their standing and contacts, countries, and the directory. */
@ApplicationModule(allowedDependencies = {"engine", "site", "letter", "letter::pdf"})
package org.wego.membership.member;

import org.springframework.modulith.ApplicationModule;
