package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.wego.membership.site.FileHeadersTest;
import org.wego.membership.Forms;
import org.wego.membership.HouseTest;
import org.wego.membership.demo.DemoClock;
import org.wego.membership.demo.Quiet;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;

/** The vote's pages, driven over plain HTTP without a script. */
@HouseTest
class VotePagesTest {

    @Autowired
    CommitteeGround ground;
    @Autowired
    Ballots ballots;
    @Autowired
    Documents documents;
    @Autowired
    Quiet quiet;
    @Autowired
    DemoClock clock;
    @LocalServerPort
    int port;

    /** A browser without scripts: cookies, forms, redirects. */
    private final class Browser {

        private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL).build();
        String page;
        int status;
        HttpHeaders headers;

        Browser get(String path) {
            return send(request(path).GET());
        }

        Browser post(Map<String, String> fields) {
            Map<String, String> all = new LinkedHashMap<>(fields);
            if (page.contains("name=\"_csrf\"")) {
                all.put("_csrf", Forms.field(page, "_csrf"));
            }
            return send(Forms.post(request("/vote"), all));
        }

        Browser open(String code) {
            return get("/vote").post(Map.of("code", code));
        }

        Browser send(HttpRequest.Builder request) {
            try {
                HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                page = answer.body();
                status = answer.statusCode();
                headers = answer.headers();
                return this;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        }
    }

    private static Map<String, String> answers(String action, Map<String, String> votes) {
        Map<String, String> fields = new LinkedHashMap<>();
        votes.forEach((reference, answer) -> fields.put("vote." + reference, answer));
        fields.put("name", "Kim Minjun");
        fields.put("title", "Mayor");
        fields.put("action", action);
        return fields;
    }

    @Test
    void aMemberOpensReviewsCastsAndChanges() {
        List<Seat> seats = ground.committee(3);
        DocumentId form = documents.store("signed.pdf", "application/pdf", "%PDF-1.4 probe".getBytes(StandardCharsets.US_ASCII));
        String one = ground.waits("Suwon Card", List.of(new AgendaCase.Paper(form, "Application form, signed")));
        String two = ground.waits("수원시");
        String round = ground.startBallot(3);
        Browser browser = new Browser();
        browser.get("/vote");
        assertThat(browser.page).contains("Open my agenda").doesNotContain(round).doesNotContain("Suwon Card");
        browser.open(ground.code(round, seats.get(0)).toLowerCase().replace("-", " "));
        assertThat(browser.page).contains("Suwon Card").contains("수원시").contains("name=\"vote." + one + "\"").contains("value=\"abstain\"")
                .contains(seats.get(0).city()).contains("Census, 2025").contains("Application form, signed").doesNotContain("signed.pdf");
        assertThat(browser.get("/vote/documents/" + form).page).startsWith("%PDF-");
        FileHeadersTest.assertSaved("a signed form, to the Committee", browser.headers);
        assertThat(new Browser().get("/vote/documents/" + form).status).isEqualTo(404);

        // Faults beside each field, and what was typed is kept
        browser.get("/vote/agenda").post(Map.of("action", "review", "vote." + one, "approve", "vote." + two, "perhaps", "name", "Kim"));
        assertThat(browser.status).isEqualTo(400);
        assertThat(browser.page).contains("The answer for 수원시 is not known").contains("Give your office").contains("value=\"Kim\"");
        assertThat(ground.rounds.votes(round)).isEmpty();

        browser.post(answers("review", Map.of(one, "approve", two, "abstain")));
        assertThat(browser.status).isEqualTo(200);
        assertThat(browser.page).contains("value=\"cast\"").contains("Kim Minjun, Mayor");
        assertThat(ground.rounds.votes(round)).isEmpty();
        browser.post(answers("change", Map.of(one, "approve", two, "abstain")));
        assertThat(browser.page).containsPattern("value=\"abstain\" checked");
        browser.post(answers("cast", Map.of(one, "approve", two, "abstain")));
        assertThat(browser.page).contains("Your votes are recorded").contains("Answered: Approve, by Kim Minjun, Mayor");
        assertThat(ground.rounds.votes(round, seats.get(0).number())).extracting(Vote::answer).containsExactlyInAnyOrder(Answer.APPROVE, Answer.ABSTAIN);

        // By the link from another browser, and with another mind
        Browser phone = new Browser();
        phone.get("/vote").post(Map.of("token", ground.token(round, seats.get(0))));
        assertThat(phone.page).contains("Answered: Approve");
        phone.post(answers("cast", Map.of(one, "reject", two, "abstain")));
        assertThat(ground.rounds.votes(round, seats.get(0).number())).filteredOn(vote -> vote.reference().equals(one))
                .extracting(Vote::answer).containsExactly(Answer.REJECT);

        // After the close: outcomes, and nothing to send
        clock.advance(Duration.ofDays(3));
        Browser late = new Browser().open(ground.code(round, seats.get(1)));
        assertThat(late.page).contains("This round is over").contains("No quorum").doesNotContain("value=\"review\"");
        late.post(answers("cast", Map.of(one, "approve", two, "approve")));
        assertThat(ground.rounds.votes(round, seats.get(1).number())).isEmpty();
        assertThat(late.get("/vote/resolution").page).startsWith("%PDF-");
        FileHeadersTest.assertShown("a resolution, to the Committee", late.headers);
    }

