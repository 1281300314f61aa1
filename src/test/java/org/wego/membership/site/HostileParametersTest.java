package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.wego.membership.FormToken.formToken;

import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wego.membership.HouseTest;

/**
 * Asks every page and every form of the program, logged in with every role, with hostile values in the address, in every parameter
 * that it knows and in those that the house's forms use. Nothing may fail with 500, and nothing that was sent may run.
 */
@HouseTest
class HostileParametersTest {

    private static final List<String> HOSTILE = List.of("a\u0000b", "<script>alert(1)</script>\"><img src=x onerror=alert(1)>",
            "${7*7} {{constructor}} [[${7*7}]] __${7*7}__ '; drop table member; --", "a\r\nSet-Cookie: x=y", "\u202E\u2066\uD83D\uDE80", "99999999999999999999", "-1",
            "2027-02-30", "x".repeat(10_000));
    private static final List<String> ALONE = List.of("a\u0000b", "<script>alert(1)</script>", "+999999999-01-01");
    /** What forms send without naming it in the method that reads it. */
    private static final List<String> COMMON = List.of("name", "reason", "q", "source", "email", "code", "reference", "number", "year", "action", "value", "day", "days");

    @Autowired
    WebApplicationContext context;

    private record Endpoint(HttpMethod method, String pattern, Set<String> parameters) {
    }

    @Test
    void noPageFailsAndNothingRuns() throws Exception {
        MockMvc web = MockMvcBuilders.webAppContextSetup(context).addFilters(context.getBean(SearchableParameters.class)).apply(springSecurity()).build();
        List<String> broken = new ArrayList<>();
        for (Endpoint endpoint : endpoints()) {
            for (String hostile : HOSTILE) {
                Set<String> all = new LinkedHashSet<>(endpoint.parameters());
                if (endpoint.method() == HttpMethod.POST) {
                    all.addAll(COMMON);
                }
                ask(web, endpoint, all, hostile, broken);
            }
            // One at a time: the first that is refused would keep the others from being read
            for (String parameter : endpoint.parameters()) {
                for (String hostile : ALONE) {
                    ask(web, endpoint, Set.of(parameter), hostile, broken);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void ask(MockMvc web, Endpoint endpoint, Set<String> parameters, String hostile, List<String> broken) throws Exception {
        // Letters too long for an address are for the parameters only
        String part = hostile.length() > 200 || hostile.indexOf('\u0000') >= 0 ? "1" : encoded(hostile);
        var asked = request(endpoint.method(), URI.create(endpoint.pattern().replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "\u0001").replace("\u0001", part)))
                .with(user("everybody").roles("secretariat", "secretariat-lead", "treasurer", "owners", "camunda-admin"));
        if (endpoint.method() == HttpMethod.POST) {
            parameters.forEach(parameter -> asked.param(parameter, hostile));
            asked.with(formToken());
        } else {
            parameters.forEach(parameter -> asked.queryParam(parameter, hostile));
        }
        String what = endpoint.method() + " " + endpoint.pattern() + " with " + (parameters.size() == 1 ? parameters + " = " : "")
                + (hostile.length() > 60 ? hostile.length() + " characters" : hostile.replace("\u0000", "\\0"));
        MockHttpServletResponse answer = web.perform(asked).andReturn().getResponse();
        if (answer.getStatus() >= 500) {
            broken.add(what + " answers " + answer.getStatus());
        }
        answer.getHeaderNames().forEach(name -> answer.getHeaders(name).forEach(value -> {
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
                broken.add(what + " breaks the header " + name);
            }
        }));
        if (String.valueOf(answer.getContentType()).startsWith("text/html")) {
            for (Element element : Jsoup.parse(answer.getContentAsString(StandardCharsets.UTF_8)).getAllElements()) {
                if (element.normalName().equals("script") && !element.hasAttr("src") || element.hasAttr("onerror")) {
                    broken.add(what + " makes " + element);
                }
            }
        }
    }

    private List<Endpoint> endpoints() {
        Map<String, Endpoint> all = new TreeMap<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    boolean asks = method == RequestMethod.GET || method == RequestMethod.POST;
                    if (asks && !pattern.startsWith("/demo") && !pattern.equals("/error")) {
                        all.put(method + " " + pattern, new Endpoint(HttpMethod.valueOf(method.name()), pattern, parameters(handler)));
                    }
                }
            }
        });
        assertThat(all).hasSizeGreaterThan(80);
        // What takes nothing at all can't be given anything hostile, and would only do what it does
        return all.values().stream().filter(endpoint -> endpoint.method() == HttpMethod.GET || endpoint.pattern().contains("{")
                || !endpoint.parameters().isEmpty()).toList();
    }

    private static Set<String> parameters(HandlerMethod handler) {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            if (asked != null && !Map.class.isAssignableFrom(parameter.getType())) {
                names.add(!asked.value().isEmpty() ? asked.value() : !asked.name().isEmpty() ? asked.name() : parameter.getName());
            } else if (asked != null) {
                names.addAll(COMMON);
            }
        }
        return names;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
