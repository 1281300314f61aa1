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
import java.util.List;
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
import org.wego.membership.site.FileHeadersTest;
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
        FileHeadersTest.assertSaved("the form of a draft", pdf.headers());
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
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("reviewApplication").singleResult().getId(),
                Map.of("decision", "requestChanges", "reason", "Which <year>?\nAnd who?"));
        quiet.drain();
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).taskDefinitionKey("lookAtDecision").singleResult().getId(),
                Map.of("decision", "send"));
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
        FileHeadersTest.assertSaved("a signed form, to the office", file.headers());
        FileHeadersTest.assertSaved("the form, to the office", get("/office/cases/" + reference + "/form.pdf").headers());
        assertThat(get("/office/cases/WEGO-1999-0001").statusCode()).isEqualTo(404);
        assertThat(get("/office/cases/" + reference + "/documents/passwd").statusCode()).isEqualTo(404);
    }

    @Test
    void photographsOfThePagesBecomeOnePdf() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Photographed"));
        String csrf = field(get("/apply?category=FULL").body(), "_csrf");
        HttpResponse<String> mixed = post("/apply", typed, csrf, List.of(new Upload("one.jpg", picture("jpg")), new Upload("two.pdf", Writing.pdf())));
        assertThat(mixed.statusCode()).isEqualTo(400);
        assertThat(mixed.body()).contains("Choose either one PDF, or pictures of its pages");
        HttpResponse<String> sent = post("/apply", typed, csrf, List.of(new Upload("page one.jpg", picture("jpg")), new Upload("page two.png", picture("png"))));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        String reference = jdbc.sql("select reference from application where name = ?").param(typed.get("name")).query(String.class).single();
        assertThat(get(path(sent)).body()).contains("This is a scan or another PDF");
        HttpResponse<byte[]> stored = http.send(HttpRequest.newBuilder(URI.create(base() + own(reference) + "/documents/signedForm")).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        FileHeadersTest.assertSaved("a signed form, to its sender", stored.headers());
        assertThat(stored.headers().firstValue("Content-Disposition").orElse("")).endsWith("\"page one.pdf\"");
        FileHeadersTest.assertSaved("the form, to its sender", get(own(reference) + "/form.pdf").headers());
        try (var document = Loader.loadPDF(stored.body())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
        }
    }

    @Test
    void aFormThatIsNotTheOneMadeIsAskedAboutOnceAndThenTaken() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Older"));
        typed.put("action", "prepare");
        String draft = path(send("/apply", "/apply?category=FULL", typed, null, null)).replace("#ready", "");
        byte[] first = bytes(draft + "/form.pdf");
        assertThat(bytes(draft + "/form.pdf")).as("the same answers, the same file").isEqualTo(first);
        String page = get(draft).body();
        typed.put("draft", field(page, "draft"));
        typed.put("population.value", "1200000");
        typed.put("action", "send");
        HttpResponse<String> asked = post("/apply", typed, field(page, "_csrf"), first, "signed.pdf");
        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(asked.body()).contains("What is filled in now differs from it: inhabitants.", "send again as it is", "f-signedForm");

        // chosen and looked at without sending: it says so at once
        typed.put("action", "prepare");
        HttpResponse<String> prepared = post("/apply", typed, field(page, "_csrf"), null, null);
        assertThat(get(path(prepared)).body()).contains("What is filled in now differs from it: inhabitants.");
        byte[] second = bytes(draft + "/form.pdf");
        HttpResponse<String> right = post("/apply", typed, field(page, "_csrf"), second, "signed.pdf");
        assertThat(get(path(right)).body()).contains("version 2, just as we made it");

        // sent again as it is, it is taken, and both sides see what it is
        typed.put("action", "send");
        HttpResponse<String> again = post("/apply", typed, field(page, "_csrf"), first, "signed.pdf");
        assertThat(again.statusCode()).isEqualTo(400);
        typed.put("formSeen", field(again.body(), "formSeen"));
        HttpResponse<String> sent = post("/apply", typed, field(page, "_csrf"), null, null);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(get(path(sent)).body()).contains("version 1. What is filled in now differs from it: inhabitants.");
        String reference = jdbc.sql("select reference from application where name = ?").param(typed.get("name")).query(String.class).single();
        try (var document = Loader.loadPDF(first)) {
            assertThat(new PDFTextStripper().getText(document)).as("the number on the paper is the case's").contains(reference + ", version 1");
        }
        logIn();
        assertThat(get("/office/cases/" + reference).body()).contains("What is filled in now differs from it: inhabitants.", "/compare");
        assertThat(get("/office/cases/" + reference + "/compare").body()).contains("What is filled in now differs from it: inhabitants.");
    }

    @Test
    void theClerkComparesAndNotesWhoSigned() throws Exception {
        String reference = applications.submit(Writing.answers(Writing.city(Writing.name("Compared"))), Writing.signed(), Applications.Sender.PAGE, null);
        assertThat(get("/office/cases/" + reference + "/compare").statusCode()).isEqualTo(302);
        logIn();
        String compare = "/office/cases/" + reference + "/compare";
        String page = get(compare).body();
        assertThat(page).contains("This is a scan or another PDF", "data-pdf=\"/office/cases/" + reference + "/form.pdf\"",
                "data-pdf=\"/office/cases/" + reference + "/documents/signedForm\"", "not noted yet", "value=\"Lee Jae-jun\"");
        String csrf = field(page, "_csrf");
        HttpResponse<String> wrong = form("/office/cases/" + reference + "/signature", Map.of("signedName", "", "signedTitle", "<b>", "signedCapacity", "", "_csrf", csrf));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Write the name under the signature", "f-signedCapacity", "value=\"&lt;b&gt;\"");
        assertThat(form("/office/cases/" + reference + "/signature", Map.of("signedName", "Choi <i>", "signedTitle", "Deputy mayor",
                "signedCapacity", "AUTHORISED_REPRESENTATIVE", "_csrf", csrf)).statusCode()).isEqualTo(302);
        assertThat(get(compare).body()).contains("Choi &lt;i&gt;, Deputy mayor (Authorised representative)", "Noted by secretariat");
        assertThat(get("/office/cases/" + reference).body()).contains("Choi &lt;i&gt;", "Signature noted");
        assertThat(get("/office/cases/WEGO-1999-0001/compare").statusCode()).isEqualTo(404);
        // the program that draws the pages comes from here, and nothing else of its jar
        HttpResponse<String> program = get("/office/pdfjs/build/pdf.mjs");
        assertThat(program.statusCode()).isEqualTo(200);
        assertThat(program.headers().firstValue("Content-Type").orElse("")).contains("javascript");
        assertThat(get("/office/pdfjs/build/pdf.worker.mjs").statusCode()).isEqualTo(200);
        assertThat(get("/office/pdfjs/web/viewer.html").statusCode()).isEqualTo(404);
    }

    @Test
    void theFilesOfACaseHaveABoundTogether() throws Exception {
        Map<String, String> typed = Writing.city(Writing.name("Heavy"));
        String reference = applications.submit(Writing.answers(typed), Map.of(Part.SIGNED_FORM, new Upload("a.pdf", Writing.heavy(9_000_000)),
                Part.RESOLUTION, new Upload("b.pdf", Writing.heavy(9_000_000))), Applications.Sender.PAGE, null);
        applications.confirm(reference);
        quiet.drain();
        tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(reference).singleResult().getId(),
                Map.of("decision", "requestChanges", "reason", "Send the resolution again"));
        quiet.drain();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> applications.amend(reference, Writing.answers(typed),
                Map.of(Part.RESOLUTION, new Upload("c.pdf", Writing.heavy(9_000_000)), Part.AUTHORITY_LETTER, new Upload("d.pdf", Writing.heavy(9_000_000)))))
                .isInstanceOfSatisfying(org.wego.membership.site.InvalidInput.class, invalid -> assertThat(
                        org.wego.membership.site.Faults.of(invalid).all().get(0).message()).contains("30 MB is the most"));
        applications.amend(reference, Writing.answers(typed), Map.of(Part.RESOLUTION, new Upload("c.pdf", Writing.heavy(9_000_000))));
    }

    private static byte[] picture(String kind) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(210, 297, java.awt.image.BufferedImage.TYPE_INT_RGB), kind, out);
        return out.toByteArray();
    }

    private byte[] bytes(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base() + path)).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private void logIn() throws Exception {
        String login = get("/login").body();
        assertThat(form("/login", Map.of("username", "secretariat", "password", "demo", "_csrf", field(login, "_csrf"))).statusCode()).isEqualTo(302);
    }

    private HttpResponse<String> post(String path, Map<String, String> typed, String csrf, List<Upload> files) throws Exception {
        String boundary = "wego" + System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> all = new LinkedHashMap<>(typed);
        all.put("_csrf", csrf);
        for (var one : all.entrySet()) {
            out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + one.getKey() + "\"\r\n\r\n" + one.getValue() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        for (Upload file : files) {
            out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"signedForm\"; filename=\"" + file.name()
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(file.bytes());
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.write(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return http.send(HttpRequest.newBuilder(URI.create(base() + path)).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray())).build(), HttpResponse.BodyHandlers.ofString());
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