    @Test
    void aRecusalIsTakenWithItsReasonOnly() {
        List<Seat> seats = ground.committee(2);
        String own = ground.waits("Recused Card");
        String round = ground.startBallot(2);
        Browser browser = new Browser().open(ground.code(round, seats.get(0)));
        assertThat(browser.page).contains("name=\"reason." + own + "\"").contains("value=\"recuse\"").contains("value=\"discuss\"");
        browser.post(answers("review", Map.of(own, "recuse")));
        assertThat(browser.status).isEqualTo(400);
        assertThat(browser.page).contains("Say why you recuse yourself from Recused Card").contains("id=\"e-reason." + own + "\"");
        Map<String, String> fields = answers("review", Map.of(own, "recuse"));
        fields.put("reason." + own, "x".repeat(501));
        assertThat(browser.post(fields).status).isEqualTo(400);
        fields.put("reason." + own, "A <b>sister</b> city");
        browser.post(fields);
        assertThat(browser.status).isEqualTo(200);
        assertThat(browser.page).contains("A &lt;b&gt;sister&lt;/b&gt; city").contains("Your answer").contains("name=\"reason." + own + "\"");
        fields.put("action", "cast");
        browser.post(fields);
        assertThat(ground.rounds.votes(round)).singleElement().satisfies(vote -> assertThat(vote.reason()).isEqualTo("A <b>sister</b> city"));
        assertThat(browser.page).contains("Answered: Recuse, by Kim Minjun, Mayor.").contains("Entry ");
    }

    @Test
    void whoeverAnswersSeesWhoDidBeforeAndIsToldThatTheyReplaceThem() {
        List<Seat> seats = ground.committee(1);
        String only = ground.waits("Answered twice");
        String round = ground.startBallot(2);
        Browser first = new Browser().open(ground.code(round, seats.get(0)));
        first.post(answers("cast", Map.of(only, "approve")));
        assertThat(first.get("/vote/agenda").page).as("who answered in this browser types it once").contains("value=\"Kim Minjun\"");

        Browser second = new Browser().open(ground.code(round, seats.get(0)));
        assertThat(second.page).contains("has answered").contains("Kim Minjun, Mayor,").as("nobody is offered another's name").doesNotContain("value=\"Kim Minjun\"");
        Map<String, String> fields = answers("review", Map.of(only, "reject"));
        fields.put("name", "Lee Jiwoo");
        second.post(fields);
        assertThat(second.page).contains("Kim Minjun, Mayor, answered for your seat on").contains("before: Approve");
        Map<String, String> reviewed = new LinkedHashMap<>(fields);
        reviewed.put("agenda", Forms.field(second.page, "agenda"));
        reviewed.put("action", "cast");

        // The first one changes the answer while the second one still reads: the last one counts, and is told of it
        first.post(answers("cast", Map.of(only, "abstain")));
        second.post(reviewed);
        assertThat(second.status).isEqualTo(200);
        assertThat(second.page).contains("Your votes are recorded").contains("Your answers replaced those of Kim Minjun, Mayor,")
                .contains("Lee Jiwoo, Mayor,").contains("no longer counts");
        assertThat(ground.rounds.votes(round)).extracting(Vote::name).containsExactly("Lee Jiwoo");
        assertThat(ground.jdbc.sql("select count(*) from round_log where round = ? and kind in ('VOTED', 'CHANGED')").param(round)
                .query(Integer.class).single()).as("all stand in the log").isEqualTo(3);

        // The same again is nothing to warn of
        second.post(fields);
        assertThat(second.page).contains("These answers stand already").doesNotContain("answered for your seat on");
    }

