package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.PdfA;
import org.wego.membership.demo.Quiet;
import org.wego.membership.letter.PersonalLinks;

/** The pages of applicants and clerks, from outside, without JavaScript. */
@HouseTest
class ApplicationPagesTest {

    @LocalServerPort
    int port;
    @Autowired
    Applications applications;
    @Autowired
    PersonalLinks links;
    @Autowired
    Quiet quiet;
    @Autowired
    TaskService tasks;
    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void everyCategoryHasItsOwnForm() throws Exception {
        assertThat(get("/apply").body()).contains("/apply?category=FULL", "/apply?category=FRIENDSHIP", "/apply?category=CORPORATE");
        assertThat(get("/apply?category=FULL").body()).contains("name=\"population.value\"").doesNotContain("name=\"employees.value\"");
        assertThat(get("/apply?category=FRIENDSHIP").body()).contains("name=\"organisationType\"").doesNotContain("name=\"level\"");
        assertThat(get("/apply?category=CORPORATE").body()).contains("name=\"sectors\"").doesNotContain("name=\"referredBy\"");
    }

    @Test
    void aFaultKeepsWhatWasTypedAndTheFile() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Kept <b>&\"'"));
        String name = typed.get("name");
        typed.put("population.value", "0");
        HttpResponse<String> answer = send("/apply", "/apply?category=FULL", typed, Writing.pdf(), "signed by hand.pdf");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("A city has at least one inhabitant", "f-population.value", "signed by hand.pdf", "241 Hyowon-ro")
                .contains("&lt;b&gt;").doesNotContain("Kept <b>");
        typed.put("population.value", "1,190,964");
        typed.put("draft", field(answer.body(), "draft"));
        HttpResponse<String> sent = post("/apply", typed, field(answer.body(), "_csrf"), null, null);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        HttpResponse<String> again = post("/apply", typed, field(answer.body(), "_csrf"), null, null);
        assertThat(again.headers().firstValue("Location")).isEqualTo(sent.headers().firstValue("Location"));
        assertThat(jdbc.sql("select count(*) from application where name = ?").param(name).query(Integer.class).single()).isOne();
        assertThat(get(path(sent)).body()).contains("not confirmed yet").doesNotContain("Confirm the address</button>");
    }

    @Test
    void aBadFileIsRefusedWithItsReasonAndTheGoodOneStays() throws Exception {
        Map<String, String> typed = Writing.company(Writing.name("Bad upload"));
        HttpResponse<String> answer = send("/apply", "/apply?category=CORPORATE", typed, "GIF89a".getBytes(StandardCharsets.UTF_8), "cat.pdf");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The file is not a PDF", typed.get("contact.email"));
        HttpResponse<String> large = send("/apply", "/apply?category=CORPORATE", typed, java.util.Arrays.copyOf(Writing.pdf(), 11 * 1024 * 1024), "big.pdf");
        assertThat(large.statusCode()).isEqualTo(400);
        assertThat(large.body()).contains("over 10 MB", typed.get("contact.email"));
    }

    @Test
    void offersItselfFilledInToPrint() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Printed"));
        typed.put("action", "prepare");
        HttpResponse<String> answer = send("/apply", "/apply?category=FULL", typed, null, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        String draft = path(answer).replace("#ready", "");
        assertThat(get(draft).body()).contains("Your form is ready", draft + "/form.pdf", "value=\"" + typed.get("contact.email") + "\"");
        HttpResponse<byte[]> pdf = http.send(HttpRequest.newBuilder(URI.create(base() + draft + "/form.pdf")).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(PdfA.faults(pdf.body())).isEmpty();
        try (var document = Loader.loadPDF(pdf.body())) {
            assertThat(document.getNumberOfPages()).isOne();
            assertThat(new PDFTextStripper().getText(document)).contains(typed.get("name"), "1,190,964", "수원시", "Signature: Lee Jae-jun, Mayor");
        }
        assertThat(get("/apply/" + "x".repeat(43)).statusCode()).isEqualTo(404);
    }

    @Test
    void theLettersLinkConfirmsAmendsAndWithdrawsByButtonsOnly() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Own page"));
        String reference = applications.submit(Writing.answers(typed), Writing.signed(), Applications.Sender.PAGE, null);
        String own = own(reference);
        for (String path : new String[] {own, own + "/withdraw", own + "/amend", own + "/form.pdf", own + "/documents/signedForm"}) {
            assertThat(get(path).statusCode()).as(path).isIn(200, 303);
        }
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.UNCONFIRMED);
        assertThat(get("/status/" + "x".repeat(43)).statusCode()).isEqualTo(404);
        String shows = applications.statusPath(reference);
        assertThat(post(shows + "/confirm", Map.of(), field(get(own).body(), "_csrf"), null, null).statusCode()).isEqualTo(404);
        assertThat(get(shows + "/documents/signedForm").statusCode()).isEqualTo(404);

        assertThat(post(own + "/confirm", Map.of(), field(get(own).body(), "_csrf"), null, null).statusCode()).isEqualTo(303);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        quiet.drain();
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).singleResult().getId(),
                Map.of("decision", "requestChanges", "reason", "Which <year>?\nAnd who?"));
        quiet.drain();
        assertThat(get(own).body()).contains("Which &lt;year&gt;?", "Complete the application");
        String amend = get(own + "/amend").body();
        assertThat(amend).contains("value=\"" + typed.get("name") + "\"", "signed.pdf");
        typed.put("population.year", "1492");
        HttpResponse<String> wrong = post(own + "/amend", typed, field(amend, "_csrf"), null, null);
        assertThat(wrong.statusCode()).isEqualTo(400);
        typed.put("population.year", "2024");
        assertThat(post(own + "/amend", typed, field(wrong.body(), "_csrf"), null, null).statusCode()).isEqualTo(303);
        assertThat(applications.get(reference).form().population().year()).isEqualTo(2024);

        assertThat(post(own + "/withdraw", Map.of(), field(get(own + "/withdraw").body(), "_csrf"), null, null).statusCode()).isEqualTo(303);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(get(own).body()).contains("Withdrawn");
    }

    @Test
    void referenceAndCodeOpenTheCaseAndAReplacedLinkSaysSo() throws Exception {
        String reference = applications.submit(Writing.answers(Writing.city(Writing.name("By code"))), Writing.signed(), Applications.Sender.PAGE, null);
        String old = own(reference);
        String page = get("/status?reference=" + reference).body();
        assertThat(post("/status", Map.of("reference", reference, "code", "WRONG"), field(page, "_csrf"), null, null).statusCode()).isEqualTo(400);
        HttpResponse<String> opened = post("/status", Map.of("reference", reference.toLowerCase(), "code", links.code(links.issue("application", reference))),
                field(page, "_csrf"), null, null);
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(path(opened)).isEqualTo(old);
        applications.correctAddress(reference, "right@bycode.example", "secretariat");
        assertThat(get(old).body()).contains("This link was replaced").doesNotContain("By code");
        assertThat(post(old + "/confirm", Map.of(), field(page, "_csrf"), null, null).statusCode()).isEqualTo(404);
        assertThat(get(own(reference)).body()).contains("right@bycode.example");
    }

    @Test
    void theOfficeEntersCorrectsAndServes() throws Exception {
        assertThat(get("/office/cases").statusCode()).isEqualTo(302);
        String login = get("/login").body();
        assertThat(form("/login", Map.of("username", "secretariat", "password", "demo", "_csrf", field(login, "_csrf"))).statusCode()).isEqualTo(302);
        Map<String, String> typed = Writing.association(Writing.name("By post"));
        HttpResponse<String> unsaid = send("/office/cases/new", "/office/cases/new?category=FRIENDSHIP", typed, Writing.pdf(), "scan.pdf");
        assertThat(unsaid.statusCode()).isEqualTo(400);
        assertThat(unsaid.body()).contains("Say how we know", "scan.pdf");
        typed.put("address", "stated");
        typed.put("draft", field(unsaid.body(), "draft"));
        HttpResponse<String> entered = post("/office/cases/new", typed, field(unsaid.body(), "_csrf"), null, null);
        assertThat(entered.statusCode()).as(entered.body()).isIn(302, 303);
        String path = path(entered);
        String reference = path.substring(path.lastIndexOf('/') + 1).replaceAll(";.*", "");
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        quiet.drain();
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").count()).isOne();

        Map<String, String> second = Writing.city(Writing.name("By letter"));
        second.put("address", "letter");
        String unconfirmed = path(send("/office/cases/new", "/office/cases/new?category=FULL", second, Writing.pdf(), "scan.pdf"));
        assertThat(get("/office/cases?state=UNCONFIRMED").body()).contains("Address unconfirmed", second.get("name")).doesNotContain(typed.get("name"));
        String page = get(unconfirmed).body();
        assertThat(page).contains("The address is not confirmed yet", "Request to confirm the address");
        assertThat(form(unconfirmed + "/address", Map.of("email", "no address", "_csrf", field(page, "_csrf"))).statusCode()).isEqualTo(400);
        assertThat(form(unconfirmed + "/address", Map.of("email", "right@letter.example", "_csrf", field(page, "_csrf"))).statusCode()).isEqualTo(302);
        assertThat(get(unconfirmed).body()).contains("right@letter.example", "Address corrected");

        HttpResponse<String> file = get("/office/cases/" + reference + "/documents/signedForm");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("inline");
        assertThat(get("/office/cases/WEGO-1999-0001").statusCode()).isEqualTo(404);
        assertThat(get("/office/cases/" + reference + "/documents/passwd").statusCode()).isEqualTo(404);
    }

    private String own(String reference) {
        return applications.ownPath(reference);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String formPage, Map<String, String> typed, byte[] file, String fileName) throws Exception {
        return post(path, typed, field(get(formPage).body(), "_csrf"), file, fileName);
    }

    private HttpResponse<String> form(String path, Map<String, String> typed) throws Exception {
        StringBuilder body = new StringBuilder();
        typed.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return http.send(HttpRequest.newBuilder(URI.create(base() + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> typed, String csrf, byte[] file, String fileName) throws Exception {
        String boundary = "wego" + System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> all = new LinkedHashMap<>(typed);
        all.put("_csrf", csrf);
        for (var one : all.entrySet()) {
            out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + one.getKey() + "\"\r\n\r\n" + one.getValue() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"signedForm\"; filename=\"" + (fileName == null ? "" : fileName)
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        if (file != null) {
            out.write(file);
        }
        out.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return http.send(HttpRequest.newBuilder(URI.create(base() + path)).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray())).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String path(HttpResponse<?> answer) {
        URI target = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return target.getRawPath();
    }

    private static String field(String html, String name) {
        Matcher matcher = Pattern.compile("name=\"" + name + "\"[^>]*value=\"([^\"]*)\"").matcher(html);
        assertThat(matcher.find()).as(name + " in " + html).isTrue();
        return matcher.group(1);
    }

    private String base() {
        return "http://localhost:" + port;
    }
}
