package org.wego.membership.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.wego.membership.HouseTest;

/**
 * Every address that gives a file away stands here, and how: what somebody uploaded, and what is data, is saved; only a
 * paper that the house drew itself may be shown. Whoever adds such an address says which it is.
 */
@HouseTest
class FileHeadersTest {

    /** Uploaded, or data: an attachment, in a sandbox should it be opened all the same. */
    private static final Set<String> SAVED = Set.of(
            "/apply/{draft}/form.pdf", "/status/{token}/form.pdf", "/status/{token}/amend/form.pdf", "/status/{token}/documents/{part}",
            "/status/{token}/copy.json", "/office/cases/{reference}/form.pdf",
            "/office/cases/{reference}/documents/{part}", "/vote/documents/{id}", "/vote/minutes/{document}", "/vote/calendar.ics",
            "/office/rounds/{reference}/minutes/{document}", "/office/seats/import/template.csv", "/office/members/import/template.csv",
            "/office/charts/membership-fee.dmn", "/office/charts/{key}/membership-fee.dmn", "/office/runs/{feeYear:\\d{4}}/list.csv",
            "/office/runs/{feeYear:\\d{4}}/list.xlsx", "/office/runs/{feeYear:\\d{4}}/totals.csv", "/office/runs/{feeYear:\\d{4}}/closing.csv");

    /** Drawn by the house from checked values. */
    private static final Set<String> SHOWN = Set.of(
            "/vote/briefing.pdf", "/office/rounds/{reference}/briefing.pdf", "/vote/resolution",
            "/office/rounds/{reference}/resolution", "/office/runs/{feeYear:\\d{4}}/preview.pdf", "/office/runs/{feeYear:\\d{4}}/print-bundle.pdf",
            "/office/invoices/{number}/invoice.pdf", "/office/invoices/{number}/credit-note.pdf");

    @Autowired
    WebApplicationContext context;

    private MockMvc web;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void everyAddressThatGivesAFileAwayIsKnown() {
        Set<String> known = new TreeSet<>(SAVED);
        known.addAll(SHOWN);
        Set<String> found = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("org.wego.membership") && !handler.getBeanType().getPackageName().contains(".demo")) {
                info.getPatternValues().stream().filter(path -> givesAFile(path, handler.getMethod())).forEach(found::add);
            }
        }));
        assertThat(found).isEqualTo(known);
    }

    @Test
    void whatIsSavedIsHeldInASandbox() throws Exception {
        for (String path : List.of("/office/seats/import/template.csv", "/office/members/import/template.csv", "/office/charts/membership-fee.dmn")) {
            MockHttpServletResponse answer = web.perform(get(path).with(user("admin").roles("camunda-admin"))).andReturn().getResponse();
            assertThat(answer.getStatus()).as(path).isEqualTo(200);
            assertSaved(path, answer);
        }
        MockHttpServletResponse page = web.perform(get("/office").with(user("admin").roles("camunda-admin"))).andReturn().getResponse();
        assertThat(page.getHeader("Content-Security-Policy")).as("a page is none").doesNotContain("sandbox").contains("script-src 'self'");
        assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    /** What must hold of an answer that is a file to be saved. */
    public static void assertSaved(String what, MockHttpServletResponse answer) {
        assertThat(answer.getHeader("Content-Disposition")).as(what).startsWith("attachment");
        assertThat(answer.getHeader("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(answer.getHeaders("Content-Security-Policy")).as(what).singleElement().asString().startsWith("sandbox; default-src 'none'");
        assertThat(answer.getHeader("Cache-Control")).as(what).contains("no-store");
    }

    private static boolean givesAFile(String path, Method handler) {
        ResolvableType answer = ResolvableType.forMethodReturnType(handler);
        return path.matches(".*\\.(pdf|csv|xlsx|dmn|ics|zip|json|png|jpg)") || ResponseEntity.class.isAssignableFrom(answer.toClass())
                && answer.getGeneric(0).toClass() == byte[].class
                || handler.getReturnType() == void.class && Arrays.asList(handler.getParameterTypes()).contains(HttpServletResponse.class);
    }
}
