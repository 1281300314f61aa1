package org.wego.membership.engine.security;

import java.util.List;

import org.camunda.bpm.engine.AuthenticationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.stereotype.Component;

/** Staff accounts are users of the engine's identity service; a group {@code x} becomes the authority {@code ROLE_x}. */
@Component("engineAccounts")
class EngineAccounts implements AuthenticationProvider {

    private final ObjectProvider<IdentityService> identities;

    /** Asked late: the security chains are built before the engine. */
    EngineAccounts(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String account = asked.getName();
        String password = String.valueOf(asked.getCredentials());
        IdentityService identity = identities.getObject();
        if (!known(identity, account, password)) {
            throw new BadCredentialsException("Account or password is wrong");
        }
        List<SimpleGrantedAuthority> roles = groups(identity, account).stream()
            .map(group -> new SimpleGrantedAuthority("ROLE_" + group)).toList();
        User principal = new User(account, "", roles);
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, roles);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }

    static List<String> groups(IdentityService identity, String account) {
        return identity.createGroupQuery().groupMember(account).list().stream().map(Group::getId).toList();
    }

    /** The engine holds an account for moments after a wrong password and then throws: to who asks that is the same. */
    private static boolean known(IdentityService identity, String account, String password) {
        try {
            return identity.checkPassword(account, password);
        } catch (AuthenticationException e) {
            return false;
        }
    }
}