    @Test
    void answersToAnAgendaThatWasOpenedAgainAreNotCast() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Opened again");
        String round = ground.startBallot(3);
        Browser browser = new Browser().open(ground.code(round, seats.get(0)));
        Map<String, String> fields = answers("cast", Map.of(only, "approve"));
        fields.put("agenda", "0".repeat(64));
        browser.post(fields);
        assertThat(browser.status).isEqualTo(409);
        assertThat(browser.page).contains("Nothing of yours is cast yet").containsPattern("value=\"approve\" checked");
        assertThat(ground.rounds.votes(round)).isEmpty();
        fields.put("agenda", Forms.field(browser.page, "agenda"));
        browser.post(fields);
        assertThat(ground.rounds.votes(round)).hasSize(1);
    }

    @Test
    void whatComesTooLateIsSaidNotToBeRecorded() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("Too late");
        String round = ground.startBallot(1);
        Browser inTime = new Browser().open(ground.code(round, seats.get(0)));
        inTime.post(answers("cast", Map.of(only, "approve")));
        Browser late = new Browser().open(ground.code(round, seats.get(1)));
        late.post(answers("review", Map.of(only, "reject")));
        clock.advance(Duration.ofHours(24));
        late.open(ground.code(round, seats.get(1)));
        late.post(answers("cast", Map.of(only, "reject")));
        assertThat(late.status).isEqualTo(409);
        assertThat(late.page).contains("were not recorded").contains("Your seat gave no answer");
        // Who only sent the same once more is not told that it came too late
        inTime.open(ground.code(round, seats.get(0)));
        inTime.post(answers("cast", Map.of(only, "approve")));
        assertThat(inTime.page).doesNotContain("were not recorded").contains("Answered: Approve");
        assertThat(ground.rounds.votes(round)).hasSize(1);
    }

    @Test
    void anAgendaThatWasOpenForTooLongKeepsWhatWasFilledIn() {
        List<Seat> seats = ground.committee(1);
        String only = ground.waits("Long lunch");
        String round = ground.startBallot(2);
        Browser browser = new Browser().open(ground.code(round, seats.get(0)));
        clock.advance(Duration.ofHours(3));
        Map<String, String> fields = answers("review", Map.of(only, "discuss"));
        fields.put("reason." + only, "Ask for the census");
        browser.post(fields);
        assertThat(browser.status).isEqualTo(403);
        assertThat(browser.page).contains("name=\"vote." + only + "\" value=\"discuss\"").contains("Ask for the census");
        fields.remove("action");
        fields.put("code", ground.code(round, seats.get(0)));
        browser.post(fields);
        assertThat(browser.status).isEqualTo(200);
        assertThat(browser.page).containsPattern("value=\"discuss\" checked").contains(">Ask for the census</textarea>").contains("value=\"Kim Minjun\"");
        assertThat(ground.rounds.votes(round)).isEmpty();
    }

    @Test
    void thatACaseIsNotTheirsReachesTheSecretariatInWordsOnly() {
        List<Seat> seats = ground.committee(1);
        ground.waits("Not mine");
        String round = ground.startBallot(2);
        Browser browser = new Browser().open(ground.code(round, seats.get(0)));
        browser.post(Map.of("action", "notMine", "notMine", " \n "));
        assertThat(browser.status).isEqualTo(400);
        assertThat(browser.page).contains("Say who should get it");
        assertThat(said(round)).isEmpty();
        for (int i = 0; i < 2; i++) {
            browser.post(Map.of("action", "notMine", "notMine", "She left.\nAsk the mayor's office."));
            assertThat(browser.page).contains("The Secretariat knows");
        }
        assertThat(said(round)).containsExactly("She left. Ask the mayor's office.");
        assertThat(ground.rounds.votes(round)).isEmpty();
        assertThat(ground.jdbc.sql("select entry from round_log where round = ? and kind = 'NOT_MINE'").param(round).query(String.class).list())
                .singleElement().satisfies(entry -> assertThat(entry).as("the log is published").doesNotContain("left"));
        for (int i = 0; i < 5; i++) {
            browser.post(Map.of("action", "notMine", "notMine", "Once more " + i));
        }
        assertThat(browser.page).contains("has heard this");
        assertThat(said(round)).hasSize(5);
        Browser stranger = new Browser().get("/vote");
        assertThat(stranger.post(Map.of("action", "notMine", "notMine", "From outside")).status).isEqualTo(403);
    }

    private List<String> said(String round) {
        return ground.jdbc.sql("select words from not_mine where round = ? order by id").param(round).query(String.class).list();
    }

    @Test
    void aSeatThatLostItsVoteIsToldSo() {
        List<Seat> seats = ground.committee(2);
        String only = ground.waits("No vote any more");
        String round = ground.startBallot(2);
        Browser browser = new Browser().open(ground.code(round, seats.get(1)));
        ground.jdbc.sql("update roll_seat set entitled = false, ground = 'NOT_IN_GOOD_STANDING' where round = ? and seat = ?").param(round)
                .param(seats.get(1).number()).update();
        browser.get("/vote/agenda");
        assertThat(browser.page).contains("has no vote in this round").contains("No vote any more").doesNotContain("value=\"review\"");
        browser.post(answers("cast", Map.of(only, "approve")));
        assertThat(browser.status).isEqualTo(409);
        assertThat(ground.rounds.votes(round)).isEmpty();
    }

    @Test
    void gettingALinkChangesNothing() throws Exception {
        List<Seat> seats = ground.committee(2);
        ground.waits("Inert");
        String round = ground.startBallot(2);
        List<String> paths = new ArrayList<>(List.of("/vote", "/vote/agenda", "/vote/resolution"));
        for (Seat seat : seats) {
            paths.add("/vote?" + ground.token(round, seat));
            paths.add("/vote?token=" + ground.token(round, seat));
            paths.add("/vote?action=cast&code=" + ground.code(round, seat));
        }
        String before = state(round);
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (String path : paths) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "GET", "HEAD", "OPTIONS")) {
                calls.add(() -> {
                    Browser browser = new Browser();
                    browser.send(browser.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
                    assertThat(browser.page).doesNotContain("Inert").doesNotContain(round).doesNotContain(seats.get(0).city());
                    return browser.status;
                });
            }
        }
        for (Future<Integer> call : two.invokeAll(calls)) {
            assertThat(call.get()).isLessThan(500);
        }
        two.shutdown();
        assertThat(state(round)).isEqualTo(before);
        // And still opens
        assertThat(new Browser().open(ground.code(round, seats.get(0))).page).contains("Inert");
    }

    private String state(String round) {
        return ground.jdbc.sql("""
                select (select count(*) from round_log where round = :round) || ' ' || (select count(*) from vote where round = :round) || ' '
                  || (select count(*) from vote_session where round = :round) || ' ' || (select count(*) from letter where about = :round) || ' '
                  || (select coalesce(string_agg(subject || generation, ' ' order by subject), '') from personal_link where subject like :round || '/%')""")
                .param("round", round).query(String.class).single();
    }

    @Test
    void aReplacedLinkSaysSoAndDoesNothing() {
        List<Seat> seats = ground.committee(1);
        String only = ground.waits("Replaced");
        String round = ground.startBallot(2);
        String old = ground.code(round, seats.get(0));
        String token = ground.token(round, seats.get(0));
        Browser open = new Browser().open(old);
        ballots.replaceLink(round, seats.get(0).number(), "test");
        assertThat(new Browser().open(old).page).contains("This link was replaced on").doesNotContain("Replaced Card").doesNotContain(only);
        Browser byLink = new Browser().get("/vote").post(Map.of("token", token));
        assertThat(byLink.status).isEqualTo(410);
        open.post(answers("cast", Map.of(only, "approve")));
        assertThat(open.status).isEqualTo(403);
        assertThat(ground.rounds.votes(round)).isEmpty();
        assertThat(new Browser().open(ground.code(round, seats.get(0))).page).contains(only);
    }

    @Test
    void nothingIsCastWithoutASessionOrWithoutTheFormsToken() {
        List<Seat> seats = ground.committee(1);
        String only = ground.waits("Guarded");
        String round = ground.startBallot(2);
        Browser stranger = new Browser().get("/vote").post(answers("cast", Map.of(only, "approve")));
        assertThat(stranger.status).isEqualTo(403);
        Browser member = new Browser().open(ground.code(round, seats.get(0)));
        member.page = "";
        member.post(answers("cast", Map.of(only, "approve")));
        assertThat(member.status).isEqualTo(403);
        assertThat(ground.rounds.votes(round)).isEmpty();
        assertThat(new Browser().get("/vote").post(Map.of("token", "x".repeat(43))).status).isEqualTo(400);
        assertThat(new Browser().get("/vote").post(Map.of("code", "")).status).isEqualTo(400);
    }

    @Test
    void votesInParallelNeverFailAndTheLastCounts() throws Exception {
        List<Seat> seats = ground.committee(6);
        String only = ground.waits("Parallel");
        String round = ground.startBallot(2);
        ExecutorService many = Executors.newFixedThreadPool(12);
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            Seat seat = seats.get(i % seats.size());
            Answer answer = i % 2 == 0 ? Answer.APPROVE : Answer.REJECT;
            String name = "Voter " + i;
            calls.add(() -> {
                ballots.cast(round, seat.number(), Map.of(only, answer), CommitteeGround.voter(name));
                return null;
            });
        }
        for (Future<Void> call : many.invokeAll(calls)) {
            call.get();
        }
        many.shutdown();
        quiet.drain();
        List<Vote> votes = ground.rounds.votes(round);
        assertThat(votes).hasSize(6);
        for (Vote vote : votes) {
            int last = ground.jdbc.sql("select max(position) from round_log where round = ? and seat = ?").param(round).param(vote.seat())
                    .query(Integer.class).single();
            assertThat(vote.position()).isEqualTo(last);
        }
        assertThat(ballots.unheard()).filteredOn(each -> each.round().equals(round)).isEmpty();
        clock.advance(Duration.ofDays(2));
        assertThat(ground.firstCase(round).tally().present()).isEqualTo(6);
    }

    @Test
    void thePresidentCityBreaksATieOnItsPage() {
        List<Seat> seats = ground.committee(2);
        String tied = ground.waits("Tied Page");
        String round = ground.startBallot(1);
        ballots.cast(round, seats.get(0).number(), Map.of(tied, Answer.APPROVE), CommitteeGround.voter("One"));
        ballots.cast(round, seats.get(1).number(), Map.of(tied, Answer.REJECT), CommitteeGround.voter("Two"));
        clock.advance(Duration.ofDays(1));
        String code = ground.links.code(ground.links.issue("tiebreak", round + "/" + seats.get(0).number()));
        Browser president = new Browser().open(code);
        assertThat(president.page).contains("Break the tie").contains("Tied Page").doesNotContain("value=\"abstain\"");
        president.post(answers("review", Map.of(tied, "abstain")));
        assertThat(president.status).isEqualTo(400);
        president.post(answers("review", Map.of(tied, "approve")));
        assertThat(president.page).contains("value=\"cast\"").contains("final");
        president.post(answers("cast", Map.of(tied, "approve")));
        assertThat(president.page).contains("the tie is broken");
        quiet.drain();
        assertThat(ground.firstCase(round).outcome()).isEqualTo(CommitteeOutcome.APPROVED);
        assertThat(new Browser().open(code).page).contains("Approved");
    }

    @Test
    void fiveWrongCodesAreEnoughForAQuarterOfAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(new Browser().open("0000-0000-00" + i).status).isEqualTo(400);
        }
        Browser stopped = new Browser().open("0000-0000-000");
        assertThat(stopped.status).isEqualTo(429);
        assertThat(stopped.page).contains("Try again in").contains("Open my agenda");
        clock.advance(Duration.ofMinutes(16));
        assertThat(new Browser().open("0000-0000-000").status).isEqualTo(400);
        clock.advance(Duration.ofMinutes(16));
    }
}
