package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.wego.membership.FormToken.formToken;
import static org.wego.membership.Hostile.FOUR_BYTES;
import static org.wego.membership.Hostile.TEXTS;
import static org.wego.membership.Hostile.harmless;
import static org.wego.membership.Hostile.prints;
import static org.wego.membership.Hostile.shows;
import static org.wego.membership.Hostile.squeezed;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockPart;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wego.membership.Forms;
import org.wego.membership.HouseTest;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.committee.Seat;
import org.wego.membership.committee.Seats;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Members;

/**
 * Hostile words in every text field of an application and in what staff write, followed through every way out: pages, Tasklist's
 * interface, mail (text and HTML), the form's PDF. They come out as they went in or are refused in words, and nothing runs.
 */
@HouseTest
class HostileInputTest {

    /** What no text may hold. */
    private static final List<String> NEVER = List.of("a\u0000b", "a\u0007b", "a\u001Bb", "a\u0085b", "a\u000Bb", "a\u202Eb", "a\u2066b", "a\u200Fb", "a\u061Cb");
    private static final List<String> NOT_IN_A_LINE = List.of("a\r\nb", "a\nBcc: x@y.example", "a\rb", "a\tb", "a\u2028b");

    private static final List<String> LINES = List.of("name", "localName", "population.source", "head.name", "head.title", "signatory.name",
            "signatory.title", "contact.name", "contact.title", "billing.name");
    private static final List<String> AREAS = List.of("motivation", "billing.address");
    private static final List<String> NO_TEXT = List.of("category", "country", "website", "level", "population.value", "population.year",
            "signatory.email", "signatory.capacity", "contact.email", "contact.phone", "billing.email", "referredBy", "language", "consent");

    private static final byte[] SIGNED = Writing.pdf();

    @LocalServerPort
    int port;
    @Autowired
    WebApplicationContext context;
    @Autowired
    Applications applications;
    @Autowired
    LetterDesk letters;
    @Autowired
    Members members;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @Autowired
    Seats seats;
    @Autowired
    CommitteeCases committee;
    @Autowired
    PersonalLinks links;
    @Autowired
    OrganisationCalendar calendar;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ObjectMapper json;

    private final HttpClient http = HttpClient.newHttpClient();
    /** The browser of somebody at a seat of the Committee. */
    private final HttpClient atSeat = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build();
    private MockMvc web;

    @BeforeEach
    void setUp() {
        web = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    @Test
    void whatIsTextComesOutAsItWentInOnEveryWay() throws Exception {
        Map<String, String> payloads = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(TEXTS);
        all.addAll(FOUR_BYTES);
        for (String payload : all) {
            Map<String, String> answers = hostile(payload);
            String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
            applications.confirm(reference);
            quiet.drain();
            payloads.put(reference, payload);

            String own = applications.ownPath(reference);
            JsonNode task = task(reference);
            assertThat(task.get("name").asText()).as(payload).isEqualTo("Review application: " + answers.get("name"));
            String facts = rest("GET", "/task/" + task.get("id").asText() + "/variables/facts?deserializeValue=false", null).get("value").asText();
            List<String> told = StreamSupport.stream(json.readTree(facts).spliterator(), false)
                    .map(fact -> fact.get("value").asText() + " " + fact.path("source").asText()).toList();
            for (String field : LINES) {
                assertThat(told).as("%s of %s in Tasklist", field, payload).anyMatch(value -> value.contains(answers.get(field)));
            }

            String reason = payload + "\nsecond line";
            rest("POST", "/task/" + task.get("id").asText() + "/complete",
                    Map.of("variables", Map.of("decision", Map.of("value", "requestChanges"), "reason", Map.of("value", reason))));
            quiet.drain();
            assertThat(applications.get(reference).reason()).isEqualTo(reason);
            letters.about(reference).forEach(letter -> letters.release(letter.naturalKey()));
            quiet.drain();

            shows(page(own, null), payload, answers.get("name"), payload);
            shows(page("/office/cases/" + reference, "secretariat"), payload, LINES.stream().map(answers::get).toArray(String[]::new));
            shows(page("/office/cases?state=all&q=" + reference, "secretariat"), payload, answers.get("name"));
            Document amend = page(own + "/amend", null);
            shows(amend, payload);
            for (String field : LINES) {
                Element input = amend.getElementById("f-" + field);
                assertThat(input).as("%s on the page of changes", field).isNotNull();
                assertThat(input.val()).as("%s of %s", field, payload).isEqualTo(answers.get(field));
            }
            for (LetterDesk.Line letter : letters.about(reference)) {
                shows(page("/office/letters/" + letter.id(), "secretariat"), payload);
            }
            shows(page("/office/letters?about=" + reference, "secretariat"), payload);
            printed(own + "/form.pdf", answers);
        }
        // Decision letters may be held a while
        clock.advance(Duration.ofMinutes(11));
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode letter : json.readTree(raw("GET", "/demo/mailbox.json", null, null).body())) {
            payloads.forEach((reference, payload) -> {
                if (letter.get("text").asText().contains(reference)) {
                    seen.merge(reference, 1, Integer::sum);
                    assertThat(letter.get("subject").asText()).as(payload).doesNotContain("\n", "\r");
                    Document html = Jsoup.parse(letter.get("html").asText());
                    harmless(html, payload);
                    if (letter.get("text").asText().contains("second line")) {
                        assertThat(letter.get("text").asText()).as("%s in plain mail", payload).contains(payload);
                        assertThat(html.wholeText()).as("%s in HTML mail", payload).contains(payload);
                    }
                    assertThat(squeezed(letter.get("text").asText())).as(payload).contains(squeezed(payload));
                    assertThat(squeezed(html.wholeText())).as(payload).contains(squeezed(payload));
                }
            });
        }
        assertThat(seen.keySet()).isEqualTo(payloads.keySet());
        assertThat(seen.values()).allMatch(count -> count >= 2);
    }

