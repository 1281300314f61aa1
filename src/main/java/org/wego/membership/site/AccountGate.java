package org.wego.membership.site;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** The accounts are the engine's; here they are asked no more than five times in vain from one address. */
@Configuration(proxyBeanMethods = false)
class AccountGate {

    @Bean
    AuthenticationManager accountManager(AuthenticationProvider engineAccounts, Tries tries) {
        return authentication -> authenticate(engineAccounts, tries, authentication);
    }

    private static Authentication authenticate(AuthenticationProvider accounts, Tries tries, Authentication asked)
            throws AuthenticationException {
        // by account and address: who guesses at an account locks himself out, not its owner
        String from = asked.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        String key = "login|" + asked.getName().toLowerCase(java.util.Locale.ROOT) + "|" + from;
        try {
            tries.look(key);
        } catch (TooManyTries e) {
            throw new LockedException("Too many wrong passwords", e);
        }
        try {
            Authentication known = accounts.authenticate(asked);
            tries.succeeded(key);
            return known;
        } catch (BadCredentialsException e) {
            tries.failed(key);
            throw e;
        }
    }
}
