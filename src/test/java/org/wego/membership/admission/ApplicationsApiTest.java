package org.wego.membership.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.letter.PersonalLinks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The interface for programs, from outside. */
@HouseTest
class ApplicationsApiTest {

    @LocalServerPort
    int port;
    @Autowired
    ObjectMapper json;
    @Autowired
    PersonalLinks links;
    @Autowired
    Applications applications;
    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void takesEachCategory() throws Exception {
        for (ObjectNode application : List.of(tree(Writing.city(Writing.name("Api city"))), tree(Writing.association(Writing.name("Api friend"))),
                tree(Writing.company(Writing.name("Api company"))))) {
            HttpResponse<String> answer = send(application, Writing.pdf(), null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonNode receipt = json.readTree(answer.body());
            assertThat(receipt.get("reference").asText()).matches("WEGO-\\d{4}-\\d{4,}");
            HttpResponse<String> status = get(receipt.get("statusUrl").asText());
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(status.body()).contains(receipt.get("reference").asText(), "not confirmed yet").doesNotContain("/confirm");
        }
    }

    @Test
    void namesEveryBadFieldAtOnce() throws Exception {
        HttpResponse<String> answer = send(json.createObjectNode(), null, null);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(fields(answer)).contains("category", "name", "country", "head.name", "signatory.name", "signatory.email", "signatory.capacity",
                "contact.name", "contact.email", "consent", "signedForm");
    }

    @Test
    void refusesEachBadValueByItsName() throws Exception {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        bad.put("category", List.of("\"ASSOCIATE\"", "\"full\"", "7", "null"));
        bad.put("name", List.of("\"\"", "\"   \"", "\"Su\\r\\nwon\"", "\"Su\\u0000won\"", "\"\\u202Enowus\"", "\"" + "x".repeat(151) + "\"", "{\"x\":1}", "[\"a\",\"b\"]"));
        bad.put("country", List.of("\"KR\"", "\"kor\"", "\"XXX\"", "\"South Korea\"", "12"));
        bad.put("website", List.of("\"javascript:alert(1)\"", "\"ftp://x.example\"", "\"not a web address\"", "\"https://user@x.example\""));
        bad.put("level", List.of("\"VILLAGE\"", "null"));
        bad.put("population.value", List.of("0", "-1", "1.5", "\"many\"", "1e12", "null", "99999999999999999999", "200000001"));
        bad.put("population.year", List.of("2999", "1066", "\"last year\"", "null"));
        bad.put("population.source", List.of("\"\"", "null"));
        bad.put("signatory.email", List.of("\"mayor\"", "\"mayor@\"", "\"a b@c.example\"", "\"a@b.example\\r\\nBcc: x@y.example\"", "\"<a@b.example>\"", "\"a@b\"",
                "\"a@b.example,c@d.example\"", "\"a@-b.example\"", "\"..@b.example\""));
        bad.put("contact.email", List.of("\"kim\"", "\"kim@suwon.example\\n\"".replace("\\n", "\\nx"), "null"));
        bad.put("billing.email", List.of("\"treasury\"", "null"));
        bad.put("contact.phone", List.of("\"call me\"", "\"+82\\n31\""));
        bad.put("signatory.capacity", List.of("\"KING\"", "null"));
        bad.put("referredBy", List.of("\"7\"", "\"M-7' or 1=1\""));
        bad.put("language", List.of("\"English please\""));
        bad.put("consent", List.of("false", "null", "\"perhaps\""));
        bad.put("motivation", List.of("\"" + "x".repeat(4001) + "\"", "\"\\u0007\""));
        for (var field : bad.entrySet()) {
            for (String value : field.getValue()) {
                ObjectNode application = tree(Writing.city(Writing.name("Bad")));
                Writing.put(application, field.getKey(), json.readTree(value));
                HttpResponse<String> answer = send(application, Writing.pdf(), null);
                assertThat(answer.statusCode()).as(field.getKey() + " = " + value + ": " + answer.body()).isEqualTo(400);
                assertThat(fields(answer)).as(field.getKey() + " = " + value).containsExactly(field.getKey());
            }
        }
        assertThat(jdbc.sql("select count(*) from application where name like 'Bad %'").query(Integer.class).single()).isZero();
    }

    @Test
    void refusesWhatTheOtherCategoriesLack() throws Exception {
        ObjectNode friend = tree(Writing.association(Writing.name("Bad")));
        friend.remove(List.of("organisationType", "localEGovernment"));
        assertThat(fields(send(friend, Writing.pdf(), null))).containsExactlyInAnyOrder("organisationType", "localEGovernment");
        ObjectNode company = tree(Writing.company(Writing.name("Bad")));
        company.putArray("sectors").add("FISHING");
        Writing.put(company, "employees.value", json.readTree("0"));
        assertThat(fields(send(company, Writing.pdf(), null))).containsExactlyInAnyOrder("sectors", "employees.value");
    }

    @Test
    void refusesWhatIsNoPlainPdf() throws Exception {
        ObjectNode application = tree(Writing.city(Writing.name("Bad file")));
        for (byte[] file : List.of("GIF89a".getBytes(StandardCharsets.UTF_8), new byte[0], "%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(Writing.pdf(), 10 * 1024 * 1024 + 1))) {
            HttpResponse<String> answer = send(application, file, null);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(fields(answer)).containsExactly("signedForm");
        }
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        for (String body : List.of("", "{", "[]", "\"x\"", "null", "{\"category\":")) {
            HttpResponse<String> answer = http.send(multipart("application", body.getBytes(StandardCharsets.UTF_8), "application/json", null, null),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(fields(answer)).containsExactly("application");
        }
        HttpResponse<String> plain = http.send(HttpRequest.newBuilder(URI.create(base() + "/api/applications")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(plain.statusCode()).isEqualTo(415);
    }

    @Test
    void theSameKeyIsOneCase() throws Exception {
        ObjectNode application = tree(Writing.city(Writing.name("Keyed")));
        byte[] form = Writing.pdf();
        String key = "key " + application.get("name").asText();
        List<Future<HttpResponse<String>>> answers = parallel(8, () -> send(application, form, key));
        List<String> references = new ArrayList<>();
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(201);
            references.add(json.readTree(answer.get().body()).get("reference").asText());
        }
        assertThat(references.stream().distinct()).hasSize(1);
        assertThat(jdbc.sql("select count(*) from application where name = ?").param(application.get("name").asText()).query(Integer.class).single()).isOne();

        Writing.put(application, "motivation", json.readTree("\"Another\""));
        assertThat(send(application, form, key).statusCode()).isEqualTo(422);
    }

    @Test
    void theSameContentWithinMinutesIsOneCase() throws Exception {
        ObjectNode application = tree(Writing.company(Writing.name("Doubled")));
        byte[] form = Writing.pdf();
        for (var answer : parallel(8, () -> send(application, form, null))) {
            assertThat(answer.get().statusCode()).isEqualTo(201);
        }
        assertThat(jdbc.sql("select count(*) from application where name = ?").param(application.get("name").asText()).query(Integer.class).single()).isOne();
        Writing.put(application, "employees.value", json.readTree("421"));
        assertThat(send(application, form, null).statusCode()).isEqualTo(201);
        assertThat(jdbc.sql("select count(*) from application where name = ?").param(application.get("name").asText()).query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void parallelApplicationsGetDifferentReferences() throws Exception {
        List<Future<HttpResponse<String>>> answers = parallel(12, () -> send(tree(Writing.city(Writing.name("Crowd"))), Writing.pdf(), null));
        List<String> references = new ArrayList<>();
        for (var answer : answers) {
            references.add(json.readTree(answer.get().body()).get("reference").asText());
        }
        assertThat(references).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void theCodeConfirmsAndAReplacedOneDoesNot() throws Exception {
        String reference = json.readTree(send(tree(Writing.city(Writing.name("Coded"))), Writing.pdf(), null).body()).get("reference").asText();
        String old = links.code(links.issue("application", reference));
        applications.correctAddress(reference, "right@coded.example", "secretariat");
        String code = links.code(links.issue("application", reference));
        assertThat(confirm(reference, old).body()).contains("replaced");
        assertThat(confirm(reference, "0000-0000-000").statusCode()).isEqualTo(400);
        assertThat(confirm("WEGO-2026-99999", code).statusCode()).isEqualTo(400);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.UNCONFIRMED);
        HttpResponse<String> answer = confirm(reference, code.toLowerCase().replace("-", " "));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(confirm(reference, code).statusCode()).isEqualTo(200);
    }

    @Test
    void fiveWrongCodesAreEnough() throws Exception {
        String reference = json.readTree(send(tree(Writing.city(Writing.name("Guessed"))), Writing.pdf(), null).body()).get("reference").asText();
        for (int i = 0; i < 5; i++) {
            assertThat(confirm(reference, "AAAA-AAAA-AA" + i).statusCode()).isEqualTo(400);
        }
        HttpResponse<String> answer = confirm(reference, links.code(links.issue("application", reference)));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(applications.get(reference).state()).isEqualTo(CaseState.UNCONFIRMED);
    }

    private ObjectNode tree(Map<String, String> answers) {
        return Writing.tree(json, answers);
    }

    private List<String> fields(HttpResponse<String> answer) throws Exception {
        return StreamSupport.stream(json.readTree(answer.body()).path("errors").spliterator(), false).map(fault -> fault.get("field").asText())
                .collect(Collectors.toList());
    }

    private HttpResponse<String> send(ObjectNode application, byte[] form, String key) throws Exception {
        return http.send(multipart("application", json.writeValueAsBytes(application), "application/json", form, key), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest multipart(String part, byte[] body, String type, byte[] form, String key) throws Exception {
        String boundary = "wego" + System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part + "\"\r\nContent-Type: " + type + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(body);
        if (form != null) {
            out.write(("\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"signedForm\"; filename=\"signed.pdf\"\r\nContent-Type: application/pdf\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(form);
        }
        out.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + "/api/applications"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray()));
        return (key == null ? request : request.header("Idempotency-Key", key)).build();
    }

    private HttpResponse<String> confirm(String reference, String code) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base() + "/api/applications/" + reference + "/confirm")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\"}")).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Links begin with the address that is set; the test's own port is another. */
    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base() + URI.create(url).getRawPath())).build(), HttpResponse.BodyHandlers.ofString());
    }

    private <T> List<Future<T>> parallel(int times, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            return threads.invokeAll(java.util.Collections.nCopies(times, work));
        } finally {
            threads.shutdown();
        }
    }

    private String base() {
        return "http://localhost:" + port;
    }
}
