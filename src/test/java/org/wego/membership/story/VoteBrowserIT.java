package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Secretariat opens a round in Tasklist; a seat answers on a phone, by its letter's link and the keyboard alone. */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(31)
class VoteBrowserIT {

    private static final String SEAT = "Nairobi";

    private final String base = Running.program().base();
    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void aSeatVotesOnAPhoneAndChangesItsVote() {
        String reference = steps.apply(Steps.city("Mokpo", "KOR", 214_000));
        steps.confirm("Mokpo", reference);
        steps.decide("secretariat", "Review application: Mokpo", Map.of("decision", "accept"));
        try (BrowserContext visitor = Chromium.desktop()) {
            Tasklist tasklist = new Tasklist(visitor, "secretariat").start("Executive Committee vote");
            Chromium.picture(tasklist.page, "tasklist-open-round");
            tasklist.started();
        }
        steps.anyone.settle();
        String link = Steps.link(steps.anyone.letter(Ground.seatAddress(SEAT), "EC-"));
        String round = roundOf(reference);

        try (BrowserContext phone = Chromium.phone()) {
            Page page = phone.newPage();
            // Opening the link, with all its scripts run, shows nothing of the round and casts nothing
            page.navigate(link);
            page.waitForSelector("#by-link:not([hidden])");
            assertThat(page.locator("body").innerText()).doesNotContain(SEAT, "Mokpo", round);
            assertThat(row(round)).contains("Still to answer");
            assertThat(log(round)).doesNotContain("Votes cast");
            Chromium.picture(page, "vote-link");

            page.locator("#by-link button").press("Enter");
            page.waitForURL("**/vote/agenda");
            assertThat(page.locator("main").innerText()).contains("Mokpo", SEAT);
            Chromium.fits(page);
            Chromium.picture(page, "vote-agenda");

            // By keyboard: the first answer of each case, name and title, Enter
            answer(page, 0);
            page.locator("[name=name]").focus();
            page.keyboard().type("Achieng Otieno");
            page.keyboard().press("Tab");
            page.keyboard().type("Governor");
            page.keyboard().press("Enter");
            page.waitForSelector("button[value=cast]");
            assertThat(page.locator("main").innerText()).contains("Mokpo", "Approve", "Achieng Otieno, Governor");
            assertThat(row(round)).as("nothing is cast before the last button").contains("Still to answer");
            Chromium.picture(page, "vote-review");
            page.locator("button[value=cast]").press("Enter");
            page.waitForURL("**/vote/agenda?cast");
            assertThat(row(round)).contains("Achieng Otieno");
            Chromium.picture(page, "vote-cast");

            // The way back shows what stood there and casts nothing; nor does a second tab that opens the link again
            String logged = log(round);
            page.evaluate("history.back()");
            page.waitForURL(address -> !address.endsWith("?cast"));
            assertThat(log(round)).isEqualTo(logged);
            Page second = phone.newPage();
            second.navigate(link);
            second.locator("#by-link button").click();
            second.waitForURL("**/vote/agenda");
            assertThat(second.locator(".vote-card .before").first().innerText()).contains("Approve", "Achieng Otieno");
            assertThat(log(round)).isEqualTo(logged);

            // Changed in the second tab; the first one's old page still answers
            answer(second, 1);
            second.locator("button[value=review]").click();
            second.waitForSelector("button[value=cast]");
            assertThat(second.locator("main").innerText()).contains("Reject");
            second.locator("button[value=cast]").click();
            second.waitForURL("**/vote/agenda?cast");
            assertThat(second.locator(".vote-card .before").first().innerText()).contains("Reject");
            assertThat(log(round)).isNotEqualTo(logged);
            page.navigate(base + "/vote/agenda");
            assertThat(page.locator(".vote-card .before").first().innerText()).contains("Reject");
        }
    }

    /** Chooses the n-th answer of each case by the keyboard. */
    private static void answer(Page page, int n) {
        for (Locator group : page.locator(".vote-card fieldset").all()) {
            Locator first = group.locator("input[type=radio]").first();
            first.focus();
            first.press("Space");
            for (int i = 0; i < n; i++) {
                page.keyboard().press("ArrowDown");
            }
        }
    }

    private String roundOf(String reference) {
        String words = Ground.staff("secretariat").get("/office/rounds").html.select("tr:contains(Mokpo) a[href*=/office/rounds/]").attr("href");
        assertThat(words).as("round of " + reference).isNotBlank();
        return words.replaceAll(".*/", "");
    }

    private String row(String round) {
        return Ground.staff("secretariat").get("/office/rounds/" + round).html.select("tr:has(th[scope=row]:contains(" + SEAT + "))").text();
    }

    private String log(String round) {
        return Ground.staff("secretariat").get("/office/rounds/" + round).html.select("table").last().text();
    }
}
