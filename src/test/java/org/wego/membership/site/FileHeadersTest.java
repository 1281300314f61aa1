package org.wego.membership.site;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ResolvableType;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.wego.membership.HouseTest;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Every address that gives a file away stands here, and how: what somebody uploaded, and what is data, is saved; only a
 * paper that the house drew itself may be shown. Whoever adds such an address says which it is.
 */
@HouseTest
public class FileHeadersTest {

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

    @Test
    void onlyOnePlaceSaysHowAFileLeavesTheHouse() {
        noClasses().that().resideOutsideOfPackages("org.wego.membership.site..", "org.wego.membership.demo..")
                .should().dependOnClassesThat().areAssignableTo(ContentDisposition.class)
                .orShould().accessField(HttpHeaders.class, "CONTENT_DISPOSITION")
                .check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.wego.membership"));
    }

    @Test
    void aNameSaysWhatTheFileIsWhateverItsSenderCalledIt() {
        assertThat(FileAnswer.pdf("letter.pdf.exe", new byte[1]).getHeaders().getContentDisposition().getFilename()).isEqualTo("letter.pdf.exe.pdf");
        assertThat(FileAnswer.pdf("../../\u202Efdp.hta", new byte[1]).getHeaders().getContentDisposition().getFilename()).isEqualTo("fdp.hta.pdf");
        assertThat(FileAnswer.pdf("수원시\r\nX-Evil: 1.PDF", new byte[1]).getHeaders().getFirst("Content-Disposition"))
                .doesNotContain("\r", "\n").startsWith("attachment;").contains("filename*=UTF-8''%EC%88%98%EC%9B%90%EC%8B%9C");
        assertThat(FileAnswer.pdf(null, new byte[1]).getHeaders().getContentDisposition().getFilename()).isEqualTo("document.pdf");
        String cut = FileNames.ending("\uD83D\uDE00".repeat(90) + "x", ".pdf");
        assertThat(cut).endsWith("x.pdf").hasSizeLessThanOrEqualTo(120);
        assertThat(Character.isLowSurrogate(cut.charAt(0))).isFalse();
    }

    /** What must hold of an answer that is a file to be saved. */
    public static void assertSaved(String what, MockHttpServletResponse answer) {
        saved(what, answer::getHeader);
        assertThat(answer.getHeaders("Content-Security-Policy")).as(what).hasSize(1);
    }

    /** The same of an answer that came over the line. */
    public static void assertSaved(String what, java.net.http.HttpHeaders headers) {
        saved(what, name -> String.join(", ", headers.allValues(name)));
    }

    /** The same, with its type and how its name ends. */
    public static ResultMatcher saved(String type, String end) {
        return result -> {
            MockHttpServletResponse answer = result.getResponse();
            assertSaved(result.getRequest().getRequestURI(), answer);
            assertThat(answer.getContentType()).startsWith(type);
            assertThat(answer.getHeader("Content-Disposition")).endsWith(end + "\"");
        };
    }

    /** What must hold of a paper that the house drew itself: its type is not guessed, and nobody in between keeps it. */
    public static ResultMatcher shown() {
        return result -> shown(result.getRequest().getRequestURI(), result.getResponse()::getHeader);
    }

    /** The same of an answer that came over the line. */
    public static void assertShown(String what, java.net.http.HttpHeaders headers) {
        shown(what, name -> String.join(", ", headers.allValues(name)));
    }

    private static void shown(String what, UnaryOperator<String> header) {
        assertThat(header.apply("Content-Disposition")).as(what).startsWith("inline;").endsWith(".pdf\"");
        assertThat(header.apply("Content-Type")).as(what).isEqualTo("application/pdf");
        assertThat(header.apply("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(header.apply("Cache-Control")).as(what).contains("no-store");
    }

    private static void saved(String what, UnaryOperator<String> header) {
        assertThat(header.apply("Content-Disposition")).as(what).startsWith("attachment;");
        assertThat(header.apply("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(header.apply("Content-Security-Policy")).as(what).startsWith("sandbox; default-src 'none'").doesNotContain("allow-");
        assertThat(header.apply("Cache-Control")).as(what).contains("no-store");
    }

    private static boolean givesAFile(String path, Method handler) {
        ResolvableType answer = ResolvableType.forMethodReturnType(handler);
        return path.matches(".*\\.(pdf|csv|xlsx|dmn|ics|zip|json|png|jpg)") || ResponseEntity.class.isAssignableFrom(answer.toClass())
                && answer.getGeneric(0).toClass() == byte[].class
                || handler.getReturnType() == void.class && Arrays.asList(handler.getParameterTypes()).contains(HttpServletResponse.class);
    }
}
