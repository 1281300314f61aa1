package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The last day of a ballot: the Secretariat calls who is left, and enters what a caller answers. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(34)
class CallsBrowserIT {

    private static final String SEAT = "Jakarta";

    private final String base = Running.program().base();
    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aSeatAnswersByTelephone() {
        for (String city : List.of("Gunsan", "Iksan")) {
            steps.confirm(city, steps.apply(Steps.city(city, "KOR", 260_000)));
            steps.decide("secretariat", "Review application: " + city, Map.of("decision", "accept"));
        }
        steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "ballot", "days", 14));
        steps.anyone.settle();
        String round = steps.roundOf("Gunsan");
        JsonNode invitation = steps.anyone.letter(Ground.seatAddress(SEAT), round);
        steps.anyone.advance("P13DT2H");

        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "secretariat", "/office/rounds/" + round);
            page.waitForURL("**/office/rounds/**");
            Chromium.stands(page, "desk-round-open");
            page.click("text=Whom to call");
            page.waitForURL("**/calls");
            assertThat(page.locator("main").innerText()).contains(SEAT, "Delivered").doesNotContain("It is early to call");
            Chromium.stands(page, "desk-calls");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            Chromium.picture(page, "desk-calls-print");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

            page.locator("tr:has-text(\"" + SEAT + "\") a:has-text(\"Enter answers\")").click();
            page.waitForURL("**/answer");
            Chromium.stands(page, "desk-answer");
            page.click("button[value=review]");
            page.waitForSelector("#faults");
            Chromium.stands(page, "desk-answer-faults");
            page.check("input[name=known][value=code]");
            page.fill("[name=code]", Steps.code(invitation));
            page.fill("[name=name]", "Dewi Santoso");
            page.fill("[name=title]", "Head of International Relations");
            for (Locator first : page.locator("input[value=approve]").all()) {
                first.check();
            }
            page.locator("input[value=recuse]").last().check();
            page.locator("textarea").last().fill("Our sister city.");
            page.click("button[value=review]");
            page.waitForSelector("button[value=record]");
            Chromium.stands(page, "desk-answer-review");
            assertThat(steps.anyone.letters(letter -> letter.path("subject").asText().startsWith("Recorded: the answers of " + SEAT + " in round " + round)))
                    .as("nothing is recorded before the last button").isEmpty();
            page.click("button[value=record]");
            page.waitForURL("**/office/rounds/" + round);
            assertThat(page.locator("main").innerText()).contains("The answers of " + SEAT + " are recorded").contains("in a call, entered by secretariat");
            Chromium.stands(page, "desk-round-called");
        }
        steps.anyone.settle();
        String receipt = steps.anyone.letter(Ground.seatAddress(SEAT), "Recorded: the answers of " + SEAT).path("text").asText();
        assertThat(receipt).contains("Dewi Santoso, Head of International Relations, gave them for " + SEAT + " in a call").contains("Our sister city.");
        steps.anyone.advance("P1D");
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "secretariat", "/office/rounds/" + round);
            page.waitForURL("**/office/rounds/**");
            Chromium.stands(page, "desk-round-closed");
            page.navigate(base + "/office/rounds");
            Chromium.stands(page, "desk-rounds");
        }
    }
}
