package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.wego.membership.story.Outside.Answer;
import org.wego.membership.story.Outside.Form;
import org.wego.membership.story.Outside.Multipart;
import org.wego.membership.story.Outside.Page;
import org.wego.membership.story.Outside.Upload;

/** Ways in: the page without scripts, the interface, the post; what is refused, and what an applicant sees of its case. */
@Order(5)
class ApplyingIT {

    private static final Upload SIGNED = new Upload("Signed form.pdf", "application/pdf", Pdfs.plain("Signed"));

    private final Steps steps = new Steps();
    private final Outside anyone = steps.anyone;

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aCityAppliesByThePageWithoutScripts() {
        Page choose = anyone.get("/apply");
        assertThat(choose.html.select("main a[href*=category]").eachAttr("href")).anyMatch(a -> a.contains("FULL"))
                .anyMatch(a -> a.contains("FRIENDSHIP")).anyMatch(a -> a.contains("CORPORATE"));
        Page empty = anyone.get(choose.html.selectFirst("main a[href*=FULL]").absUrl("href"));

        // Half of it, one fault of its own: every fault beside its field, what was typed and the file kept
        Page faulty = empty.form("population.value").set("name", "Gwangmyeong").set("localName", "광명시").set("country", "KOR")
                .set("population.value", "0").set("signedForm", SIGNED).send("action", "send");
        assertThat(faulty.status).isEqualTo(400);
        assertThat(faulty.html.getElementById("e-population.value").text()).contains("at least one inhabitant");
        for (String field : List.of("population.year", "head.name", "signatory.email", "contact.email")) {
            assertThat(faulty.html.getElementById("e-" + field)).as(field).isNotNull();
        }
        assertThat(faulty.html.getElementById("e-name")).isNull();
        assertThat(faulty.html.getElementById("e-signedForm")).isNull();
        assertThat(faulty.html.getElementById("f-name").val()).isEqualTo("Gwangmyeong");
        assertThat(faulty.html.getElementById("f-localName").val()).isEqualTo("광명시");
        assertThat(faulty.html.getElementById("f-country").selectFirst("option[selected]").val()).isEqualTo("KOR");
        assertThat(faulty.text()).contains("Signed form.pdf");
        assertThat(anyone.letters(letter -> letter.get("text").asText().contains("Gwangmyeong"))).isEmpty();

        // A file that is no PDF is refused, and the good one stays
        Page noPdf = fill(faulty.form("population.value")).set("signedForm", new Upload("form.docx", "application/pdf", "PK no PDF".getBytes()))
                .send("action", "send");
        assertThat(noPdf.status).isEqualTo(400);
        assertThat(noPdf.html.getElementById("e-signedForm").text()).containsIgnoringCase("pdf");
        assertThat(noPdf.text()).contains("Signed form.pdf");

        // The form as a PDF to print and sign
        Page prepared = fill(noPdf.form("population.value")).send("action", "prepare");
        assertThat(prepared.status).as(prepared.text()).isEqualTo(200);
        String printed = Pdfs.text(anyone.bytes(prepared.html.selectFirst("a[href$=form.pdf]").absUrl("href")).body());
        assertThat(printed).contains("Gwangmyeong", "광명시", "287,945", "Mayor");

        // Sent twice, as by a double click: one case
        Page sent = prepared.form("population.value").send("action", "send");
        assertThat(sent.status).as(sent.text()).isEqualTo(200);
        assertThat(sent.address.getPath()).startsWith("/status/");
        assertThat(sent.text()).contains("Gwangmyeong", "not confirmed yet");
        assertThat(sent.html.select("main form")).as("who sends has not read the letter").isEmpty();
        prepared.form("population.value").send("action", "send");
        anyone.settle();
        Outside clerk = Ground.staff("secretariat");
        assertThat(clerk.get("/office/cases?q=Gwangmyeong").html.select("tbody tr")).hasSize(1);

        // Only the letter's page has the button that confirms
        JsonNode letter = anyone.letter("contact@gwangmyeong.example", "onfirm");
        assertThat(anyone.get(Steps.link(letter)).text()).contains("It is your turn");
        assertThat(anyone.engineGet("secretariat", "/task?name=Review%20application:%20Gwangmyeong").json()).isEmpty();
        Page confirmed = steps.pressFirstButton(Steps.link(letter));
        assertThat(confirmed.text()).contains("The Secretariat has your application");
        anyone.settle();
        assertThat(anyone.task("secretariat", "Review application: Gwangmyeong")).isNotNull();

        // By reference and code; five wrong codes shut the door for a quarter of an hour
        String reference = clerk.get("/office/cases?q=Gwangmyeong").html.selectFirst("tbody tr a").text();
        Outside phone = new Outside(Running.program().base());
        Page byCode = phone.get("/status").form("code").set("reference", reference).set("code", Steps.code(letter).toLowerCase()).send();
        assertThat(byCode.status).isEqualTo(200);
        assertThat(byCode.text()).contains(reference, "The Secretariat has your application");
        for (int i = 0; i < 5; i++) {
            Page wrong = phone.get("/status").form("code").set("reference", reference).set("code", "AAAA-AAAA-AA" + i).send();
            assertThat(wrong.status).isEqualTo(400);
            assertThat(wrong.text()).doesNotContain("Gwangmyeong");
        }
        assertThat(phone.get("/status").form("code").set("reference", reference).set("code", Steps.code(letter)).send().status).isEqualTo(429);
        assertThat(anyone.postJson("/api/applications/" + reference + "/confirm", java.util.Map.of("code", Steps.code(letter))).status()).isEqualTo(429);
        anyone.advance("PT16M");
        assertThat(phone.get("/status").form("code").set("reference", reference).set("code", Steps.code(letter)).send().status).isEqualTo(200);
        assertThat(anyone.postJson("/api/applications/" + reference + "/confirm", java.util.Map.of("code", Steps.code(letter))).status()).isEqualTo(200);
    }

