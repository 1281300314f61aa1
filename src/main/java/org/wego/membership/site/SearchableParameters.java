package org.wego.membership.site;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the one sign that no text of the database can hold (NUL) out of whatever is asked for in an address, for every page at
 * once: no name holds it, so that nothing is found less, and a search for it fails nowhere. What is posted to be kept is left as
 * it is, since there each field says in words that it is refused.
 */
@Component
class SearchableParameters extends OncePerRequestFilter {

    private static final String NUL = "\u0000";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String asked = request.getQueryString();
        return !HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())
                || asked == null || !asked.contains("%00") && !asked.contains(NUL);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        chain.doFilter(new HttpServletRequestWrapper(request) {

            @Override
            public String getParameter(String name) {
                return without(super.getParameter(name));
            }

            @Override
            public String[] getParameterValues(String name) {
                return all(super.getParameterValues(name));
            }

            @Override
            public Map<String, String[]> getParameterMap() {
                Map<String, String[]> parameters = new LinkedHashMap<>(super.getParameterMap());
                parameters.replaceAll((name, values) -> all(values));
                return parameters;
            }
        }, response);
    }

    private static String without(String text) {
        return text == null ? null : text.replace(NUL, "");
    }

    private static String[] all(String[] values) {
        return values == null ? null : Arrays.stream(values).map(SearchableParameters::without).toArray(String[]::new);
    }
}
