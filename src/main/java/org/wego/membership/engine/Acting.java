package org.wego.membership.engine;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Which account is acting on a task, or starting a process. */
@Component
public class Acting {

    private final IdentityService identity;

    Acting(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /** The account that is logged in; where nobody is, who holds the task; null if nobody does. */
    public String account(DelegateTask task) {
        return somebody() ? account() : task.getAssignee();
    }

    /** The account that is logged in; null if nobody is. */
    public String account() {
        return somebody() ? identity.getCurrentAuthentication().getUserId() : null;
    }

    /** Whether a person acts, rather than the house itself. */
    public boolean somebody() {
        return identity.getCurrentAuthentication() != null && identity.getCurrentAuthentication().getUserId() != null;
    }
}
