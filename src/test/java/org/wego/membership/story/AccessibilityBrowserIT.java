package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * axe-core finds nothing on any page, public or of the office, wide and on a phone, light and dark; nothing reaches over
 * the side of a phone. Keeps pictures of all of them. Runs last, when the other stories have filled the pages.
 */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(40)
class AccessibilityBrowserIT {

    private final String base = Running.program().base();
    private final Steps steps = new Steps();

    @BeforeAll
    static void ground() {
        Ground.lay();
    }

    @Test
    void publicPages() {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            stands(page, "/", "home");
            stands(page, "/apply", "apply");
            for (String category : List.of("FULL", "FRIENDSHIP", "CORPORATE")) {
                stands(page, "/apply?category=" + category, "apply-" + category.toLowerCase());
                page.click("button[value=send]");
                page.waitForSelector("#faults");
                Chromium.stands(page, "apply-" + category.toLowerCase() + "-faults");
            }
            stands(page, "/members", "members");
            stands(page, "/members?q=nobody-of-this-name", "members-none");
            stands(page, "/members/" + steps.member("Barcelona").get("number").asText(), "member");
            stands(page, "/fees", "fees");
            stands(page, "/fees?category=FULL&country=KOR&population=1190964&year=2027", "fees-answer");
            stands(page, "/fees?category=FULL&country=CUB&population=2137847&year=2027", "fees-unknown");
            stands(page, "/fees?category=FULL&country=&population=0&year=2027", "fees-faults");
            stands(page, "/status", "status");
            page.fill("[name=reference]", "WEGO-2026-9999");
            page.fill("[name=code]", "AAAA-AAAA-AAA");
            page.click("main button");
            page.waitForSelector("#faults");
            Chromium.stands(page, "status-faults");
            stands(page, "/login", "login");
            page.fill("[name=username]", "nobody");
            page.fill("[name=password]", "nothing");
            page.click("main button");
            page.waitForSelector(".notice.fault");
            Chromium.stands(page, "login-faults");
            stands(page, "/nowhere", "error-404");
            stands(page, "/status/no-such-link", "error-link");
            stands(page, "/apply/a-draft-that-is-gone", "error-draft");
            stands(page, "/apply/resume", "apply-resume");
        }
    }

    @Test
    void aCaseInItsStates() {
        String asked = steps.apply(Steps.city("Tongyeong", "KOR", 121_000));
        steps.confirm("Tongyeong", asked);
        steps.decide("secretariat", "Review application: Tongyeong", Map.of("decision", "requestChanges", "reason", "Which census is meant?",
                "fields", "population.source,signatory.capacity,signedForm"));
        steps.anyone.advance("PT10M");
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            String link = Steps.link(steps.anyone.letter(Steps.contact("Tongyeong"), "complete"));
            stands(page, link, "status-asked");
            stands(page, link + "?letter=too_soon", "status-letter");
            stands(page, link + "/copy", "status-copy");
            stands(page, link + "/amend", "status-amend");
            stands(page, link + "/withdraw", "status-withdraw");
            page.click("main form[method=post] button");
            page.waitForURL(address -> !address.endsWith("/withdraw"));
            Chromium.stands(page, "status-withdrawn");
        }
        steps.anyone.settle();
    }

    @Test
    void theVote() {
        String reference = steps.apply(Steps.company("Juniper City Data", "NLD", 80));
        steps.confirm("Juniper City Data", reference);
        steps.decide("secretariat", "Review application: Juniper City Data", Map.of("decision", "accept", "committee", "now"));
        JsonNode letter = steps.anyone.letter(Ground.seatAddress("Barcelona"), "EC-");
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            stands(page, "/vote", "vote");
            page.fill("[name=code]", "AAAA-AAAA-AAA");
            page.click("form:has([name=code]) button");
            page.waitForSelector("#faults");
            Chromium.stands(page, "vote-faults");
            page.navigate(Steps.link(letter));
            page.waitForSelector("#by-link:not([hidden])");
            Chromium.stands(page, "vote-link");
            page.click("#by-link button");
            page.waitForURL("**/vote/agenda");
            Chromium.stands(page, "vote-agenda");
            page.click("button[value=review]");
            page.waitForSelector("#faults");
            Chromium.stands(page, "vote-agenda-faults");
            page.locator(".vote-card summary").first().click();
            page.locator(".vote-card input[value=recuse]").first().check();
            page.locator("details.meanings summary").click();
            page.locator("details.aside summary").click();
            page.click("button[value=notMine]");
            page.waitForSelector("#faults");
            Chromium.stands(page, "vote-not-mine-faults");
            page.fill("[name=notMine]", "The case of Juniper is the harbour board's.");
            page.click("button[value=notMine]");
            page.waitForURL("**/vote/agenda?told");
            Chromium.stands(page, "vote-not-mine");
            page.locator(".vote-card input[value=recuse]").first().check();
            page.locator("[name^='reason.']").first().fill("Our own harbour buys from this company");
            Chromium.stands(page, "vote-recuse");
            for (Locator first : page.locator(".vote-card input[value=approve]").all()) {
                first.check();
            }
            page.fill("[name=name]", "Montserrat Vidal");
            page.fill("[name=title]", "Deputy mayor");
            page.click("button[value=review]");
            page.waitForSelector("button[value=cast]");
            Chromium.stands(page, "vote-review");
            page.click("button[value=cast]");
            page.waitForURL("**/vote/agenda?cast");
            Chromium.stands(page, "vote-cast");
            String round = steps.roundOf("Juniper City Data");
            replaced(page, round);
            other(round, reference);
            tie(page, round, letter, reference);
            page.navigate(base + "/check");
            Chromium.stands(page, "check");
            tooMany(page);
        }
    }

    /** A link that was replaced says when, and does nothing else. */
    private void replaced(Page page, String round) {
        String old = Steps.link(steps.anyone.letter(Ground.seatAddress("Helsinki"), round));
        Outside.Page office = Ground.staff("secretariat").get("/office/rounds/" + round);
        Outside.Page sent = office.formTo(office.html.select("form:has(button[aria-label$=Helsinki])").attr("action")).send();
        assertThat(sent.status).isEqualTo(200);
        page.navigate(old);
        page.click("#by-link button");
        page.waitForSelector(".notice.waiting");
        assertThat(page.locator(".notice").innerText()).contains("This link was replaced on");
        Chromium.stands(page, "vote-replaced");
    }

    /** A second person at the same seat is told whose answers would be replaced. */
    private void other(String round, String reference) {
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = visitor.newPage();
            page.navigate(Steps.link(steps.anyone.letter(Ground.seatAddress("Barcelona"), round)));
            page.click("#by-link button");
            page.waitForURL("**/vote/agenda");
            Chromium.stands(page, "vote-answered");
            page.check("input[name='vote." + reference + "'][value=reject]");
            page.fill("[name=name]", "Jordi Serra");
            page.fill("[name=title]", "Head of Protocol");
            page.click("button[value=review]");
            page.waitForSelector(".notice.waiting");
            assertThat(page.locator(".notice.waiting").innerText()).contains("Montserrat Vidal, Deputy mayor, answered for your seat");
            Chromium.stands(page, "vote-review-replaces");
        }
    }

    /** As many for as against: the President City's page, before and after it decides; then everybody's after the close. */
    private void tie(Page page, String round, JsonNode letter, String reference) {
        steps.vote("Jakarta", round, Map.of(reference, "reject"));
        steps.vote("Nairobi", round, Map.of(reference, "abstain"));
        steps.anyone.advance("P14DT2H");
        page.navigate(Steps.link(letter));
        page.click("#by-link button");
        page.waitForURL("**/vote/agenda");
        Chromium.stands(page, "vote-counting");
        try (BrowserContext president = Chromium.desktop()) {
            Page deciding = president.newPage();
            deciding.navigate(Steps.link(steps.anyone.letter(Ground.seatAddress("Seoul"), "break a tie")));
            deciding.click("#by-link button");
            deciding.waitForURL("**/vote/agenda");
            Chromium.stands(deciding, "vote-tie");
            deciding.check("input[name='vote." + reference + "'][value=approve]");
            deciding.fill("[name=name]", "Oh Se-hoon");
            deciding.fill("[name=title]", "Mayor");
            deciding.click("button[value=review]");
            deciding.waitForSelector("button[value=cast]");
            Chromium.stands(deciding, "vote-tie-review");
            deciding.click("button[value=cast]");
            deciding.waitForURL("**/vote/agenda?cast");
            Chromium.stands(deciding, "vote-tie-cast");
        }
        steps.anyone.settle();
        page.navigate(base + "/vote/agenda");
        page.waitForSelector("a[href$='/vote/resolution']");
        Chromium.stands(page, "vote-closed");
    }

    /** Wrong codes are taken five times; the page says how long to wait. */
    private void tooMany(Page page) {
        for (int i = 0; i <= 5; i++) {
            page.navigate(base + "/vote");
            page.fill("[name=code]", "AAAA-AAAA-AA" + i);
            page.click("#by-code button");
            page.waitForSelector("#faults, .notice.fault");
        }
        assertThat(page.locator(".notice.fault").innerText()).contains("Too many wrong codes");
        Chromium.stands(page, "vote-too-many");
        steps.anyone.advance("PT16M");
    }

    /** Every page that can be reached from the office's start page, one of each kind, while a ballot is open. */
    @Test
    void theOffice() {
        String reference = steps.apply(Steps.company("Larch City Systems", "NLD", 60));
        steps.confirm("Larch City Systems", reference);
        steps.decide("secretariat", "Review application: Larch City Systems", Map.of("decision", "accept", "committee", "now"));
        try (BrowserContext visitor = Chromium.desktop()) {
            Page page = Chromium.staff(visitor, base, "admin", "/office");
            page.waitForURL("**/office**");
            Set<String> seen = new HashSet<>();
            Deque<String> ahead = new ArrayDeque<>(List.of("/office"));
            while (!ahead.isEmpty()) {
                String address = ahead.poll();
                String kind = kind(address);
                if (!seen.add(kind)) {
                    continue;
                }
                stands(page, address, "office" + kind.substring("/office".length()).replace('/', '-'));
                for (Object href : (List<?>) page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")) {
                    String next = href.toString().replaceAll("#.*", "");
                    if (next.startsWith("/office") && !next.matches(".*\\.(pdf|csv|xlsx|dmn).*|.*/(documents|resolution)(/.*)?")) {
                        ahead.add(next);
                    }
                }
            }
            assertThat(seen).contains("/office", "/office/cases", "/office/cases/one", "/office/cases/one/correct", "/office/cases/one/compare", "/office/cases/new", "/office/rounds", "/office/rounds/one",
                    "/office/rounds/one/calls", "/office/rounds/one/seats/one/answer",
                    "/office/seats", "/office/seats/one", "/office/seats/import", "/office/members", "/office/members/one", "/office/members/new",
                    "/office/members/import", "/office/countries", "/office/countries/one", "/office/figures", "/office/places", "/office/charts", "/office/referrals",
                    "/office/runs", "/office/invoices", "/office/payments", "/office/letters");
        }
    }

    private static String kind(String address) {
        return address.replaceAll("\\?.*", "").replaceAll("/(M-\\d+|WEGO-[\\d-]+|EC-[\\d-]+|fee-chart-[\\d-]+|[A-Z]{3}|\\d[\\d-]*)(?=/|$)", "/one");
    }

    private void stands(Page page, String address, String name) {
        Response answer = page.navigate(address.startsWith("http") ? address : base + address);
        assertThat(answer.status()).as(address).isLessThan(500);
        Chromium.stands(page, name);
    }
}
