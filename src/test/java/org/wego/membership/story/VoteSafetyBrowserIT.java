package org.wego.membership.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/**
 * The ways in which a vote by mail goes wrong without anybody meaning it: gateways that fetch links, run their scripts and
 * press their buttons; tokens that end up in logs; letters passed on; windows left open.
 */
@Tag("browser")
@ExtendWith(Chromium.Needed.class)
@Order(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VoteSafetyBrowserIT {

    private static final String BASE = Running.program().base();
    private static final Steps STEPS = new Steps();
    /** What a crawler presses. */
    private static final String CONTROLS = "button, input[type=submit], input[type=image], a[href], summary, [role=button], [onclick]";

    private static String round;
    private static String applicant;

    @BeforeAll
    static void aRoundIsOpen() {
        Ground.lay();
        Map<String, String> references = STEPS.applyAndConfirm(Steps.city("Ulsan", "KOR", 1_104_167), Steps.city("Gwangju", "KOR", 1_418_000));
        references.keySet().forEach(name -> STEPS.decide("secretariat", "Review application: " + name, Map.of("decision", "accept")));
        applicant = "Ulsan";
        assertThat(STEPS.startForm("secretariat", "executive-committee-vote", Map.of("mode", "ballot", "days", 14)).status()).isEqualTo(200);
        round = STEPS.roundOf(applicant);
    }

    @Test
    @Order(1)
    void fetchingEveryLinkOfEveryLetterTwiceAtOnceChangesAndRevealsNothing() throws Exception {
        STEPS.anyone.settle();
        Set<String> links = new LinkedHashSet<>();
        STEPS.anyone.letters(letter -> true).forEach(letter -> letter.get("links").forEach(link -> links.add(link.asText())));
        assertThat(links).anyMatch(link -> link.contains("/vote#")).anyMatch(link -> link.contains("/status/"));
        Map<String, String> before = Running.program().standing();
        HttpClient gateway = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).connectTimeout(Duration.ofSeconds(20)).build();
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (String link : links) {
                for (String method : List.of("GET", "HEAD", "OPTIONS")) {
                    Callable<HttpResponse<String>> fetch = () -> gateway.send(HttpRequest.newBuilder(URI.create(link))
                            .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
                    for (Future<HttpResponse<String>> answer : both.invokeAll(List.of(fetch, fetch))) {
                        assertThat(answer.get().statusCode()).as(method + " " + link).isLessThan(500);
                        if (link.contains("/vote")) {
                            assertThat(answer.get().body()).doesNotContain(round, applicant, "Nairobi");
                        }
                    }
                }
            }
        } finally {
            both.shutdown();
        }
        assertThat(Running.program().standing()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void aLinkLoadedWithItsScriptsAndLeftAloneChangesAndRevealsNothing() {
        Map<String, String> before = Running.program().standing();
        for (String seat : Ground.SEATS) {
            try (BrowserContext gateway = Chromium.desktop()) {
                Page page = gateway.newPage();
                List<String> sent = new ArrayList<>();
                page.onRequest(request -> sent.add(request.method()));
                page.navigate(link(seat));
                page.waitForLoadState(LoadState.NETWORKIDLE);
                // As those do that wait for something to happen: scroll, move, press keys that mean nothing
                page.mouse().move(200, 300);
                page.mouse().wheel(0, 2_000);
                page.keyboard().press("Escape");
                page.waitForLoadState(LoadState.NETWORKIDLE);
                assertThat(sent).as("what the page's scripts sent").containsOnly("GET");
                assertThat(page.locator("main").innerHTML()).doesNotContain(round, applicant, seat);
                assertThat(gateway.cookies()).extracting(cookie -> cookie.name).doesNotContain("wego-vote");
            }
        }
        assertThat(Running.program().standing()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void aCrawlerThatPressesEveryButtonFromTheLinkOnCastsNothing() {
        Map<String, String> before = Running.program().standing();
        List<String> pressed = crawl(link("Jakarta"));
        assertThat(pressed).as("it came as far as the agenda").anyMatch(control -> control.startsWith("/vote/agenda"))
                .anyMatch(control -> control.contains("review"));
        STEPS.anyone.settle();
        assertThat(Running.program().standing()).as("after " + pressed).isEqualTo(before);
    }

    @Test
    @Order(4)
    void theTokenIsInNoLogNoReferrerNoAddressAndNothingGoesToAnybodyElse() {
        String link = link("Nairobi");
        String token = link.substring(link.indexOf('#') + 1);
        String code = Steps.code(STEPS.anyone.letter(Ground.seatAddress("Nairobi"), round));
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        List<Logger> speaking = List.of(logger("org.springframework.web"), logger("org.springframework.security"), logger("org.wego"));
        AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event.getFormattedMessage() + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        };
        ear.start();
        logger(Logger.ROOT_LOGGER_NAME).addAppender(ear);
        speaking.forEach(each -> each.setLevel(Level.DEBUG));
        List<Request> requests = new ArrayList<>();
        try (BrowserContext reader = Chromium.desktop()) {
            reader.onRequest(requests::add);
            Page page = reader.newPage();
            page.navigate(link);
            open(page);
            assertThat(page.url()).doesNotContain(token);
            vote(page, "approve", "Achieng Otieno");
            assertThat(page.url()).doesNotContain(token);
            back(page);
            // A link from the agenda to elsewhere
            page.navigate(BASE + "/members");
            assertThat((String) page.evaluate("() => document.referrer + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"))
                    .doesNotContain(token, code);
            assertThat(reader.cookies().toString()).doesNotContain(token);
            assertThat(requests).extracting(Request::url).as("requests to others").allMatch(url -> url.startsWith(BASE + "/"));
            for (Request request : requests) {
                // The one request that brings the token has it in its body
                assertThat(request.url().replaceAll("#.*", "")).doesNotContain(token);
                assertThat(request.headers().toString()).as("headers of " + request.url()).doesNotContain(token, code);
            }
            assertThat(requests).filteredOn(request -> request.postData() != null && request.postData().contains(token)).hasSize(1);
        } finally {
            speaking.forEach(each -> each.setLevel(null));
            logger(Logger.ROOT_LOGGER_NAME).detachAppender(ear);
        }
        // By the code too, without a script
        STEPS.anyone.get("/vote").form("code").set("code", code).send();

        assertThat(Running.program().accessLog()).as("addresses, referrers and cookies, as they reached the server").contains("POST /vote")
                .doesNotContain(token, code);
        assertThat(logged).as("the application's log speaks of the vote").anyMatch(line -> line.contains("/vote"));
        assertThat(logged).noneMatch(line -> line.contains(token) || line.contains(code));
    }

    @Test
    @Order(5)
    void aForwardedLinkVotesForItsSeatAndTheSeatsAddressHearsOfIt() {
        String link = link("Barcelona");
        int receipts = receipts("Barcelona");
        try (BrowserContext addressee = Chromium.desktop(); BrowserContext colleague = Chromium.phone()) {
            Page first = addressee.newPage();
            first.navigate(link);
            open(first);
            vote(first, "approve", "Núria Vidal");
            Page second = colleague.newPage();
            second.navigate(link);
            open(second);
            assertThat(second.locator("main").innerText()).as("who answered before").contains("Núria Vidal");
            vote(second, "reject", "Jordi Puig");
            first.navigate(BASE + "/vote/agenda");
            assertThat(first.locator("main").innerText()).as("whose answers stand now").contains("Jordi Puig");
        }
        STEPS.anyone.settle();
        assertThat(receipts("Barcelona")).isEqualTo(receipts + 2);
        JsonNode receipt = STEPS.anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress("Barcelona"))).get(0);
        assertThat(receipt.get("text").asText()).contains("Jordi Puig", "Núria Vidal");
        assertThat(log()).contains("Núria Vidal", "Jordi Puig");
    }

    @Test
    @Order(6)
    void aCrawlerOnTheLinkOfASeatThatHasAnsweredChangesNothingEither() {
        STEPS.anyone.settle();
        Map<String, String> before = Running.program().standing();
        crawl(link("Barcelona"));
        STEPS.anyone.settle();
        assertThat(Running.program().standing()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void castingTwiceGoingBackAndCastingAgainIsOneVoteAndOneReceipt() {
        try (BrowserContext reader = Chromium.desktop()) {
            Page page = reader.newPage();
            page.navigate(link("Helsinki"));
            open(page);
            review(page, "approve", "Aino Virtanen");
            page.locator("button[value=cast]").dblclick();
            page.waitForURL("**/vote/agenda?cast**");
            String cast = log();
            int receipts = receipts("Helsinki");
            back(page);
            Locator again = page.locator("button[value=cast]");
            if (again.count() > 0) {
                again.click();
                page.waitForURL("**/vote/agenda**");
            }
            page.navigate(BASE + "/vote/agenda");
            STEPS.anyone.settle();
            assertThat(log()).isEqualTo(cast);
            assertThat(receipts("Helsinki")).isEqualTo(receipts).isEqualTo(1);
        }
    }

    @Test
    @Order(8)
    void aWindowLeftOpenCastsNothingOnceTheSeatHasANewLink() {
        String old = link("Seoul");
        try (BrowserContext reader = Chromium.desktop()) {
            Page page = reader.newPage();
            page.navigate(old);
            open(page);
            review(page, "reject", "Somebody in Seoul");
            Outside secretariat = Ground.staff("secretariat");
            Outside.Page office = secretariat.get("/office/rounds/" + round);
            String action = office.html.select("tr:has(th[scope=row]:contains(Seoul)) form[action$=/link]").attr("action");
            assertThat(office.formTo(action).send().status).isEqualTo(200);
            STEPS.anyone.settle();
            assertThat(link("Seoul")).isNotEqualTo(old);
            Map<String, String> before = Running.program().standing();

            page.locator("button[value=cast]").click();
            page.waitForLoadState();
            assertThat(page.locator("main").innerText()).doesNotContain("recorded");
            Page again = reader.newPage();
            again.navigate(old);
            again.locator("#by-link button").click();
            again.waitForLoadState();
            assertThat(again.locator("main").innerText()).contains("This link was replaced on").doesNotContain(applicant);
            assertThat(Running.program().standing()).isEqualTo(before);

            // The new one opens, and shows that nothing was cast
            Page fresh = reader.newPage();
            fresh.navigate(link("Seoul"));
            open(fresh);
            assertThat(fresh.locator("main").innerText()).contains(applicant).doesNotContain("Somebody in Seoul");
        }
    }

    // What a crawler does

    /**
     * How a crawler came to a page: an address that it can simply ask for again, and what it pressed since.
     */
    private record Way(String from, List<String> pressed) {

        Way then(String control) {
            List<String> on = new ArrayList<>(pressed);
            on.add(control);
            return new Way(from, on);
        }
    }

    /** A control to press, with the way to its page: the short one, and the whole one from the letter's link on. */
    private record Ahead(Way shortly, Way whole, String control) {
    }

    /**
     * Presses every control that it finds from this address on, page by page, each once, filling in nothing. What a page's own
     * address shows again needn't be walked to from the start each time.
     */
    private static List<String> crawl(String start) {
        List<String> pressed = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Deque<Ahead> ahead = new ArrayDeque<>();
        Map<Page, String> methods = new HashMap<>();
        try (BrowserContext crawler = Chromium.desktop()) {
            crawler.setDefaultTimeout(10_000);
            Way first = new Way(start, List.of());
            Page entry = page(crawler, methods);
            walk(entry, first);
            note(entry, first, first, known, ahead);
            entry.close();
            while (!ahead.isEmpty()) {
                Ahead next = ahead.poll();
                Page page = page(crawler, methods);
                boolean there = walk(page, next.shortly()) && press(page, next.control())
                        || walk(page, next.whole()) && press(page, next.control());
                pressed.add(next.control());
                Way whole = next.whole().then(next.control());
                if (there && page.url().startsWith(BASE + "/vote") && whole.pressed().size() < 6) {
                    // What answers a GET is shown again by asking for its address
                    note(page, "GET".equals(methods.get(page)) ? new Way(page.url(), List.of()) : next.shortly().then(next.control()), whole, known, ahead);
                }
                crawler.pages().forEach(Page::close);
            }
        }
        return pressed;
    }

    /** A new page, whose last request for a document is known by its method. */
    private static Page page(BrowserContext crawler, Map<Page, String> methods) {
        Page page = crawler.newPage();
        page.onRequest(request -> {
            if (request.isNavigationRequest()) {
                methods.put(page, request.method());
            }
        });
        return page;
    }

    private static void note(Page page, Way shortly, Way whole, Set<String> known, Deque<Ahead> ahead) {
        controls(page).stream().filter(known::add).forEach(control -> ahead.add(new Ahead(shortly, whole, control)));
    }

    private static boolean walk(Page page, Way way) {
        page.navigate(way.from());
        if (way.from().contains("#")) {
            page.waitForSelector("#by-link:not([hidden])");
        }
        return way.pressed().stream().allMatch(control -> press(page, control));
    }

    /** The visible controls of a page, each by the page's path and what it says; marked so that they can be pressed. */
    private static List<String> controls(Page page) {
        Object found = page.evaluate("""
                selector => { document.querySelectorAll('details').forEach(each => each.open = true);
                  return [...document.querySelectorAll('main ' + selector.replaceAll(', ', ', main '))].filter(each => each.getClientRects().length > 0)
                    .map(each => { const key = location.pathname + ' ' + each.tagName + ' ' + (each.name || '') + '=' + (each.value || each.getAttribute('href') || '')
                      + ' ' + each.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60); each.dataset.crawl = key; return key; }); }
                """, CONTROLS);
        return ((List<?>) found).stream().map(Object::toString).toList();
    }

    private static boolean press(Page page, String control) {
        if (!controls(page).contains(control)) {
            return false;
        }
        Locator found = page.locator("[data-crawl=\"" + control.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]").first();
        // A file comes down and the page stays; so it does where the browser asks for a field first, or for a place on the same page
        boolean goes = Boolean.TRUE.equals(found.evaluate("""
                each => each.type === 'submit' ? !each.form || each.formNoValidate || each.form.noValidate || each.form.checkValidity()
                  : each.tagName === 'A' && each.target !== '_blank' && !/\\.(pdf|ics)$|documents|resolution/.test(each.pathname)
                    && !(each.hash && each.pathname === location.pathname && each.search === location.search)"""));
        if (!goes) {
            found.click();
            return true;
        }
        String before = page.evaluate("() => window.crawled = Math.random().toString()").toString();
        found.click();
        try {
            page.waitForFunction("mark => window.crawled !== mark && document.readyState === 'complete'", before,
                    new Page.WaitForFunctionOptions().setTimeout(5_000));
        } catch (TimeoutError stayed) {
            // The page keeps the button from sending: that too is an answer
        }
        return true;
    }

    // What a reader does

    private static void open(Page page) {
        page.locator("#by-link button").click();
        page.waitForURL("**/vote/agenda**");
    }

    private static void review(Page page, String answer, String name) {
        page.locator("input[type=radio][value=" + answer + "]").all().forEach(each -> each.check(new Locator.CheckOptions().setForce(true)));
        page.fill("[name=name]", name);
        page.fill("[name=title]", "Deputy Mayor");
        page.locator("button[value=review]").click();
        page.waitForSelector("button[value=cast]");
    }

    private static void vote(Page page, String answer, String name) {
        review(page, answer, name);
        page.locator("button[value=cast]").click();
        page.waitForURL("**/vote/agenda?cast**");
    }

    private static void back(Page page) {
        page.evaluate("history.back()");
        page.waitForURL(address -> !address.contains("?cast"));
    }

    private static String link(String seat) {
        return Steps.link(STEPS.anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress(seat))
                && letter.get("text").asText().contains(round) && letter.get("links").toString().contains("/vote#")).get(0));
    }

    private static int receipts(String seat) {
        return STEPS.anyone.letters(letter -> Outside.addressed(letter, Ground.seatAddress(seat)) && letter.get("text").asText().contains(round)
                && letter.get("subject").asText().startsWith("Recorded")).size();
    }

    private static String log() {
        return Ground.staff("secretariat").get("/office/rounds/" + round).html.select("main").text();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
