package org.wego.membership.engine.security;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Camunda 7.24.0 lets anybody create the first administrator (CVE-2026-77226). Accounts are made by other means here, so
 * the endpoint and its page are not there, however the address is spelled.
 */
class SetupDoor extends OncePerRequestFilter {

    private static final Pattern SETUP = Pattern.compile("/(api/admin|app/admin/[^/]*)/setup(/|$)");
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String mapped = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (leadsToSetup(request.getRequestURI()) || leadsToSetup(mapped)) {
            response.sendError(404);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean leadsToSetup(String address) {
        String plain = address;
        for (int i = 0; i < 4; i++) {
            plain = PARAMETERS.matcher(plain).replaceAll("").replace('\\', '/');
            String decoded = decode(plain);
            if (decoded.equals(plain)) {
                break;
            }
            plain = decoded;
        }
        plain = PARAMETERS.matcher(plain).replaceAll("").replaceAll("/(\\./)+", "/").replaceAll("/{2,}", "/");
        String shorter = plain;
        do {
            plain = shorter;
            shorter = plain.replaceFirst("/(?!\\.\\./)[^/]+/\\.\\.(/|$)", "/");
        } while (!shorter.equals(plain));
        return SETUP.matcher(plain.toLowerCase(Locale.ROOT)).find();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Also when a page forwards to it. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }
}
