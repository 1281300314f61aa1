package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.wego.membership.FormToken.formToken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.camunda.bpm.engine.TaskService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.letter.LetterDesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What an applicant sees of its letters, may have again, and may take away. */
@HouseTest
class OwnCaseTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    Applications applications;
    @Autowired
    CaseLetters own;
    @Autowired
    LetterDesk letters;
    @Autowired
    TaskService tasks;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    ObjectMapper json;
    @Autowired
    Consents consents;
    @Autowired
    JdbcClient jdbc;
    MockMvc pages;

    @BeforeEach
    void pages() {
        pages = MockMvcBuilders.webAppContextSetup(context).apply(SecurityMockMvcConfigurers.springSecurity()).build();
    }

    @Test
    void theLettersStandThereWithWhatBecameOfThem() throws Exception {
        String reference = submit(Writing.city(Writing.name("Tracked")));
        assertThat(page(applications.ownPath(reference)).select("#letters li").text()).contains("Confirm your address", "it leaves within a minute");
        quiet.drain();
        Document sent = page(applications.ownPath(reference));
        assertThat(sent.select("#letters li").text()).contains("sent", "The mail server took it for " + applications.get(reference).email());
        assertThat(sent.select("#letters form")).as("too soon").isEmpty();
        clock.advance(Duration.ofMinutes(11));
        assertThat(page(applications.ownPath(reference)).select("main form[method=post] button")).as("the one that confirms").hasSize(1);
        assertThat(page(applications.statusPath(reference)).select("#letters form button").attr("aria-label")).contains("Send it again: Confirm your address");
        applications.confirm(reference);
        assertThat(page(applications.ownPath(reference)).select("#letters form button")).hasSize(1);
    }

    @Test
    void aLetterGoesAgainToTheAddressOnFileAndNotTooOften() throws Exception {
        String reference = submit(Writing.city(Writing.name("Resent")));
        applications.confirm(reference);
        quiet.drain();
        long letter = letters.about(reference).get(0).id();
        String path = applications.ownPath(reference);
        assertThat(again(path, letter)).isEqualTo("too_soon");
        assertThat(letters.about(reference)).hasSize(1);
        for (int i = 1; i <= 5; i++) {
            clock.advance(Duration.ofMinutes(11));
            assertThat(again(path, last(reference).id())).as("try " + i).isEqualTo("sent");
            quiet.drain();
            assertThat(last(reference).to()).containsExactly(applications.get(reference).email());
            assertThat(last(reference).naturalKey()).endsWith("/resent-" + i);
        }
        clock.advance(Duration.ofMinutes(11));
        assertThat(again(path, letter)).isEqualTo("too_often");
        assertThat(page(path + "?letter=too_often").select("#letters .notice").text()).contains("Enough letters");
        assertThat(page(path).select("#letters form")).as("the latest only").hasSize(1);
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        assertThat(again(path, letter)).isEqualTo("sent");
    }

    @Test
    void nobodyHasALetterOfAnotherCaseSentOrOpensWithAReplacedLink() throws Exception {
        String reference = submit(Writing.city(Writing.name("Mine")));
        String other = submit(Writing.city(Writing.name("Other")));
        quiet.drain();
        clock.advance(Duration.ofMinutes(11));
        assertThat(sendAgain(applications.ownPath(reference), letters.about(other).get(0).id()).getStatus()).isEqualTo(404);
        assertThat(sendAgain("/status/" + "x".repeat(43), letters.about(other).get(0).id()).getStatus()).isEqualTo(404);
        assertThat(letters.about(other)).hasSize(1);
        String before = applications.ownPath(reference);
        applications.correctAddress(reference, "right@mine.example", "secretariat");
        assertThat(sendAgain(before, letters.about(reference).get(0).id()).getStatus()).isEqualTo(404);
        assertThat(pages.perform(get(before + "/copy")).andReturn().getResponse().getStatus()).isEqualTo(404);
    }

    @Test
    void clicksAtTheSameMomentSendOneLetterAndWithdrawOnce() throws Exception {
        String reference = submit(Writing.city(Writing.name("Clicked")));
        applications.confirm(reference);
        quiet.drain();
        clock.advance(Duration.ofMinutes(11));
        String path = applications.ownPath(reference);
        long letter = last(reference).id();
        int before = letters.about(reference).size();
        assertThat(atOnce(() -> again(path, letter))).as("one is sent, the others hear so").containsOnlyOnce("sent").containsOnly("sent", "too_soon");
        assertThat(letters.about(reference)).hasSize(before + 1);
        assertThat(atOnce(() -> post(path + "/withdraw", 303))).containsOnly(path);
        assertThat(applications.events(reference)).extracting(CaseEvent::kind).containsOnlyOnce("withdrawn");
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(atOnce(() -> post(path + "/confirm", 303))).containsOnly(path);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITHDRAWN);
    }

    @Test
    void afterErasureTheLinkTellsWhatIsLeftAndDoesNothing() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Erased by its time"));
        answers.put("contact.name", "Zebulon Quix");
        answers.put("contact.email", "zebulon.quix@erased.example");
        String reference = submit(answers);
        applications.confirm(reference);
        quiet.drain();
        String path = applications.ownPath(reference);
        String shows = applications.statusPath(reference);
        long letter = last(reference).id();
        post(path + "/withdraw", 303);
        quiet.drain();
        jdbc.sql("update application set state_since = state_since - interval '3 years' where reference = ?").param(reference).update();
        quiet.drain();
        clock.advance(Duration.ofMinutes(11));
        int lettersBefore = letters.about(reference).size();
        List<CaseEvent> eventsBefore = applications.events(reference);
        assertThat(eventsBefore).extracting(CaseEvent::kind).contains("erased");
        for (String address : List.of(path, shows, path + "/copy", path + "/copy.json")) {
            MockHttpServletResponse answer = pages.perform(get(address)).andReturn().getResponse();
            assertThat(answer.getStatus()).as(address).isEqualTo(200);
            assertThat(answer.getContentAsString()).as(address).contains(reference).doesNotContain("Zebulon", "erased.example");
        }
        for (String address : List.of("/form.pdf", "/documents/signedForm")) {
            assertThat(pages.perform(get(path + address)).andReturn().getResponse().getStatus()).as(address).isEqualTo(404);
        }
        for (String address : List.of("/amend", "/withdraw", "/amend/form.pdf")) {
            assertThat(pages.perform(get(path + address)).andReturn().getResponse().getStatus()).as(address).isEqualTo(303);
        }
        for (String own : List.of(path, shows)) {
            assertThat(sendAgain(own, letter).getStatus()).isEqualTo(404);
        }
        post(path + "/withdraw", 303);
        post(path + "/confirm", 303);
        post(path + "/amend", 303);
        post(path + "/amend/save", 410);
        assertThat(letters.about(reference)).hasSize(lettersBefore);
        assertThat(applications.events(reference)).isEqualTo(eventsBefore);
    }

    @Test
    void anothersLinkOrTheSendersDoesNothingOfTheApplicants() throws Exception {
        String reference = submit(Writing.city(Writing.name("Whose")));
        String shows = applications.statusPath(reference);
        String replaced = applications.ownPath(reference);
        applications.correctAddress(reference, "right@whose.example", "secretariat");
        for (String path : List.of(shows, replaced, "/status/" + "x".repeat(43))) {
            for (String act : List.of("/confirm", "/withdraw", "/amend", "/amend/save")) {
                post(path + act, 404);
            }
            for (String page : List.of("/amend", "/amend/glance", "/amend/form.pdf", "/withdraw", "/form.pdf", "/documents/signedForm", "/copy", "/copy.json")) {
                assertThat(pages.perform(get(path + page)).andReturn().getResponse().getStatus()).as(path + page).isEqualTo(404);
            }
        }
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.UNCONFIRMED);
    }

    /** What four clicks at the same moment are answered. */
    private static List<String> atOnce(Callable<String> click) throws Exception {
        ExecutorService clicks = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch together = new CountDownLatch(4);
            Callable<String> waiting = () -> {
                together.countDown();
                together.await();
                return click.call();
            };
            List<String> answers = new ArrayList<>();
            for (Future<String> one : clicks.invokeAll(Collections.nCopies(4, waiting))) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            clicks.shutdownNow();
        }
    }

    private String post(String path, int status) throws Exception {
        MockHttpServletResponse answer = pages.perform(MockMvcRequestBuilders.post(path).with(formToken()))
                .andReturn().getResponse();
        assertThat(answer.getStatus()).as(path + ": " + answer.getContentAsString()).isEqualTo(status);
        return answer.getHeader("Location");
    }

    @Test
    void whoSentTheFormSeesTheFirstLetterOnly() throws Exception {
        String reference = submit(Writing.city(Writing.name("Sender")));
        quiet.drain();
        String shows = applications.statusPath(reference);
        Document page = page(shows);
        assertThat(page.select("#letters li")).hasSize(1);
        assertThat(page.select("a[href*=copy]")).isEmpty();
        clock.advance(Duration.ofMinutes(11));
        assertThat(again(shows, letters.about(reference).get(0).id())).isEqualTo("sent");
        applications.confirm(reference);
        quiet.drain();
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).singleResult().getId(),
                new HashMap<>(Map.of("decision", "requestChanges", "reason", "Which year?")));
        clock.advance(Duration.ofMinutes(11));
        quiet.drain();
        long asked = letters.about(reference).stream().filter(letter -> letter.kind().equals("CHANGES_ASKED")).findFirst().orElseThrow().id();
        assertThat(page(shows).select("#letters li").text()).doesNotContain("Please complete");
        assertThat(sendAgain(shows, asked).getStatus()).isEqualTo(404);
        assertThat(page(applications.ownPath(reference)).select("#letters li").text()).contains("Please complete");
        for (String end : List.of("/copy", "/copy.json")) {
            assertThat(pages.perform(get(shows + end)).andReturn().getResponse().getStatus()).isEqualTo(404);
        }
    }

    @Test
    void aHeldLetterIsNotToldBeforeItLeaves() {
        String reference = submit(Writing.city(Writing.name("Held")));
        Application application = applications.get(reference);
        long id = letters.about(reference).get(0).id();
        assertThat(own.of(application, true)).extracting(CaseLetters.Line::id).contains(id);
        jdbc.sql("update letter set not_before = posted_at + interval '10 minutes' where id = ?")
                .param(id).update();
        assertThat(own.of(application, true)).isEmpty();
        clock.advance(Duration.ofMinutes(11));
        assertThat(own.of(application, true)).extracting(CaseLetters.Line::id).containsExactly(id);
    }

    @Test
    void theCopyHoldsAllThatTheApplicantToldUs() throws Exception {
        Map<String, String> answers = Writing.city(Writing.name("Copy <i>"));
        answers.put("motivation", "=1+1 {{constructor}} 漢字 \uD83D\uDE00");
        String reference = submit(answers);
        applications.confirm(reference);
        quiet.drain();
        String path = applications.ownPath(reference);
        MockHttpServletResponse file = pages.perform(get(path + "/copy.json")).andReturn().getResponse();
        FileHeadersTest.assertSaved("a copy", file);
        assertThat(file.getHeader("Content-Disposition")).contains(reference + ".json");
        JsonNode copy = json.readTree(file.getContentAsByteArray());
        assertThat(copy.at("/reference").asText()).isEqualTo(reference);
        JsonNode form = copy.at("/versions/0/application");
        assertThat(form.at("/name").asText()).isEqualTo(answers.get("name"));
        assertThat(form.at("/motivation").asText()).isEqualTo(answers.get("motivation"));
        assertThat(form.at("/population/value").asLong()).isEqualTo(1_190_964L);
        assertThat(form.at("/billing/address").asText()).isEqualTo(answers.get("billing.address"));
        assertThat(copy.at("/versions/0/files/0/sha256").asText()).hasSize(64);
        assertThat(copy.at("/besides").toString()).as("the consent, with its words").contains("with the form on the page", consents.of(reference).orElseThrow().words());
        assertThat(copy.at("/letters/0/subject").asText()).contains("Confirm your address");
        assertThat(copy.at("/history").findValuesAsText("what")).contains("Sent by the page", "Address confirmed");

        Document page = page(path + "/copy");
        assertThat(page.select("dl.facts").text()).contains(answers.get("name"), answers.get("motivation"), "1,190,964", "Korea", "signed.pdf");
        for (String field : FormReader.FIELDS) {
            if (answers.containsKey(field)) {
                assertThat(page.select("dl.facts dt").eachText()).as(field).contains(context.getBean(FormChanges.class).label(field)).doesNotContain(field);
            }
        }
    }

    private LetterDesk.Line last(String reference) {
        List<LetterDesk.Line> all = letters.about(reference);
        return all.get(all.size() - 1);
    }

    private String again(String path, long letter) throws Exception {
        MockHttpServletResponse answer = sendAgain(path, letter);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(303);
        return answer.getHeader("Location").replaceAll(".*letter=([a-z_]+).*", "$1");
    }

    private MockHttpServletResponse sendAgain(String path, long letter) throws Exception {
        return pages.perform(MockMvcRequestBuilders.post(path + "/letters/" + letter).with(formToken())).andReturn().getResponse();
    }

    private Document page(String path) throws Exception {
        MockHttpServletResponse answer = pages.perform(get(path)).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.getContentAsString());
    }

    private String submit(Map<String, String> answers) {
        return applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
    }
}
