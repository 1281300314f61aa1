package org.wego.membership.site;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What anybody may ask for, address by address and method by method. Everything else is denied until it is written here.
 * {@code src/test/resources/anonymous-allow-list.txt} says the same once more, endpoint by endpoint, and a test compares.
 */
final class Doors {

    private static final HttpMethod GET = HttpMethod.GET;
    private static final HttpMethod POST = HttpMethod.POST;

    static final List<Door> PAGES = List.of(
        door("/", GET),
        door("/apply/**", GET, POST),
        door("/status/**", GET, POST),
        door("/vote/**", GET, POST),
        door("/check", GET, POST), door("/check/format", GET),
        door("/members/**", GET),
        door("/fees/**", GET),
        door("/css/**", GET), door("/fonts/**", GET), door("/js/**", GET), door("/img/**", GET),
        door("/favicon.ico", GET), door("/robots.txt", GET),
        door("/actuator/health", GET), door("/actuator/health/liveness", GET), door("/actuator/health/readiness", GET));

    static final List<Door> API = List.of(
        door("/api/openapi.json", GET),
        door("/api/applications", POST),
        door("/api/applications/{reference}/confirm", POST),
        door("/api/members", GET),
        door("/api/members/{number}", GET),
        door("/api/fees", GET));

    private Doors() {
    }

    /** The methods for which this address is open; empty when it is not open at all. HEAD goes where GET goes. */
    static Set<HttpMethod> methods(List<Door> doors, HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI().substring(request.getContextPath().length()));
        Set<HttpMethod> open = new LinkedHashSet<>();
        for (Door door : doors) {
            if (door.path.matches(path)) {
                open.addAll(door.methods);
                if (door.methods.contains(GET)) {
                    open.add(HttpMethod.HEAD);
                }
            }
        }
        return open;
    }

    static boolean open(List<Door> doors, HttpServletRequest request) {
        return methods(doors, request).contains(HttpMethod.valueOf(request.getMethod()));
    }

    private static Door door(String path, HttpMethod... methods) {
        return new Door(PathPatternParser.defaultInstance.parse(path), Set.of(methods));
    }

    record Door(PathPattern path, Set<HttpMethod> methods) {
    }
}
