package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.MockPart;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.HouseTest;
import org.wego.membership.letter.PersonalLinks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The applicant's page while changes are asked for, and what both sides see of the clock. */
@HouseTest
class ChangesPageTest {

    @Autowired
    CaseGround ground;
    @Autowired
    Applications applications;
    @Autowired
    WebApplicationContext context;

    @Autowired
    Drafts drafts;
    @Autowired
    Places places;
    @Autowired
    Consents consents;
    @Autowired
    FormPdf formPdf;
    @Autowired
    PersonalLinks links;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ObjectMapper json;

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
        assertThat(amend).contains("name=\"population.source\"", "name=\"signatory.capacity\"", "name=\"signedForm\"", "Your application as it stands now", "Kim Min-seo")
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
    void whatIsTypedIsKeptByTheCaseOnEveryDeviceAndGoesWithTheRequest() throws Exception {
        String reference = asked("Typed on", "population.source,resolution");
        String own = applications.ownPath(reference);
        Map<String, String> desk = Map.of("population.source", "Half a sour", "writer", "desk", "draftVersion", "0");
        JsonNode saved = save(own, desk, 200);
        assertThat(saved.get("version").asInt()).isOne();
        assertThat(saved.has("draft")).as("no address of its own").isFalse();
        assertThat(page(own + "/amend")).contains("value=\"Half a sour\"", "is kept, and stands below");

        assertThat(Jsoup.parse(page(own + "/amend")).select("label[for=f-resolution]").text()).as("asked for").doesNotContain("optional");

        // Another device that began before: it writes nothing over, and its words aren't lost either
        Map<String, String> phone = Map.of("population.source", "By phone", "writer", "phone", "draftVersion", "0");
        assertThat(save(own, phone, 409).get("words").asText()).contains("Changed on another device");
        MockHttpServletResponse overtaken = send(own, phone);
        assertThat(overtaken.getStatus()).isEqualTo(400);
        Document again = Jsoup.parse(overtaken.getContentAsString());
        assertThat(again.getElementById("faults").text()).contains("changed on another device");
        assertThat(again.selectFirst("[name='population.source']").val()).isEqualTo("By phone");
        assertThat(again.selectFirst("[name=draftVersion]").val()).isEqualTo("1");

        // A file goes with it, and only what is open is kept
        MockHttpServletResponse late = perform(multipart(own + "/amend/save").part(new MockPart("resolution", "council.pdf", Writing.pdf()))
                .part(new MockPart("signedForm", "other.pdf", Writing.pdf())).param("population.source", "By desk").param("name", "Elsewhere")
                .param("writer", "desk").param("draftVersion", "1"));
        assertThat(json.readTree(late.getContentAsString()).get("kept").toString()).contains("council.pdf").doesNotContain("other.pdf");
        Drafts.Draft kept = drafts.changes(reference).orElseThrow();
        assertThat(kept.answers().get("name")).startsWith("Typed on");
        assertThat(jdbc.sql("select count(*) from application_draft where amends = ?").param(reference).query(Integer.class).single()).isOne();

        assertThat(json.readTree(page(own + "/copy.json")).at("/typedAndNotSent/population.source/0").asText()).as("all that is held").isEqualTo("By desk");
        assertThat(page(own + "/copy")).contains("not sent yet is kept too");
        MockHttpServletResponse sent = send(own, Map.of("population.source", "The census", "writer", "desk", "draftVersion", "2"));
        assertThat(sent.getStatus()).as(sent.getContentAsString()).isEqualTo(303);
        assertThat(applications.get(reference).resolution()).as("the file that was kept").isNotNull();
        assertThat(drafts.changes(reference)).isEmpty();
        assertThat(save(own, desk, 410).get("words").asText()).contains("were sent, or are no longer awaited");
        MockHttpServletResponse second = send(own, Map.of("population.source", "The census"));
        assertThat(second.getStatus()).isEqualTo(303);
        assertThat(second.getRedirectedUrl()).as("a second click leads where the first did").isEqualTo(own);
        assertThat(jdbc.sql("select count(*) from application_draft where amends = ?").param(reference).query(Integer.class).single()).isZero();

        // What was typed for one request is nothing that the next one begins with
        ground.quiet.drain();
        ask(reference, Map.of("decision", "requestChanges", "reason", "And the year?", "fields", "population.year"));
        assertThat(page(own + "/amend")).doesNotContain("is kept, and stands below");
    }

    @Test
    void whatIsAskedInALetterThatMayStillBeStoppedIsNotAskedYet() throws Exception {
        String reference = ground.city("Not asked yet");
        ground.review(reference, Map.of("decision", "requestChanges", "reason", "A slip of the pen", "fields", "population.source"));
        String own = applications.ownPath(reference);
        assertThat(web.perform(get(own + "/amend")).andReturn().getResponse().getRedirectedUrl()).isEqualTo(own);
        save(own, Map.of("population.source", "Too early"), 410);
        ground.complete(reference, "lookAtDecision", Map.of("decision", "send"));
        assertThat(page(own + "/amend")).contains("A slip of the pen");
    }

