package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Secretariat opens rounds with its choice of cases, decides on a change, and records a meeting, in Tasklist. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(34)
class MeetingBrowserIT {

    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aMeetingTakesTheTickedCasesItsAttendanceAndItsMinutes() {
        Map<String, String> cases = steps.applyAndConfirm(Steps.company("Nimbus Transit", "SGP", 120), Steps.company("Quarry Software", "DEU", 60),
                Steps.company("Rookery Networks", "FIN", 40));
        cases.keySet().forEach(name -> steps.decide("secretariat", "Review application: " + name, Map.of("decision", "accept")));
        String round;
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "secretariat");
            tasklist.start("Executive Committee vote");
            assertThat(tasklist.form().innerText()).contains("Nimbus Transit", "Quarry Software", "Rookery Networks", cases.get("Quarry Software"));
            tasklist.choose("In a meeting: you record the decisions from the minutes");
            check(tasklist, "Nimbus Transit");
            check(tasklist, "Quarry Software");
            Chromium.picture(tasklist.page, "tasklist-open-round");
            tasklist.started();
            steps.anyone.settle();
            String task = steps.anyone.engineGet("secretariat", "/task?nameLike=Record%20meeting%25&sortBy=created&sortOrder=desc").json()
                    .get(0).get("name").asText();
            round = task.replaceAll(".*(EC-\\d{4}-\\d{3,}).*", "$1");
            tasklist.openUnfilled("Record meeting: " + round);
            Chromium.picture(tasklist.page, "tasklist-record-meeting-empty");
            assertThat(tasklist.form().innerText()).contains("Seoul (President City)", "Helsinki", "Nimbus Transit, Singapore", "Quarry Software, Germany");
            check(tasklist, "Seoul (President City)");
            check(tasklist, "Helsinki");
            decide(tasklist, "Approved", "Nimbus Transit");
            assertThat(tasklist.refused()).contains(cases.get("Quarry Software"));
            decide(tasklist, "Postponed", "Quarry Software");
            tasklist.write("Reference of the minutes", "EC minutes 18");
            Chromium.picture(tasklist.page, "tasklist-record-meeting");
            tasklist.complete();
            steps.anyone.settle();

            Page office = tasklist.page;
            office.navigate(Running.program().base() + "/office/rounds/" + round);
            assertThat(office.locator("main").innerText()).contains("2 seats attended", "Helsinki", "EC minutes 18");
            office.setInputFiles("input[name=minutes]", new FilePayload("Minutes 18.pdf", "application/pdf", Pdfs.plain("The Committee met")));
            office.click("button:has-text('File the minutes')");
            office.waitForSelector("text=Minutes 18.pdf is filed");
            Chromium.stands(office, "office-round-meeting");
        }
        assertThat(steps.standing("Nimbus Transit")).isEqualTo("CORPORATE");
        assertThat(steps.isMember("Quarry Software")).isFalse();
        steps.decide("secretariat", "Decide after vote: Quarry Software", Map.of("decision", "close", "reason", "Not pursued"));
        assertThat(steps.anyone.letter(Ground.seatAddress("Nairobi"), "Please prepare").get("text").asText()).contains("Nimbus Transit", "Quarry Software");
    }

    @Test
    void aChangedRollIsDecidedOnAndEverySeatIsTold() {
        String reference = steps.applyAndConfirm(Steps.company("Saltmarsh Data", "NLD", 30)).get("Saltmarsh Data");
        steps.decide("secretariat", "Review application: Saltmarsh Data", Map.of("decision", "accept"));
        String round = steps.anyone.engineGet("secretariat", "/process-instance/" + steps.startForm("secretariat", "executive-committee-vote",
                Map.of("cases", reference)).json().get("id").asText()).json().get("businessKey").asText();
        steps.vote("Helsinki", round, Map.of(reference, "approve"));
        String from = steps.anyone.now().toString().substring(0, 10);
        Outside.Page kept = seat("/office/seats/new").set("city", "Wellington").set("addresses", "committee@wellington.example").set("from", "2026-01-01").send();
        assertThat(kept.status).as(kept.text()).isEqualTo(200);
        steps.anyone.settle();
        String question = "Decide on change: " + round;
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "secretariat");
            tasklist.openByAddress(question);
            assertThat(tasklist.form().innerText()).contains("Wellington takes a seat.", "1 of 5 seats");
            tasklist.choose("Open the round again: every seat is told what changed");
            tasklist.write("Reason", "The Assembly filled the vacant seat.").write("Days that the ballot is open from now on", "3");
            Chromium.picture(tasklist.page, "tasklist-decide-reopening");
            assertThat(tasklist.refused()).contains("give more days");
            tasklist.write("Days that the ballot is open from now on", "20").complete();
            steps.anyone.settle();
            tasklist.page.navigate(Running.program().base() + "/office/rounds/" + round);
            assertThat(tasklist.page.locator("main").innerText()).contains("The Assembly filled the vacant seat.", "Wellington", "1 of 6 seats");
            Chromium.stands(tasklist.page, "office-round-reopened");
        }
        assertThat(steps.anyone.letter("committee@wellington.example", "was opened anew").get("text").asText())
                .contains("Wellington takes a seat", "The Assembly filled the vacant seat");
        assertThat(steps.anyone.letter(Ground.seatAddress("Helsinki"), "Your answers stand").get("text").asText()).contains("Nothing needs to be done");
        // The seat goes again, so that the Committee of the other stories is what it was; the question about it is answered too
        Outside.Page seats = Ground.staff("secretariat").get("/office/seats");
        String own = seats.html.select("a[href^=/office/seats/]:contains(Wellington)").attr("href");
        Outside.Page gone = seat(own).set("to", "2026-01-02").send();
        assertThat(gone.status).as(gone.text()).isEqualTo(200);
        steps.anyone.settle();
        steps.decide("secretariat", question, Map.of("decision", "keep", "reason", "The seat counts for this round"));
    }

    private static Outside.Form seat(String address) {
        return Ground.staff("secretariat").get(address).form("city");
    }

    private static void check(Tasklist tasklist, String label) {
        tasklist.form().locator(".fjs-form-field-checklist label", new Locator.LocatorOptions().setHasText(label)).locator("input").first().check();
    }

    private static void decide(Tasklist tasklist, String decision, String applicant) {
        tasklist.form().locator(".fjs-form-field-checklist", new Locator.LocatorOptions().setHasText(decision)).first()
                .locator("label", new Locator.LocatorOptions().setHasText(applicant)).locator("input").first().check();
    }
}
