package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who doubts a vote takes the resolution that a seat was sent, and checks it: in the house, and in the own browser. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(33)
class CheckBrowserIT {

    private final String base = Running.program().base();
    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aDoubterChecksTheResolution() throws IOException, InterruptedException {
        String reference = steps.apply(Steps.city("Turku", "FIN", 206_000));
        steps.confirm("Turku", reference);
        steps.decide("secretariat", "Review application: Turku", Map.of("decision", "accept", "committee", "now"));
        steps.anyone.settle();
        String round = steps.roundOf("Turku");
        for (String city : Ground.SEATS.subList(0, 3)) {
            steps.vote(city, round, Map.of(reference, "approve"));
        }
        steps.anyone.advance("P15D");
        JsonNode letter = steps.anyone.letter(Ground.seatAddress("Nairobi"), round);
        byte[] pdf = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(base + letter.get("attachments").get(0).get("href").asText())).build(),
                HttpResponse.BodyHandlers.ofByteArray()).body();
        byte[] log;
        try (PDDocument document = Loader.loadPDF(pdf)) {
            log = document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames().get(round + "-log.json").getEmbeddedFile().toByteArray();
        }
        byte[] forged = new String(log, StandardCharsets.UTF_8).replace(":\\\"approve\\\"", ":\\\"reject\\\"").getBytes(StandardCharsets.UTF_8);

        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            page.navigate(base + "/check");
            Chromium.stands(page, "check");
            page.click("#check-form button[type=submit]");
            page.waitForSelector("#faults");
            Chromium.stands(page, "check-faults");

            // In the own browser: nothing is sent
            StringBuilder sent = new StringBuilder();
            page.onRequest(request -> sent.append(request.method()).append(' ').append(request.url()).append('\n'));
            assertThat(own(page, "resolution.pdf", "application/pdf", pdf)).contains("They fit", "The counts are those of the votes");
            Chromium.stands(page, "check-own-browser");
            assertThat(own(page, "log.json", "application/json", log)).contains("They fit");
            assertThat(own(page, "log.json", "application/json", forged)).contains("This entry does not fit: ", "Its hash is not the one");
            assertThat(own(page, "other.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8))).contains("cannot be read");
            assertThat(sent.toString()).isEmpty();

            page.setInputFiles("#f-file", new FilePayload("resolution.pdf", "application/pdf", pdf));
            page.click("#check-form button[type=submit]");
            page.waitForSelector("#result-of-check .notice.done");
            assertThat(page.locator("dl.facts").innerText()).contains(round, "byte for byte the one that this house published", "Closed, with its outcomes");
            page.click("#result-of-check summary");
            Chromium.stands(page, "check-fits");
            page.setInputFiles("#f-file", new FilePayload("log.json", "application/json", forged));
            page.click("#check-form button[type=submit]");
            page.waitForSelector("#result-of-check .notice.fault");
            assertThat(page.locator("#result-of-check .notice").innerText()).contains("does not fit");
            Chromium.stands(page, "check-unfit");
        }
    }

    private static String own(Page page, String name, String type, byte[] bytes) {
        page.evaluate("document.getElementById('in-browser-result').replaceChildren()");
        page.setInputFiles("#f-file", new FilePayload(name, type, bytes));
        page.click("#in-browser button");
        page.waitForSelector("#in-browser-result .notice");
        return page.locator("#in-browser-result").innerText();
    }
}
