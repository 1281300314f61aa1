package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.wego.membership.FormToken.formToken;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
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

/** The form while it is filled in, without scripts and as its script asks: fee, figure, entry, and drafts on several devices. */
@HouseTest
class DraftPagesTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    Drafts drafts;
    @Autowired
    PersonalLinks links;
    @Autowired
    JdbcClient jdbc;
    MockMvc web;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void theFeeStandsInTheFormByTheTableThatComputesInvoices() throws Exception {
        Document empty = page("/apply?category=FULL");
        assertThat(empty.select("[name=country]")).hasSize(1);
        assertThat(empty.getElementById("glance-fee").text()).contains("Fill in the country and the number of inhabitants", "Applying costs nothing");
        JsonNode fee = new ObjectMapper().readTree(web.perform(get("/api/fees?category=FULL&country=KOR&population=1190964")).andReturn().getResponse().getContentAsString());

        // Without scripts: a button, and nothing else is asked for yet
        MockHttpServletResponse asked = send(Map.of("category", "FULL", "country", "KOR", "population.value", "1,190,964", "action", "fee"));
        assertThat(asked.getStatus()).isEqualTo(303);
        assertThat(asked.getRedirectedUrl()).endsWith("#glance-fee");
        Document shown = page(asked.getRedirectedUrl());
        assertThat(shown.getElementById("faults")).isNull();
        String sum = "USD " + String.format(java.util.Locale.ENGLISH, "%,d", fee.get("amount").asLong());
        assertThat(shown.selectFirst("#glance-fee .amount").text()).startsWith(sum + " a year").contains("1,190,964 inhabitants");
        assertThat(fee.get("sentence").asText()).startsWith(sum + ": ");
        assertThat(shown.getElementById("glance-fee").text()).contains("The first fee is that of " + fee.get("year").asText(), "International Monetary Fund");
        assertThat(shown.selectFirst("[name='population.value']").val()).isEqualTo("1,190,964");

        // As the script asks: the same words
        Document glance = page("/apply/glance?category=FULL&country=KOR&population.value=1,190,964");
        assertThat(glance.getElementById("glance-fee").html()).isEqualTo(shown.getElementById("glance-fee").html());
        assertThat(page("/apply/glance?category=CORPORATE&employees.value=250").selectFirst("#glance-fee .amount").text()).startsWith("USD 5,000 a year");
        assertThat(page("/apply/glance?category=FRIENDSHIP&country=KOR").selectFirst("#glance-fee .amount").text()).startsWith("USD 3,000 a year");
        assertThat(page("/apply/glance?category=FULL&country=CUB&population.value=216000").getElementById("glance-fee").text())
                .contains("We can’t tell the fee here", "Cuba", "You can apply all the same");
    }

    @Test
    void whatTheFormTellsTakesAnything() throws Exception {
        for (String query : List.of("", "category=KING", "category=FULL&country=" + "X".repeat(3000), "category=FULL&country=ZZZ&population.value=1",
                "category=FULL&country=KOR&population.value=999999999999999", "category=FULL&country=KOR&population.value=-5&name=%00",
                "category=FULL&name=" + "%F0%9F%8F%99".repeat(300) + "&country=KOR", "category=FULL&category=CORPORATE&name=a&name=b")) {
            MockHttpServletResponse answer = web.perform(get(URI.create("/apply/glance?" + query))).andReturn().getResponse();
            assertThat(answer.getStatus()).as(query).isIn(200, 400);
        }
        assertThat(page("/apply/glance?category=FULL&name=%3Cscript%3Ealert(1)%3C/script%3E").select("script")).isEmpty();
    }

    @Test
    void geoNamesFigureIsOfferedAndTakenByItsButtonOnly() throws Exception {
        Map<String, String> typed = Writing.city("City of Pohang");
        typed.put("population.value", "498000");
        typed.put("action", "fee");
        Document shown = page(send(typed).getRedirectedUrl());
        Element offered = shown.getElementById("glance-figure");
        assertThat(offered.text()).contains("Pohang", "500,000 inhabitants (as of 2020)", "CC BY 4.0", "Your own figure counts");
        assertThat(offered.select("[name='population.confirmed']")).as("near enough: nothing is asked").isEmpty();
        assertThat(shown.selectFirst("[name='population.value']").val()).as("nothing is imposed").isEqualTo("498000");
        assertThat(shown.select("#application button").first().val()).as("what the Enter key presses").isEqualTo("enter");

        typed.put("action", offered.selectFirst("button").val());
        MockHttpServletResponse taken = send(typed);
        assertThat(taken.getRedirectedUrl()).endsWith("#f-population.value");
        Document with = page(taken.getRedirectedUrl());
        assertThat(with.selectFirst("[name='population.value']").val()).isEqualTo("500,000");
        assertThat(with.selectFirst("[name='population.year']").val()).isEqualTo("2020");
        assertThat(with.selectFirst("[name='population.source']").val()).isEqualTo("GeoNames");
        assertThat(with.selectFirst("[name='contact.email']").val()).isEqualTo(typed.get("contact.email"));
        typed.put("action", "take.999999999");
        assertThat(page(send(typed).getRedirectedUrl()).selectFirst("[name='population.value']").val()).as("a place that isn't offered").isEqualTo("498000");
    }

    @Test
    void aFigureFarFromItIsAskedAboutOnceAndTheAnswerIsKept() throws Exception {
        Map<String, String> typed = Writing.city("Pohang");
        typed.put("motivation", "Asked " + UUID.randomUUID());
        typed.put("population.value", "1,000,000");
        typed.put("action", "prepare");
        MockHttpServletResponse asked = send(typed);
        assertThat(asked.getStatus()).isEqualTo(400);
        Document page = Jsoup.parse(asked.getContentAsString());
        assertThat(page.getElementById("faults").text()).contains("1,000,000 inhabitants are 100 % more than GeoNames has for Pohang (500,000). Is your figure right?");
        Element tick = page.getElementById("f-population.confirmed");
        assertThat(tick).as("the summary leads to the tick").isNotNull();
        assertThat(page.select("#faults li")).hasSize(1);
        typed.put("population.confirmed", "true");
        typed.put("draft", page.selectFirst("[name=draft]").val());
        MockHttpServletResponse ready = send(typed);
        assertThat(ready.getStatus()).isEqualTo(303);
        assertThat(page(ready.getRedirectedUrl()).getElementById("f-population.confirmed").hasAttr("checked")).isTrue();
        assertThat(page(ready.getRedirectedUrl()).text()).contains("Your form is ready");
    }

    @Test
    void whatThePublicWillSeeIsShownBeforeConsentAndHoldsNoPerson() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Preview"));
        typed.put("action", "fee");
        Document shown = page(send(typed).getRedirectedUrl());
        Element preview = shown.getElementById("glance-preview");
        assertThat(preview.text()).contains(typed.get("name"), typed.get("localName"), "Associate Member, later Full Member", "1,190,964", "census, 2025",
                "https://www.suwon.example");
        for (String private_ : List.of("head.name", "signatory.email", "contact.name", "contact.email", "contact.phone", "billing.address", "motivation")) {
            assertThat(preview.text()).as(private_).doesNotContain(typed.get(private_));
        }
        assertThat(shown.html().indexOf("glance-preview")).as("before the box to tick").isLessThan(shown.html().indexOf("f-consent"));
        assertThat(shown.select("fieldset.part > .why")).as("every part says why it asks").hasSize(5);
    }

    @Test
    void goOnLaterShowsLinkAndCodeAndSendsThemToAnAddress() throws Exception {
        Map<String, String> typed = new HashMap<>(Map.of("category", "CORPORATE", "name", "Half a company", "action", "later"));
        MockHttpServletResponse later = send(typed);
        assertThat(later.getStatus()).as("what is missing doesn't matter yet").isEqualTo(303);
        Document page = page(later.getRedirectedUrl());
        String code = page.getElementById("draft-code").text();
        String token = later.getRedirectedUrl().split("/")[2];
        assertThat(page.text()).contains("/apply/" + token, "Nothing has been sent to us");

        Document wrong = Jsoup.parse(perform(post("/apply/" + token + "/address").param("email", "nobody at all"), 400).getContentAsString());
        assertThat(wrong.selectFirst("[name=email]").val()).isEqualTo("nobody at all");
        assertThat(wrong.getElementById("e-email")).isNotNull();
        String address = "writer" + UUID.randomUUID().toString().substring(0, 8) + "@half.example";
        MockHttpServletResponse sent = perform(post("/apply/" + token + "/address").param("email", address), 303);
        assertThat(page(sent.getRedirectedUrl()).text()).contains("Link and code go to " + address);
        perform(post("/apply/" + token + "/address").param("email", address), 303);
        List<Instant> posted = jdbc.sql("select posted_at from letter where natural_key like ?").param(links.open("draft", token).orElseThrow().subject() + "/%")
                .query((row, i) -> row.getTimestamp("posted_at").toInstant().truncatedTo(ChronoUnit.MINUTES)).list();
        assertThat(posted).as("a second click within the minute sends no second letter").isNotEmpty().doesNotHaveDuplicates();
        for (int more = 0; more < 3; more++) {
            perform(post("/apply/" + token + "/address").param("email", address), 303);
        }
        perform(post("/apply/" + token + "/address").param("email", address), 429);

        // On another device
        assertThat(page("/apply/resume").selectFirst("form input[name=code]")).isNotNull();
        assertThat(perform(post("/apply/resume").param("code", ""), 400).getContentAsString()).contains("Type the code of your draft");
        assertThat(perform(post("/apply/resume").param("code", "AAAA-AAAA-AAA"), 400).getContentAsString()).contains("No draft has this code");
        MockHttpServletResponse resumed = perform(post("/apply/resume").param("code", code.replace("-", " ").toLowerCase()), 303);
        assertThat(page(resumed.getRedirectedUrl()).selectFirst("[name=name]").val()).isEqualTo("Half a company");
    }

    @Test
    void codesCanNotBeGuessed() throws Exception {
        for (int i = 0; i < 5; i++) {
            perform(post("/apply/resume").param("code", "AAAA-AAAA-AB" + i).with(request -> {
                request.setRemoteAddr("203.0.113.77");
                return request;
            }), 400);
        }
        perform(post("/apply/resume").param("code", "AAAA-AAAA-ABX").with(request -> {
            request.setRemoteAddr("203.0.113.77");
            return request;
        }), 429);
    }

    @Test
    void handedOverTheFormerLinkSaysSoAndSavesNothing() throws Exception {
        Drafts.Draft draft = drafts.keep(null, Writing.answers(Writing.city("Handed over by page")), Writing.signed());
        String code = drafts.code(draft.token());
        perform(post("/apply/" + draft.token() + "/hand-over").param("colleague", "nobody"), 400);
        MockHttpServletResponse done = perform(post("/apply/" + draft.token() + "/hand-over").param("colleague", "colleague" + UUID.randomUUID() + "@city.example"), 303);
        MockHttpServletResponse old = web.perform(get(done.getRedirectedUrl())).andReturn().getResponse();
        assertThat(old.getStatus()).isEqualTo(410);
        assertThat(old.getContentAsString()).contains("This draft was handed over").doesNotContain("Handed over by page", "name=\"contact.email\"");
        assertThat(perform(post("/apply/resume").param("code", code), 400).getContentAsString()).contains("This draft was handed over on");
        for (String path : List.of("/later", "/form.pdf")) {
            assertThat(web.perform(get("/apply/" + draft.token() + path)).andReturn().getResponse().getStatus()).as(path).isIn(303, 404);
        }
        perform(post("/apply/" + draft.token() + "/address").param("email", "me@city.example"), 303);
        Map<String, String> typed = Writing.city("Typed too late");
        typed.put("draft", draft.token());
        JsonNode stop = save(typed, 410);
        assertThat(stop.get("words").asText()).contains("handed over", "Nothing is saved from here");
        typed.put("action", "send");
        MockHttpServletResponse kept = send(typed);
        assertThat(kept.getStatus()).isEqualTo(400);
        Document copy = Jsoup.parse(kept.getContentAsString());
        assertThat(copy.getElementById("faults").text()).contains("is now a draft of its own");
        assertThat(copy.selectFirst("[name=draft]").val()).isNotEqualTo(draft.token());
        assertThat(copy.selectFirst("[name=name]").val()).isEqualTo("Typed too late");
    }

    @Test
    void savesWhileOneTypesAndStopsWhereAnotherDeviceWent() throws Exception {
        Map<String, String> typed = new HashMap<>(Map.of("category", "FULL", "name", "As it is typed", "writer", "desk", "draftVersion", "0"));
        JsonNode first = save(typed, 200);
        assertThat(first.get("savedAt").asText()).isNotBlank();
        typed.put("draft", first.get("draft").asText());
        typed.put("draftVersion", first.get("version").asText());
        typed.put("country", "not a country, and still kept");
        MockMultipartHttpServletRequestBuilder withFiles = multipart("/apply/save");
        withFiles.part(new MockPart("signedForm", "signed.pdf", Writing.pdf()), new MockPart("resolution", "holiday.pdf", "GIF89a".getBytes()));
        typed.forEach(withFiles::param);
        JsonNode second = new ObjectMapper().readTree(perform(withFiles, 200).getContentAsString());
        assertThat(second.get("kept").get("signedForm").asText()).contains("signed.pdf");
        assertThat(second.get("kept").has("resolution")).isFalse();
        assertThat(second.get("faults").get("resolution").asText()).contains("not a PDF");
        assertThat(drafts.find(first.get("draft").asText()).orElseThrow().answers().get("country")).startsWith("not a country");

        // The phone goes on; the desk, still open, neither overwrites it nor says that it saved
        Map<String, String> phone = new HashMap<>(typed);
        phone.putAll(Map.of("writer", "phone", "draftVersion", second.get("version").asText(), "name", "By the phone"));
        save(phone, 200);
        typed.put("draftVersion", second.get("version").asText());
        typed.put("name", "By the desk");
        assertThat(save(typed, 409).get("words").asText()).contains("another device");
        assertThat(drafts.find(first.get("draft").asText()).orElseThrow().answers().get("name")).isEqualTo("By the phone");
        typed.put("action", "later");
        MockHttpServletResponse button = send(typed);
        assertThat(button.getStatus()).isEqualTo(400);
        Document again = Jsoup.parse(button.getContentAsString());
        assertThat(again.getElementById("faults").text()).contains("press the button again");
        assertThat(again.selectFirst("[name=name]").val()).isEqualTo("By the desk");
        typed.put("draftVersion", again.selectFirst("[name=draftVersion]").val());
        typed.put("writer", again.selectFirst("[name=writer]").val());
        assertThat(send(typed).getStatus()).isEqualTo(303);
        assertThat(drafts.find(first.get("draft").asText()).orElseThrow().answers().get("name")).isEqualTo("By the desk");
        save(Map.of("category", "KING"), 400);
        assertThat(web.perform(post("/apply/save").param("category", "FULL")).andReturn().getResponse().getStatus()).as("without the form's token").isEqualTo(403);
    }

    @Test
    void theOfficeTakesInGeoNamesFileAndRefusesOthers() throws Exception {
        var clerk = user("secretariat").roles("secretariat");
        assertThat(web.perform(get("/office/places").with(clerk)).andReturn().getResponse().getContentAsString()).contains("GeoNames", "cities are known here");
        MockHttpServletResponse refused = web.perform(multipart("/office/places").file(new MockMultipartFile("file", "x.txt", "text/plain", "no cities".getBytes()))
                .with(clerk).with(formToken())).andReturn().getResponse();
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("These are not GeoNames’ cities");
        assertThat(web.perform(multipart("/office/places").with(clerk).with(formToken())).andReturn().getResponse().getContentAsString()).contains("Choose the file.");
        assertThat(web.perform(multipart("/office/places").file(new MockMultipartFile("file", "x.txt", "text/plain", "no cities".getBytes()))
                .with(user("treasurer").roles("treasurer")).with(formToken())).andReturn().getResponse().getStatus()).isEqualTo(403);
    }

    private Document page(String path) throws Exception {
        MockHttpServletResponse answer = web.perform(get(URI.create(path.replaceAll("#.*", "")))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.getContentAsString());
    }

    private MockHttpServletResponse send(Map<String, String> typed) throws Exception {
        var request = post("/apply").with(formToken());
        typed.forEach(request::param);
        return web.perform(request).andReturn().getResponse();
    }

    private JsonNode save(Map<String, String> typed, int status) throws Exception {
        var request = post("/apply/save");
        typed.forEach(request::param);
        return new ObjectMapper().readTree(perform(request, status).getContentAsString());
    }

    private MockHttpServletResponse perform(AbstractMockHttpServletRequestBuilder<?> request, int status) throws Exception {
        MockHttpServletResponse answer = web.perform(request.with(formToken())).andReturn().getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return answer;
    }
}
