package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.servlet.ServletRegistration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.wego.membership.HouseTest;

/**
 * Asks, without an account, for every endpoint of the program by every method, and holds what is open against
 * {@code anonymous-allow-list.txt}. Whoever opens an address adds its line there; a line without an endpoint is a fault too.
 */
@HouseTest
class AnonymousSweepTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Path ALLOW_LIST = Path.of("src/test/resources/anonymous-allow-list.txt");

    @LocalServerPort
    int port;
    @Autowired
    WebApplicationContext context;
    @Autowired
    WebInvocationPrivilegeEvaluator doors;

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Test
    void opensWhatIsOnTheListAndNothingElse() throws Exception {
        Set<String> open = new TreeSet<>();
        List<String> broken = new ArrayList<>();
        String[] token = token();
        for (String endpoint : endpoints()) {
            String[] parts = endpoint.split(" ", 2);
            String path = example(parts[1]);
            int status = ask(parts[0], path, token);
            if (status >= 500) {
                broken.add(endpoint + " answers " + status);
            }
            if (isOpen(parts[0], path, status)) {
                open.add(endpoint);
            }
        }
        assertThat(broken).as("endpoints that fail when anybody asks").isEmpty();
        assertThat(String.join("\n", open)).as("what is open to anybody").isEqualTo(String.join("\n", allowed()));
    }

    /** A refusal at the door, as far as the answer shows it; where 404 or 405 could be either, the door itself is asked. */
    private boolean isOpen(String method, String path, int status) {
        if (status == 401 || status == 403) {
            return false;
        }
        // the demo's door looks at the Host, which only a real request has: it would have said 403
        boolean door = path.startsWith("/demo") || doors.isAllowed("", path, method, null);
        if (status == 302 || status == 404 || status == 405) {
            return door;
        }
        return true;
    }

    private Set<String> endpoints() {
        Set<String> all = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping ->
            mapping.getHandlerMethods().keySet().forEach(info -> add(all, info)));
        context.getBeansOfType(SimpleUrlHandlerMapping.class).values().forEach(mapping ->
            mapping.getUrlMap().keySet().forEach(path -> METHODS.forEach(method -> all.add(method + " " + path))));
        for (ServletRegistration servlet : context.getServletContext().getServletRegistrations().values()) {
            for (String path : servlet.getMappings()) {
                if (!path.equals("/")) {
                    METHODS.forEach(method -> all.add(method + " " + path));
                }
            }
        }
        for (String known : List.of("/css/wego.css", "/js/wego.js", "/img/emblem.svg", "/fonts/source-sans-3-latin.woff2", "/robots.txt",
            "/actuator/health/readiness", "/actuator/health/liveness", "/actuator/env", "/login", "/logout", "/office",
            "/camunda/api/engine/engine/default/task", "/camunda/api/engine/engine/default/user",
            "/camunda/api/admin/auth/user/default", "/camunda/api/admin/auth/user/default/login/admin",
            "/camunda/api/admin/setup/default/user/create", "/camunda/app/cockpit/default/", "/camunda/app/tasklist/default/",
            "/engine-rest/engine", "/engine-rest/task", "/engine-rest/message", "/engine-rest/deployment/create")) {
            METHODS.forEach(method -> all.add(method + " " + known));
        }
        return all;
    }

    private static void add(Set<String> all, RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        for (String path : info.getPatternValues()) {
            (methods.isEmpty() ? METHODS : methods.stream().map(RequestMethod::name).toList())
                .forEach(method -> all.add(method + " " + path));
        }
    }

    private static String example(String pattern) {
        // A variable's own pattern may hold braces: {feeYear:\\d{4}}
        String path = pattern.replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "1").replace("/**", "/x").replace("/*", "/x").replace("*", "x");
        return path.startsWith("/") ? path : "/" + path;
    }

    private int ask(String method, String path, String[] token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Cookie", token[0]).header("X-XSRF-TOKEN", token[1])
            .method(method, BodyPublishers.noBody()).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** A form's token, so that no refusal is owed to its lack. */
    private String[] token() throws Exception {
        HttpResponse<String> page = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login")).build(),
            BodyHandlers.ofString());
        Matcher field = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(field.find()).isTrue();
        String cookie = page.headers().allValues("Set-Cookie").stream().filter(value -> value.startsWith("wego-form="))
            .findFirst().orElseThrow().split(";")[0];
        return new String[] {cookie, field.group(1)};
    }

    private static Set<String> allowed() throws IOException {
        return Files.readAllLines(ALLOW_LIST, StandardCharsets.UTF_8).stream().map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#")).collect(Collectors.toCollection(TreeSet::new));
    }
}
