package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;

/** The applicant's page while changes are asked for, and what both sides see of the clock. */
@HouseTest
class ChangesPageTest {

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    WebApplicationContext context;

    private MockMvc web;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void onlyWhatWasTickedIsOpenAndFaultsLoseNothing() throws Exception {
        String reference = ground.city("Opened");
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "Who counted, and who signs?",
                "fields", "population.value,population.source,signatory.capacity,signedForm"));
        ground.complete(reference, "lookAtDecision", Map.of("decision", "send"));
        String own = applications.ownPath(reference);
        assertThat(page(own)).contains("Who counted, and who signs?", "Number of inhabitants; Who counted the inhabitants; Capacity of who signs; Signed form",
                "clock stands still at 0 of 10 working days");
        String amend = page(own + "/amend");
        assertThat(amend).contains("name=\"population.source\"", "name=\"signatory.capacity\"", "name=\"signedForm\"", "What stays as you wrote it", "Kim Min-seo")
                .doesNotContain("name=\"contact.email\"", "name=\"motivation\"", "name=\"resolution\"");

        MockHttpServletResponse wrong = send(own, Map.of("population.value", "many", "population.source", "INSEE", "signatory.capacity", "MAYOR"));
        assertThat(wrong.getStatus()).isEqualTo(400);
        assertThat(wrong.getContentAsString()).contains("value=\"many\"", "value=\"INSEE\"").doesNotContain("name=\"contact.email\"");
        assertThat(send(own, Map.of("population.value", "1 200 000", "population.source", "INSEE", "signatory.capacity", "MAYOR", "name", "Elsewhere",
                "contact.email", "thief@elsewhere.example")).getStatus()).isEqualTo(303);
        ground.quiet.drain();
        Application application = applications.get(reference);
        assertThat(application.form().population().source()).isEqualTo("INSEE");
        assertThat(application.form().population().value()).isEqualTo(1_200_000);
        assertThat(application.name()).startsWith("Opened");
        assertThat(application.email()).doesNotContain("thief");
        assertThat(page(own)).contains("The Secretariat answers by", "of 10 working days are used");
    }

    @Test
    void theOfficeSeesTheClockAndWhatIsOverdue() throws Exception {
        String reference = ground.city("Seen from inside");
        assertThat(office("/office/cases/" + reference)).contains("The Secretariat answers by");
        ground.clock.advance(Duration.ofDays(25));
        assertThat(office("/office/cases/" + reference)).contains("it is overdue");
        assertThat(office("/office")).contains("longer than the Secretariat promised", "Overdue answers");
    }

    private MockHttpServletResponse send(String own, Map<String, String> typed) throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart(own + "/amend").file(new MockMultipartFile("signedForm", "", null, new byte[0]));
        typed.forEach(request::param);
        return web.perform(request.with(formToken())).andReturn().getResponse();
    }

    private String page(String path) throws Exception {
        return web.perform(get(path)).andReturn().getResponse().getContentAsString();
    }

    private String office(String path) throws Exception {
        return web.perform(get(path).with(user("secretariat").roles("secretariat"))).andReturn().getResponse().getContentAsString();
    }
}