    @Test
    void aMemberOfAHostileNameIsShownAsItIsCalled() throws Exception {
        for (String payload : List.of("<script>alert(1)</script>", "${7*7} {{constructor}}", "=1+1")) {
            Map<String, String> answers = hostile(payload);
            String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
            applications.confirm(reference);
            quiet.drain();
            rest("POST", "/task/" + task(reference).get("id").asText() + "/complete", Map.of("variables", Map.of("decision", Map.of("value", "accept"))));
            quiet.drain();
            String number = members.byOrigin(reference).orElseThrow().number();
            shows(page("/members/" + number, null), payload, answers.get("name"), answers.get("localName"));
            shows(page("/office/members/" + number, "secretariat"), payload, answers.get("name"));
            shows(page("/office/members?q=" + number, "secretariat"), payload, answers.get("name"));
            JsonNode told = json.readTree(raw("GET", "/api/members/" + number, null, null).body());
            assertThat(told.get("name").asText()).isEqualTo(answers.get("name"));
        }
    }

    /** Followed to the Committee: its agenda, what it answers with, its letters and papers, the office's pages of the round, and back. */
    @Test
    void theCommitteeReadsItAsItWasWritten() throws Exception {
        Map<String, Map<String, String>> cases = new LinkedHashMap<>();
        Map<String, String> payloads = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(TEXTS);
        all.addAll(FOUR_BYTES);
        for (String payload : all) {
            Map<String, String> answers = hostile(payload);
            String reference = applications.submit(Writing.answers(answers), Writing.signed(), Applications.Sender.PAGE, null);
            applications.confirm(reference);
            quiet.drain();
            rest("POST", "/task/" + task(reference).get("id").asText() + "/complete", Map.of("variables", Map.of("decision", Map.of("value", "accept"))));
            cases.put(reference, answers);
            payloads.put(reference, payload);
        }
        quiet.drain();
        String words = "<script>alert(2)</script> ${7*7} {{constructor}} =1+1";
        Seat seat = seats.keep(new Seat(0, words, null, List.of("hostile.seat@city.example"), calendar.today(), null, false), "test");
        try {
            rest("POST", "/process-definition/key/executive-committee-vote/start", Map.of("variables", Map.of("mode", Map.of("value", "ballot"),
                    "days", Map.of("value", 3), "cases", Map.of("value", String.join(" ", cases.keySet())))));
            quiet.drain();
            String round = committee.standing(cases.keySet().iterator().next()).orElseThrow().round();
            String[] names = cases.values().stream().map(answers -> answers.get("name")).toArray(String[]::new);
            String[] people = cases.values().stream().flatMap(answers -> Stream.of(answers.get("head.name"), answers.get("signatory.name"), answers.get("motivation")))
                    .toArray(String[]::new);

            Map<String, String> vote = new LinkedHashMap<>();
            vote.put("code", links.code(links.issue("vote", round + "/" + seat.number())));
            Document agenda = vote(vote);
            shows(agenda, words, names);
            shows(agenda, words, people);
            shows(agenda, words, words);
            vote.clear();
            cases.keySet().forEach(reference -> vote.put("vote." + reference, "reject"));
            String recused = cases.keySet().iterator().next();
            vote.put("vote." + recused, "recuse");
            vote.put("reason." + recused, words);
            vote.putAll(Map.of("name", words, "title", "\"><img src=x onerror=alert(1)>", "action", "review"));
            Document review = vote(vote);
            shows(review, words, names);
            shows(review, words, words, "\"><img src=x onerror=alert(1)>");
            vote.put("action", "cast");
            shows(vote(vote), words, names);
            prints(seatFile("/vote/briefing.pdf"), names);
            String calendarFile = new String(seatFile("/vote/calendar.ics"), StandardCharsets.UTF_8);
            assertThat(calendarFile.lines()).as("one line is one property, or goes on with a space").allMatch(line -> line.matches("[A-Z-]+[:;].*|[ \t].*"));

            for (String path : List.of("/office/rounds", "/office/rounds/" + round, "/office/rounds/" + round + "/calls", "/office/seats", "/office/seats/" + seat.number(),
                    "/office/rounds/" + round + "/seats/" + seat.number() + "/answer", "/check")) {
                harmless(page(path, "secretariat"), words);
            }
            shows(page("/office/rounds/" + round, "secretariat"), words, names);
            shows(page("/office/seats", "secretariat"), words, words);
            prints(bytes("/office/rounds/" + round + "/briefing.pdf", "secretariat"), names);

            clock.advance(Duration.ofDays(4));
            Document over = vote(Map.of("code", links.code(links.issue("vote", round + "/" + seat.number()))));
            shows(over, words, names);
            prints(bytes("/office/rounds/" + round + "/resolution", "secretariat"), names);
            shows(page("/office/rounds/" + round, "secretariat"), words, names);
            for (String reference : cases.keySet()) {
                shows(page("/office/cases/" + reference, "secretariat"), payloads.get(reference), cases.get(reference).get("name"));
                shows(page(applications.ownPath(reference), null), payloads.get(reference), cases.get(reference).get("name"));
                JsonNode next = rest("GET", "/task?processInstanceBusinessKey=" + reference + "&taskDefinitionKey=decideAfterVote", null).get(0);
                assertThat(next.get("name").asText()).isEqualTo("Decide after vote: " + cases.get(reference).get("name"));
                rest("POST", "/task/" + next.get("id").asText() + "/complete", Map.of("variables", Map.of("decision", Map.of("value", "close"),
                        "reason", Map.of("value", payloads.get(reference)))));
            }
            quiet.drain();
            int ofRound = 0;
            for (JsonNode letter : json.readTree(raw("GET", "/demo/mailbox.json", null, null).body())) {
                String text = letter.get("text").asText();
                if (text.contains(round) || payloads.keySet().stream().anyMatch(text::contains)) {
                    Document html = Jsoup.parse(letter.get("html").asText());
                    harmless(html, words);
                    assertThat(letter.get("subject").asText()).doesNotContain("\n", "\r");
                    assertThat(squeezed(html.wholeText())).as("both say the same name").satisfies(said -> {
                        for (String name : names) {
                            assertThat(said.contains(squeezed(name))).as(name).isEqualTo(squeezed(text).contains(squeezed(name)));
                        }
                    });
                    ofRound += letter.get("to").toString().contains("hostile.seat@") ? 1 : 0;
                }
            }
            assertThat(ofRound).as("invitation and result").isGreaterThanOrEqualTo(2);
        } finally {
            jdbc.sql("update seat set held_from = date '2000-01-01', held_to = date '2000-01-02' where number = ?").param(seat.number()).update();
        }
    }

