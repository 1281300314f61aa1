package org.wego.membership.site;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.wego.membership.engine.PeopleFirst;

/** Says that somebody waits for as long as a request is under way. Probes and the demo's tools are no people. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PeopleWait extends OncePerRequestFilter {

    private final PeopleFirst people;

    PeopleWait(PeopleFirst people) {
        this.people = people;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/actuator/") || path.startsWith("/demo/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        people.waits();
        try {
            chain.doFilter(request, response);
        } finally {
            people.answered();
        }
    }
}
