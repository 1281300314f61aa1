package org.wego.membership.committee.process;

import java.util.Optional;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Whose account acts. */
final class Who {

    private Who() {
    }

    /** The account; the Secretariat's name where the program acts for it. */
    static String acts(IdentityService identity) {
        return Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId).orElse("Secretariat");
    }
}
