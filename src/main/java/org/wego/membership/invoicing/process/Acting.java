package org.wego.membership.invoicing.process;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Which account is acting on a task. */
@Component
class Acting {

    private final IdentityService identity;

    Acting(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /** The account that is logged in; where nobody is, who holds the task; null if nobody does. */
    String account(DelegateTask task) {
        return somebody() ? identity.getCurrentAuthentication().getUserId() : task.getAssignee();
    }

    /** Whether a person acts, rather than the house itself. */
    boolean somebody() {
        return identity.getCurrentAuthentication() != null && identity.getCurrentAuthentication().getUserId() != null;
    }
}
