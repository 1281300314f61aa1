package org.wego.membership.engine.security;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine who asks over REST, so that its authorisations hold, and makes it forget afterwards.
 * Refuses again what the security chain should have refused: without an account nothing gets through.
 */
class RestIdentity extends OncePerRequestFilter {

    private final ObjectProvider<IdentityService> identities;

    RestIdentity(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known == null || !known.isAuthenticated() || known instanceof AnonymousAuthenticationToken) {
            response.setStatus(401);
            return;
        }
        IdentityService identity = identities.getObject();
        identity.setAuthentication(known.getName(), EngineAccounts.groups(identity, known.getName()));
        try {
            chain.doFilter(request, response);
        } finally {
            identity.clearAuthentication();
        }
    }
}
