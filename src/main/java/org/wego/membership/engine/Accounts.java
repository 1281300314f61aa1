package org.wego.membership.engine;

import java.util.List;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Staff accounts, kept in Camunda's identity service; an account's groups are its roles. */
@Component
public class Accounts {

    private final IdentityService identity;

    Accounts(IdentityService identity) {
        this.identity = identity;
    }

    /**
     * Makes an account if there is none of that name; an existing one keeps its password and groups.
     *
     * @return whether it was made
     */
    public boolean make(String name, String firstName, String lastName, String password, StaffGroup... groups) {
        if (identity.createUserQuery().userId(name).count() > 0) {
            return false;
        }
        User user = identity.newUser(name);
        user.setFirstName(firstName);
        user.setLastName(lastName);
        user.setPassword(password);
        identity.saveUser(user);
        for (StaffGroup group : groups) {
            identity.createMembership(name, group.id());
        }
        return true;
    }

    /** The groups an account belongs to, by id. */
    public List<String> groupsOf(String account) {
        return identity.createGroupQuery().groupMember(account).list().stream().map(org.camunda.bpm.engine.identity.Group::getId).toList();
    }

    /** Whether any account is an administrator's. */
    public boolean hasAdministrator() {
        return identity.createUserQuery().memberOfGroup(StaffGroup.CAMUNDA_ADMIN.id()).count() > 0;
    }
}