    @Test
    void clicksAtTheSameMomentSendOnceAndEachIsLedToTheCase() throws Exception {
        String reference = asked("Clicked at once", "population.source");
        String own = applications.ownPath(reference);
        ExecutorService clicks = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch together = new CountDownLatch(4);
            List<Future<MockHttpServletResponse>> all = IntStream.range(0, 4).mapToObj(i -> clicks.submit(() -> {
                together.countDown();
                together.await();
                return send(own, Map.of("population.source", "The census", "writer", "one", "draftVersion", "0"));
            })).toList();
            for (Future<MockHttpServletResponse> one : all) {
                assertThat(one.get().getStatus()).as(one.get().getContentAsString()).isEqualTo(303);
                assertThat(one.get().getRedirectedUrl()).isEqualTo(own);
            }
        } finally {
            clicks.shutdownNow();
        }
        assertThat(ground.events(reference)).containsOnlyOnce("amended");
        assertThat(applications.get(reference).version()).isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from application_draft where amends = ?").param(reference).query(Integer.class).single()).isZero();
    }

    @Test
    void aDoubtfulFormIsAskedAboutOnceAndTheFormCanStillBeMade() throws Exception {
        String other = ground.city("Whose form it is");
        byte[] others = formPdf.draw(applications.get(other));
        String reference = asked("Wrong form", "signedForm");
        String own = applications.ownPath(reference);
        MockHttpServletResponse doubtful = perform(multipart(own + "/amend").part(new MockPart("signedForm", "signed.pdf", others)));
        assertThat(doubtful.getStatus()).isEqualTo(400);
        Document page = Jsoup.parse(doubtful.getContentAsString());
        assertThat(page.getElementById("faults").text()).contains("This is the form of another case");
        assertThat(page.selectFirst("[name=signedForm]").attr("accept")).as("photographs, and several of them").contains("image/jpeg");
        assertThat(page.selectFirst("[name=signedForm]").hasAttr("multiple")).isTrue();
        MockHttpServletResponse prepared = send(own, Map.of("action", "prepare"));
        assertThat(prepared.getStatus()).as("whoever sees the mistake makes the right form").isEqualTo(303);
        assertThat(web.perform(get(own + "/amend/form.pdf")).andReturn().getResponse().getContentType()).isEqualTo("application/pdf");
        String seen = page.selectFirst("[name=formSeen]").val();
        assertThat(send(own, Map.of("formSeen", seen)).getStatus()).as("sent again as it is, it is meant").isEqualTo(303);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
    }

    @Test
    void aFigureFarFromGeoNamesIsAskedAboutWhereItIsOpenAndItsAnswerStays() throws Exception {
        Map<String, String> typed = Writing.city("Pohang");
        typed.put("motivation", Writing.name("Amended figure"));
        typed.put("population.value", "1000000");
        typed.put("population.confirmed", "true");
        typed.put("population.asked", "1000000");
        String reference = ground.inReview(typed);
        ask(reference, Map.of("decision", "requestChanges", "reason", "Which year?", "fields", "population.year"));
        String own = applications.ownPath(reference);
        assertThat(page(own + "/amend")).as("it isn't open, and was answered").doesNotContain("population.confirmed");
        assertThat(send(own, Map.of("population.year", "2024")).getStatus()).isEqualTo(303);
        assertThat(places.noted(reference, 2).orElseThrow().confirmed()).isTrue();
        assertThat(consents.of(reference).orElseThrow().version()).as("the words of the consent weren't on that page").isOne();

        ground.quiet.drain();
        ask(reference, Map.of("decision", "requestChanges", "reason", "So many?", "fields", "population.value"));
        Document open = Jsoup.parse(page(own + "/amend"));
        assertThat(open.getElementById("glance-figure").text()).contains("GeoNames has 500,000", "100 % more");
        assertThat(open.getElementById("f-population.confirmed").hasAttr("checked")).as("as it was answered").isTrue();
        MockHttpServletResponse asked = send(own, Map.of("population.value", "2,000,000", "population.confirmed", "true", "population.asked", "1000000"));
        assertThat(asked.getStatus()).as("the tick was for another figure").isEqualTo(400);
        Document question = Jsoup.parse(asked.getContentAsString());
        assertThat(question.getElementById("faults").text()).contains("300 % more");
        assertThat(question.selectFirst("[name='population.asked']").val()).isEqualTo("2000000");
        String glance = page(own + "/amend/glance?population.value=300000");
        assertThat(glance).contains("40 % less");
        String take = Jsoup.parse(asked.getContentAsString()).selectFirst("#glance-figure button").val();
        assertThat(send(own, Map.of("population.value", "2,000,000", "action", take)).getRedirectedUrl()).endsWith("/amend#f-population.value");
        assertThat(page(own + "/amend")).contains("value=\"500,000\"");
        assertThat(send(own, Map.of("population.value", "500,000")).getStatus()).isEqualTo(303);
        assertThat(applications.get(reference).form().population().value()).isEqualTo(500_000);
        assertThat(places.noted(reference, 3)).isEmpty();
    }

    @Test
    void whereAllIsOpenTheWholeFormTellsAndConsentIsGivenAnew() throws Exception {
        String reference = asked("All open", "");
        String own = applications.ownPath(reference);
        Document form = Jsoup.parse(page(own + "/amend"));
        assertThat(form.getElementById("glance-fee").text()).contains("a year");
        assertThat(form.html().indexOf("glance-preview")).as("what is published, before the box to tick").isBetween(1, form.html().indexOf("f-consent"));
        Map<String, String> answers = new HashMap<>(Writing.city(applications.get(reference).name()));
        answers.put("population.source", "The census");
        answers.put("action", "later");
        answers.remove("consent");
        assertThat(send(own, answers).getRedirectedUrl()).endsWith("/amend#kept");
        answers.put("action", "send");
        assertThat(send(own, answers).getStatus()).as("nobody consents by leaving a box empty").isEqualTo(400);
        answers.put("consent", "true");
        assertThat(send(own, answers).getStatus()).isEqualTo(303);
        assertThat(consents.of(reference).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void whatIsTooMuchForTheCaseIsSaidInTheFormWithAllThatWasTyped() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Too much"));
        String reference = applications.submit(Writing.answers(typed), Map.of(Part.SIGNED_FORM, new Upload("a.pdf", Writing.heavy(9_000_000)),
                Part.RESOLUTION, new Upload("b.pdf", Writing.heavy(9_000_000)), Part.AUTHORITY_LETTER, new Upload("c.pdf", Writing.heavy(9_000_000))),
                Applications.Sender.PAGE, null);
        applications.confirm(reference);
        ground.quiet.drain();
        ask(reference, Map.of("decision", "requestChanges", "reason", "Which?", "fields", "population.source,resolution"));
        String own = applications.ownPath(reference);
        MockHttpServletResponse much = perform(multipart(own + "/amend").part(new MockPart("resolution", "d.pdf", Writing.heavy(9_000_000)))
                .param("population.source", "The last census"));
        assertThat(much.getStatus()).isEqualTo(400);
        Document page = Jsoup.parse(much.getContentAsString());
        assertThat(page.getElementById("faults").text()).contains("30 MB is the most");
        assertThat(page.selectFirst("[name='population.source']").val()).isEqualTo("The last census");
    }

    @Test
    void aDraftOfChangesIsNoApplication() throws Exception {
        String reference = asked("No application", "population.source");
        String own = applications.ownPath(reference);
        save(own, Map.of("population.source", "Half"), 200);
        String id = jdbc.sql("select id from application_draft where amends = ?").param(reference).query(String.class).single();
        String url = links.url(links.issue("draft", id), "/apply/{token}");
        String path = url.substring(url.indexOf("/apply/"));
        for (String end : List.of("", "/later", "/form.pdf")) {
            assertThat(web.perform(get(path + end)).andReturn().getResponse().getStatus()).as(end).isEqualTo(404);
        }
        // The draft that a page of before began is the case's from the first saving on
        Drafts.Draft before = drafts.keep(null, new Answers().put("population.source", "From before"), Map.of());
        jdbc.sql("delete from application_draft where amends = ?").param(reference).update();
        assertThat(page(own + "/amend?draft=" + before.token())).contains("value=\"From before\"");
        send(own, Map.of("draft", before.token(), "population.source", " ", "action", "later"));
        assertThat(jdbc.sql("select count(*) from application_draft where amends = ?").param(reference).query(Integer.class).single()).isOne();
        assertThat(drafts.find(before.token())).isEmpty();
    }

    @Test
    void theOfficeSeesTheClockAndWhatIsOverdue() throws Exception {
        String reference = ground.city("Seen from inside");
        assertThat(office("/office/cases/" + reference)).contains("The Secretariat answers by");
        ground.clock.advance(Duration.ofDays(25));
        assertThat(office("/office/cases/" + reference)).contains("it is overdue");
        assertThat(office("/office")).contains("longer than the Secretariat promised", "Overdue answers");
    }

    /** A case whose applicant is asked for these fields; for all, where none are named. */
    private String asked(String stem, String fields) {
        String reference = ground.city(stem);
        Map<String, Object> decision = new HashMap<>(Map.of("decision", "requestChanges", "reason", "Please complete it."));
        if (!fields.isEmpty()) {
            decision.put("fields", fields);
        }
        ask(reference, decision);
        return reference;
    }

    /** The letter goes at once: before it the applicant isn't asked yet. */
    private void ask(String reference, Map<String, Object> decision) {
        ground.review(reference, decision);
        ground.complete(reference, "lookAtDecision", Map.of("decision", "send"));
    }

    private JsonNode save(String own, Map<String, String> typed, int status) throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart(own + "/amend/save");
        typed.forEach(request::param);
        MockHttpServletResponse answer = perform(request);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse perform(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return web.perform(request.with(formToken())).andReturn().getResponse();
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