    private static Form fill(Form form) {
        return form.set("level", "CITY").set("population.value", "287 945").set("population.year", "2025").set("population.source", "census")
                .set("head.name", "Park Seung-won").set("head.title", "Mayor").set("signatory.name", "Park Seung-won").set("signatory.title", "Mayor")
                .set("signatory.email", "mayor@gwangmyeong.example").set("signatory.capacity", "MAYOR")
                .set("contact.name", "Choi Ji-woo").set("contact.email", "contact@gwangmyeong.example").set("consent", "true");
    }

    @Test
    void theInterfaceRefusesBadInputByItsField() throws Exception {
        ObjectNode zero = Steps.city("Ajdovscina", "SVN", 1);
        ((ObjectNode) zero.get("population")).put("value", 0);
        assertThat(fields(send(zero, SIGNED))).containsExactly("population.value");
        assertThat(fields(send(Steps.city("Ajdovscina", "SVN", 19_000).put("country", "XXX"), SIGNED))).containsExactly("country");
        assertThat(fields(send(Steps.city("Ajdovscina", "SVN", 19_000), new Upload("x.pdf", "application/pdf", "<html>".getBytes()))))
                .containsExactly("signedForm");
        byte[] large = Arrays.copyOf(SIGNED.bytes(), 10 * 1024 * 1024 + 1);
        assertThat(fields(send(Steps.city("Ajdovscina", "SVN", 19_000), new Upload("large.pdf", "application/pdf", large))))
                .containsExactly("signedForm");
        assertThat(fields(send((ObjectNode) Outside.JSON.readTree("{\"category\":\"FULL\"}"), null)))
                .contains("name", "country", "population.value", "signatory.email", "contact.email", "consent", "signedForm");
        assertThat(Ground.staff("secretariat").get("/office/cases?state=all&q=Ajdovscina").html.select("tbody tr")).isEmpty();

        // A retry with the same key is the same case, even at the same instant; another content under it is refused
        ObjectNode good = Steps.city("Bovec", "SVN", 3_100);
        ExecutorService several = Executors.newFixedThreadPool(4);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(several.submit(() -> send(good, SIGNED, "Idempotency-Key", "bovec-1")));
        }
        List<String> references = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().json().toString()).isEqualTo(201);
            references.add(answer.get().json().get("reference").asText());
        }
        several.shutdown();
        references.add(send(good, SIGNED, "Idempotency-Key", "bovec-1").json().get("reference").asText());
        assertThat(references).containsOnly(references.get(0));
        assertThat(send(Steps.city("Bovec", "SVN", 3_200), SIGNED, "Idempotency-Key", "bovec-1").status()).isEqualTo(422);
        anyone.settle();
        assertThat(anyone.letters(letter -> Outside.addressed(letter, Steps.contact("Bovec")))).hasSize(1);
        assertThat(anyone.engineGet("secretariat", "/process-instance?businessKey=" + references.get(0)).json()).hasSize(1);
    }

    private Answer send(ObjectNode application, Upload file, String... headers) {
        Multipart body = new Multipart().json("application", application.toString());
        if (file != null) {
            body.add("signedForm", file);
        }
        return new Outside(Running.program().base()).postMultipart("/api/applications", body, headers);
    }

    private static List<String> fields(Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        answer.json().get("errors").forEach(error -> {
            assertThat(error.get("message").asText()).isNotBlank();
            fields.add(error.get("field").asText());
        });
        return fields;
    }

    @Test
    void aClerkEntersWhatCameByPostAndCorrectsAMistypedAddress() {
        Outside clerk = Ground.staff("secretariat");
        assertThat(Ground.staff("treasurer").get("/office/cases/new?category=FRIENDSHIP").status).isEqualTo(403);
        Form form = clerk.get("/office/cases/new?category=FRIENDSHIP").form("organisationType").set("name", "Association of Baltic Towns")
                .set("country", "LVA").set("organisationType", "ASSOCIATION").set("regional", "true").set("localEGovernment", "Shared services")
                .set("head.name", "Ilze Ozola").set("head.title", "President").set("signatory.name", "Ilze Ozola").set("signatory.title", "President")
                .set("signatory.email", "president@baltic.example").set("signatory.capacity", "PRESIDENT").set("contact.name", "Janis Kalns")
                .set("contact.email", "ofice@baltic.example").set("consent", "true").set("signedForm", SIGNED);
        Page unsaid = form.send();
        assertThat(unsaid.status).as("nothing says how the address is known").isEqualTo(400);
        assertThat(unsaid.text()).contains("Signed form.pdf", "Say how we know");
        Page entered = unsaid.form("address").set("address", "letter").send();
        assertThat(entered.status).as(entered.text()).isEqualTo(200);
        String reference = entered.address.getPath().replaceAll(".*/", "");
        anyone.settle();

        // Unconfirmed cases stand in a list; the mistyped address is corrected, and what went there opens nothing any more
        assertThat(clerk.get("/office/cases?state=UNCONFIRMED").text()).contains(reference, "Association of Baltic Towns");
        JsonNode mistyped = anyone.letter("ofice@baltic.example", "onfirm");
        Page wrong = clerk.get("/office/cases/" + reference).form("email").set("email", "office@baltic").send();
        assertThat(wrong.status).isEqualTo(400);
        Page corrected = wrong.form("email").set("email", "office@baltic.example").send();
        assertThat(corrected.status).isEqualTo(200);
        anyone.settle();
        JsonNode right = anyone.letter("office@baltic.example", "onfirm");
        assertThat(Steps.link(right)).isNotEqualTo(Steps.link(mistyped));
        Page old = anyone.get(Steps.link(mistyped));
        assertThat(old.text()).contains("replaced").doesNotContain("Baltic");
        assertThat(old.html.select("main form[method=post]")).isEmpty();
        Page oldCode = anyone.get("/status").form("code").set("reference", reference).set("code", Steps.code(mistyped)).send();
        assertThat(oldCode.status).isEqualTo(400);
        assertThat(oldCode.text()).contains("replaced");
        steps.pressFirstButton(Steps.link(right));
        anyone.settle();
        assertThat(anyone.task("secretariat", "Review application: Association of Baltic Towns")).isNotNull();
    }

    @Test
    void aCountryWithoutFiguresIsToldWhyNoFeeIsKnown() {
        Answer fee = anyone.getJson("/api/fees?category=FULL&country=CUB&population=216000&year=2027");
        assertThat(fee.status()).isEqualTo(422);
        assertThat(fee.json().get("detail").asText()).contains("Cuba");
        assertThat(anyone.get("/fees?category=FULL&country=CUB&population=216000&year=2027").text()).contains(fee.json().get("detail").asText());
        steps.applyAndConfirm(Steps.city("Santa Clara", "CUB", 216_000));
        JsonNode review = anyone.task("secretariat", "Review application: Santa Clara");
        assertThat(anyone.engineGet("secretariat", "/task/" + review.get("id").asText() + "/form-variables?deserializeValues=false").json().toString()).contains("Cuba");
    }
}