    private Document vote(Map<String, String> fields) throws Exception {
        Map<String, String> sent = new LinkedHashMap<>(fields);
        String before = atSeat.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/vote")).GET().build(), HttpResponse.BodyHandlers.ofString()).body();
        sent.put("_csrf", Forms.field(before, "_csrf"));
        HttpResponse<String> answer = atSeat.send(Forms.post(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/vote")), sent).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private byte[] seatFile(String path) throws Exception {
        HttpResponse<byte[]> answer = atSeat.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whatIsWrongOnThePageIsShownAgainAndNothingOfItRuns() throws Exception {
        for (String payload : TEXTS) {
            Map<String, String> answers = hostile(payload);
            NO_TEXT.stream().filter(field -> !field.equals("category")).forEach(field -> answers.put(field, payload));
            Document again = apply(answers, 400);
            harmless(again, payload);
            for (String field : LINES) {
                assertThat(again.getElementById("f-" + field).val()).as("%s of %s", field, payload).isEqualTo(answers.get(field));
            }
            for (String field : AREAS) {
                assertThat(again.getElementById("f-" + field).wholeText()).as("%s of %s", field, payload).isEqualTo(answers.get(field));
            }
            assertThat(again.getElementById("f-website").val()).isEqualTo(payload);
        }
    }

    @Test
    void whatNoTextMayHoldIsRefusedFieldByFieldAndTheRestIsKept() throws Exception {
        List<String> bad = new ArrayList<>(NEVER);
        bad.add("x".repeat(10_000));
        for (String payload : bad) {
            Map<String, String> answers = Writing.city(Writing.name("Kept"));
            LINES.stream().filter(field -> !field.equals("head.name")).forEach(field -> answers.put(field, payload));
            AREAS.forEach(field -> answers.put(field, payload));
            Document again = apply(answers, 400);
            for (String field : LINES) {
                assertThat(again.getElementById("e-" + field) == null).as("%s of %s", field, shown(payload)).isEqualTo(field.equals("head.name"));
            }
            AREAS.forEach(field -> assertThat(again.getElementById("e-" + field)).as(field).isNotNull());
            assertThat(again.getElementById("f-head.name").val()).isEqualTo("Lee Jae-jun");
        }
        for (String payload : NOT_IN_A_LINE) {
            Map<String, String> answers = Writing.city(Writing.name("Kept"));
            LINES.forEach(field -> answers.put(field, payload));
            Document again = apply(answers, 400);
            LINES.forEach(field -> assertThat(again.getElementById("e-" + field)).as("%s of %s", field, shown(payload)).isNotNull());
        }
    }

    @Test
    void theInterfaceRefusesByTheFieldsNameAndNeverFails() throws Exception {
        List<String> bad = new ArrayList<>(NEVER);
        bad.add("a\uD800b");
        bad.add("x".repeat(10_000));
        for (String field : LINES) {
            for (String payload : bad) {
                refused(field, payload);
            }
            for (String payload : NOT_IN_A_LINE) {
                refused(field, payload);
            }
        }
        for (String field : AREAS) {
            for (String payload : bad) {
                refused(field, payload);
            }
        }
        bad.addAll(List.of("${7*7}", "=1+1", "<script>alert(1)</script>", "{{constructor}}", "\uD83D\uDE80", "a\r\nBcc: x@y.example"));
        for (String field : NO_TEXT) {
            for (String payload : bad) {
                refused(field, payload);
            }
        }
    }

    @Test
    void whatStaffWriteIsHeldToTheSame() throws Exception {
        String reference = applications.submit(Writing.answers(Writing.city(Writing.name("Staff"))), Writing.signed(), Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        String task = "/task/" + task(reference).get("id").asText() + "/complete";
        List<String> bad = new ArrayList<>(NEVER);
        bad.add("x".repeat(10_000));
        for (String payload : bad) {
            for (String decision : List.of("requestChanges", "decline")) {
                HttpResponse<String> answer = raw("POST", "/engine-rest" + task, "secretariat", Map.of("variables",
                        Map.of("decision", Map.of("value", decision), "reason", Map.of("value", payload))));
                assertThat(answer.statusCode()).as("%s: %s", shown(payload), answer.body()).isEqualTo(400);
                assertThat(answer.body()).contains("reason");
            }
            HttpResponse<String> unknown = raw("POST", "/engine-rest" + task, "secretariat", Map.of("variables", Map.of("decision", Map.of("value", payload))));
            assertThat(unknown.statusCode()).as("%s: %s", shown(payload), unknown.body()).isEqualTo(400);
        }
        assertThat(task(reference)).isNotNull();
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);

        // On the office's own pages too: a note, the reason of a correction (it reaches the applicant), a member's name
        Map<String, String> corrected = Writing.city(Writing.name("Corrected"));
        corrected.put("version", "1");
        for (String payload : bad) {
            corrected.put("why", payload);
            assertThat(written("/office/cases/" + reference + "/correct", corrected).getElementById("e-why")).as(shown(payload)).isNotNull();
            assertThat(written("/office/cases/" + reference + "/notes", Map.of("note", payload)).getElementById("e-note")).as(shown(payload)).isNotNull();
            assertThat(written("/office/members", Map.of("name", payload)).getElementById("e-name")).as(shown(payload)).isNotNull();
        }
        assertThat(applications.get(reference).version()).isEqualTo(1);
    }

    /** What a form of the office answers that is refused. */
    private Document written(String path, Map<String, String> fields) throws Exception {
        var request = post(path).with(user("secretariat").roles("secretariat")).with(formToken());
        fields.forEach(request::param);
        MockHttpServletResponse answer = web.perform(request).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(400);
        return Jsoup.parse(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    /** A file's name is only a name: no way, no line, no turned ending. */
    @Test
    void namesOfFilesAreTamed() throws Exception {
        for (String name : List.of("../../etc/passwd.pdf", "C:\\temp\\x.pdf", "a\"; filename=\"b.exe", "form\u202Efdp.exe", "a\u0007b.pdf", "<script>.pdf",
                "\uD83D\uDE80.pdf", "x".repeat(10_000) + ".pdf", "${7*7}.pdf", "수원 신청서.pdf")) {
            Map<String, String> answers = Writing.city(Writing.name("Files"));
            String reference = applications.submit(Writing.answers(answers), Map.of(Part.SIGNED_FORM, new Upload(name, Writing.pdf())),
                    Applications.Sender.PAGE, null);
            MockHttpServletResponse file = web.perform(get("/office/cases/" + reference + "/documents/signedForm")
                    .with(user("secretariat").roles("secretariat"))).andReturn().getResponse();
            assertThat(file.getStatus()).as(name).isEqualTo(200);
            assertThat(file.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(file.getHeader("Content-Disposition")).as(name).doesNotContain("\r", "\n", "/", "\\", "\u202E", "%E2%80%AE", "filename=\"b.exe");
            harmless(page("/office/cases/" + reference, "secretariat"), name);
        }
    }

    private void refused(String field, String payload) throws Exception {
        ObjectNode application = Writing.tree(json, Writing.city(Writing.name("Refused")));
        Writing.put(application, field, json.getNodeFactory().textNode(payload));
        // Half a character can't be written in UTF-8, but in JSON's own way
        MockPart written = new MockPart("application", "application.json",
                json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(application).getBytes(StandardCharsets.UTF_8));
        written.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        MockHttpServletResponse answer = web.perform(multipart("/api/applications").part(written)
                .part(new MockPart("signedForm", "signed.pdf", SIGNED))).andReturn().getResponse();
        String body = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as("%s = %s: %s", field, shown(payload), body).isEqualTo(400);
        assertThat(StreamSupport.stream(json.readTree(body).get("errors").spliterator(), false).map(error -> error.get("field").asText()))
                .as("%s = %s", field, shown(payload)).contains(field);
    }

    /** Every text of a city's form with the payload in it; each tells its field, so that none stands for another. */
    private static Map<String, String> hostile(String payload) {
        Map<String, String> answers = Writing.city(Writing.name("X"));
        LINES.stream().filter(field -> !field.equals("name")).forEach(field -> answers.put(field, payload + " " + field));
        answers.put("name", payload + " " + answers.get("name"));
        AREAS.forEach(field -> answers.put(field, payload + "\n" + field));
        return answers;
    }

    private Document apply(Map<String, String> answers, int expected) throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart("/apply").part(new MockPart("signedForm", "signed.pdf", SIGNED));
        answers.forEach(request::param);
        MockHttpServletResponse answer = web.perform(request.param("action", "send").with(formToken())).andReturn().getResponse();
        assertThat(answer.getStatus()).as("%s", answers).isEqualTo(expected);
        return Jsoup.parse(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    private Document page(String path, String role) throws Exception {
        return Jsoup.parse(new String(bytes(path, role), StandardCharsets.UTF_8));
    }

    private byte[] bytes(String path, String role) throws Exception {
        var request = get(URI.create(path));
        MockHttpServletResponse answer = web.perform(role == null ? request : request.with(user(role).roles(role))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer.getContentAsByteArray();
    }

    private void printed(String path, Map<String, String> answers) throws Exception {
        prints(bytes(path, null), answers.get("name"), answers.get("head.name"), answers.get("motivation"), "2025");
    }

    private JsonNode task(String reference) throws Exception {
        return rest("GET", "/task?processInstanceBusinessKey=" + reference + "&taskDefinitionKey=reviewApplication", null).get(0);
    }

    private JsonNode rest(String method, String path, Object body) throws Exception {
        HttpResponse<String> answer = raw(method, "/engine-rest" + path, "secretariat", body);
        assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isIn(200, 204);
        return answer.body().isEmpty() ? null : json.readTree(answer.body());
    }

    private HttpResponse<String> raw(String method, String path, String account, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (account != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((account + ":demo").getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String shown(String payload) {
        return payload.length() > 60 ? payload.length() + " characters" : payload.codePoints().mapToObj(c -> c < 32 || c > 126 ? String.format("\\u%04X", c)
                : Character.toString(c)).reduce("", String::concat);
    }
}
