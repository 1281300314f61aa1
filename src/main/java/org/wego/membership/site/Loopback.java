package org.wego.membership.site;

import java.net.URI;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

/** Whether a request comes from the machine itself: by its Host, and from no page of another site. */
final class Loopback {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Loopback() {
    }

    static boolean asks(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host == null || !HOSTS.contains(name(host))) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        // our own pages send no referrer, which makes the browser send the Origin "null" on their forms
        String origin = request.getHeader("Origin");
        if (origin == null || origin.equals("null") && "same-origin".equals(site)) {
            return true;
        }
        return sameHost(origin, host);
    }

    private static boolean sameHost(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > 0 && host.indexOf(']') < colon && (host.indexOf(':') == colon || host.startsWith("["));
        return (port ? host.substring(0, colon) : host).toLowerCase(java.util.Locale.ROOT);
    }
}
