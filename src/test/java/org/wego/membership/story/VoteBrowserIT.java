package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
            assertThat(second.locator("[name=name]").inputValue()).as("nobody's name is offered to whoever opens the link").isEmpty();
            second.fill("[name=name]", "Peter Kimani");
            second.fill("[name=title]", "Deputy Governor");
            second.locator("button[value=review]").click();
            second.waitForSelector("button[value=cast]");
            assertThat(second.locator("main").innerText()).contains("Reject", "before: Approve", "Achieng Otieno, Governor, answered for your seat");
            Chromium.picture(second, "vote-review-replaces");
            second.locator("button[value=cast]").click();
            second.waitForURL("**/vote/agenda?cast");
            assertThat(second.locator(".vote-card .before").first().innerText()).contains("Reject");
            assertThat(second.locator(".answered").innerText()).contains("Peter Kimani", "Achieng Otieno", "no longer counts");
            assertThat(log(round)).isNotEqualTo(logged);
            page.navigate(base + "/vote/agenda");
            assertThat(page.locator(".vote-card .before").first().innerText()).contains("Reject");
        }
    }

    /** Eighteen cases, as in a full year; each by three key strokes at most, and one confirmation for all. */
    @Test
    void eighteenCasesAreAnsweredByAFewKeyStrokesEach() {
        List<String> names = List.of("Andong", "Boryeong", "Changwon", "Dangjin", "Eumseong", "Gimhae", "Hwaseong", "Iksan", "Jecheon",
                "Kunsan", "Miryang", "Naju", "Osan", "Pohang", "Sacheon", "Taebaek", "Uiwang", "Wonju");
        steps.applyAndConfirm(names.stream().map(name -> Steps.city(name, "KOR", 200_000)).toArray(ObjectNode[]::new));
        names.forEach(name -> steps.decide("secretariat", "Review application: " + name, Map.of("decision", "accept")));
        steps.startForm("secretariat", "executive-committee-vote", Map.of("mode", "ballot", "days", 14));
        String round = steps.roundOf("Wonju");

        // With the keys that the page tells of: one stroke a case
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = open(visitor, "Nairobi", round);
            assertThat(page.locator(".keys").first().innerText()).contains("By keyboard", "1", "Approve");
            Locator cases = page.locator("fieldset.answers");
            int count = cases.count();
            assertThat(count).isGreaterThanOrEqualTo(18);
            assertThat(page.locator(".progress").innerText()).contains("0 of " + count + " answered");
            Keys keys = new Keys(page);
            page.locator(".vote-card summary").first().focus();
            for (int i = 0; i < count; i++) {
                keys.press(i == 4 ? "2" : i == 9 ? "3" : i == 14 ? "4" : "1");
            }
            assertThat(keys.pressed).isEqualTo(count);
            assertThat(chosen(page)).hasSize(count).containsOnlyOnce("reject").containsOnlyOnce("abstain").containsOnlyOnce("discuss");
            assertThat(page.locator(".progress").innerText()).contains("All cases answered");
            Chromium.picture(page, "vote-eighteen");
            List<String> posts = new ArrayList<>();
            page.onRequest(request -> {
                if (request.method().equals("POST")) {
                    posts.add(request.postData());
                }
            });
            // After the last case the focus is where who answers is typed
            page.keyboard().type("Achieng Otieno");
            page.keyboard().press("Tab");
            page.keyboard().type("Governor");
            page.keyboard().press("Enter");
            page.waitForSelector("button[value=cast]");
            Chromium.picture(page, "vote-eighteen-review");
            page.keyboard().press("Tab");
            assertThat(page.locator("button[value=cast]").evaluate("button => button === document.activeElement")).as("cast is the first stop").isEqualTo(true);
            page.keyboard().press("Enter");
            page.waitForURL("**/vote/agenda?cast");
            assertThat(posts).as("the review, and one confirmation for all").hasSize(2);
            assertThat(page.locator("main").innerText()).contains("Your votes are recorded");
        }

        // With the arrow keys and Enter: three at most
        try (BrowserContext visitor = Chromium.phone()) {
            Page page = open(visitor, "Helsinki", round);
            Keys keys = new Keys(page);
            int count = page.locator("fieldset.answers").count();
            page.locator("fieldset.answers input").first().focus();
            List<List<String>> ways = List.of(List.of("Space", "Enter"), List.of("ArrowDown", "Enter"), List.of("ArrowDown", "ArrowDown", "Enter"),
                    List.of("ArrowUp", "ArrowUp", "Enter"));
            for (int i = 0; i < count; i++) {
                int before = keys.pressed;
                ways.get(i % ways.size()).forEach(keys::press);
                assertThat(keys.pressed - before).isLessThanOrEqualTo(3);
            }
            assertThat(chosen(page)).hasSize(count).startsWith("approve", "reject", "abstain", "discuss");
            assertThat(page.locator("[name=name]").evaluate("field => field === document.activeElement")).isEqualTo(true);
        }

        // Without a script, by the browser's own keys: three to approve
        try (BrowserContext visitor = Chromium.withoutScripts()) {
            Page page = visitor.newPage();
            page.navigate(base + "/vote");
            page.fill("[name=code]", Steps.code(steps.anyone.letter(Ground.seatAddress("Jakarta"), round)));
            page.click("#by-code button");
            page.waitForURL("**/vote/agenda");
            assertThat(page.locator("main").innerText()).contains("By keyboard: Tab");
            Keys keys = new Keys(page);
            int count = page.locator("fieldset.answers").count();
            page.locator("fieldset.answers input").first().focus();
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    keys.press("Tab");
                    keys.press("Tab");
                }
                keys.press("Space");
            }
            assertThat(keys.pressed).isLessThanOrEqualTo(3 * count);
            assertThat(chosen(page)).hasSize(count).containsOnly("approve");
            page.fill("[name=name]", "Sri Wahyuni");
            page.fill("[name=title]", "Governor");
            page.click("button[value=review]");
            page.click("button[value=cast]");
            page.waitForURL("**/vote/agenda?cast");
            assertThat(page.locator("main").innerText()).contains("Your votes are recorded");
        }
    }

    /** Counts what is pressed. */
    private static final class Keys {

        private final Page page;
        private int pressed;

        private Keys(Page page) {
            this.page = page;
        }

        private void press(String key) {
            page.keyboard().press(key);
            pressed++;
        }
    }

    private Page open(BrowserContext visitor, String seat, String round) {
        Page page = visitor.newPage();
        page.navigate(Steps.link(steps.anyone.letter(Ground.seatAddress(seat), round)));
        page.locator("#by-link button").click();
        page.waitForURL("**/vote/agenda");
        return page;
    }

    private static List<String> chosen(Page page) {
        return page.locator("fieldset.answers input:checked").all().stream().map(input -> input.getAttribute("value")).toList();
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
