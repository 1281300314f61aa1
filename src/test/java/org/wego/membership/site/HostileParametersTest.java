package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.wego.membership.FormToken.formToken;

import java.io.ByteArrayOutputStream;
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

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockPart;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wego.membership.HouseTest;
import org.wego.membership.admission.Applications;
import org.wego.membership.demo.Quiet;
import org.wego.membership.letter.LetterDesk;

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

    /** What an applicant's and a clerk's forms send, read from the request as a whole. */
    private static final List<String> OF_FORMS = List.of("category", "name", "population.value", "contact.email", "motivation", "draft", "action", "version", "why", "note",
            "signedName", "signedCapacity", "email", "colleague", "code", "consent");

    @Autowired
    WebApplicationContext context;
    @Autowired
    Applications applications;
    @Autowired
    LetterDesk letters;
    @Autowired
    Quiet quiet;

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

    /** The same of what is there: a case, its applicant's own pages, a draft. Where nothing is found, little is read. */
    @Test
    void noPageOfACaseFailsAndNothingRuns() throws Exception {
        MockMvc web = MockMvcBuilders.webAppContextSetup(context).addFilters(context.getBean(SearchableParameters.class)).apply(springSecurity()).build();
        String reference = applied(web);
        applications.confirm(reference);
        quiet.drain();
        String draft = web.perform(request(HttpMethod.POST, "/apply").param("category", "FULL").param("name", "Half").param("action", "later").with(formToken()))
                .andReturn().getResponse().getRedirectedUrl().split("/")[2];
        String letter = String.valueOf(letters.about(reference).get(0).id());
        Map<String, String> there = Map.of("{reference}", reference, "{token}", applications.ownPath(reference).split("/")[2], "{draft}", draft, "{part}", "signedForm",
                "{letter}", letter, "{id}", letter);
        List<String> broken = new ArrayList<>();
        int asked = 0;
        for (Endpoint endpoint : endpoints()) {
            String path = endpoint.pattern();
            for (Map.Entry<String, String> one : there.entrySet()) {
                path = path.replace(one.getKey(), one.getValue());
            }
            if (!path.equals(endpoint.pattern()) && !path.contains("{") && path.matches("/(office/cases|office/letters|status|apply)/.*")) {
                asked++;
                Endpoint real = new Endpoint(endpoint.method(), path, endpoint.parameters());
                Set<String> all = new LinkedHashSet<>(endpoint.parameters());
                all.addAll(OF_FORMS);
                for (String hostile : HOSTILE) {
                    ask(web, real, all, hostile, broken);
                }
                for (String parameter : endpoint.method() == HttpMethod.POST ? all : endpoint.parameters()) {
                    ask(web, real, Set.of(parameter), ALONE.get(0), broken);
                }
            }
        }
        assertThat(asked).isGreaterThan(20);
        assertThat(broken).isEmpty();
    }

    private String applied(MockMvc web) throws Exception {
        String form = """
                {"category":"FULL","name":"Asked %s","country":"KOR","level":"CITY","population":{"value":119096,"year":2025,"source":"census"},
                 "head":{"name":"A Head","title":"Mayor"},"signatory":{"name":"A Head","title":"Mayor","email":"head@asked.example","capacity":"MAYOR"},
                 "contact":{"name":"A Contact","email":"contact@asked.example"},"consent":true}""".formatted(Long.toString(System.nanoTime(), 36));
        MockPart application = new MockPart("application", "application.json", form.getBytes(StandardCharsets.UTF_8));
        application.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(pdf);
        }
        MockHttpServletResponse answer = web.perform(multipart("/api/applications").part(application).part(new MockPart("signedForm", "signed.pdf", pdf.toByteArray())))
                .andReturn().getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return answer.getContentAsString().replaceAll("(?s).*\"reference\"\\s*:\\s*\"([^\"]+)\".*", "$1");
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
