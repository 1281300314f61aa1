package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;

/**
 * What the confirmation "Cast my votes" costs the database while its voter waits, on an agenda of 18 cases. How long that
 * takes is the benchmark's; the counts hold everywhere.
 */
@HouseTest
class VoteCostTest {

    private static final int SEATS = 5;

    @Autowired
    CommitteeGround ground;
    @Autowired
    JdbcClient jdbc;
    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    private record Count(long statements, long commits) {
    }

    @Test
    void castingTakesFewStatementsHoweverLongTheAgenda() throws Exception {
        List<Seat> committee = ground.committee(SEATS);
        List<String> cases = IntStream.range(0, 18).mapToObj(i -> ground.waits("Cost " + i)).toList();
        // Without a process: what it hears comes after the answer, on a thread of its own
        String round = ground.rounds.open(new Rounds.Opening("ballot", 14, null, null, "test")).reference();
        List<String[]> visitors = new ArrayList<>();
        for (Seat seat : committee) {
            String token = ground.links.url(ground.links.issue("vote", round + "/" + seat.number()), "#{token}").replaceAll(".*#", "");
            HttpResponse<String> entry = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/vote")).build(),
                    HttpResponse.BodyHandlers.ofString());
            String form = Jsoup.parse(entry.body()).selectFirst("input[name=_csrf]").val();
            String own = cookie(entry);
            visitors.add(new String[] {own + "; " + cookie(post(own, form, Map.of("token", token, "action", "open"))), form});
        }
        jdbc.sql("create extension if not exists pg_stat_statements").update();
        Map<String, String> answers = cases.stream().collect(Collectors.toMap(item -> "vote." + item, item -> "approve"));
        answers.putAll(Map.of("name", "Cost", "title", "Mayor", "action", "cast"));

        jdbc.sql("select pg_stat_statements_reset()").query((row, i) -> 0).list();
        Count before = count();
        for (String[] visitor : visitors) {
            assertThat(post(visitor[0], visitor[1], answers).headers().firstValue("Location").orElse("")).contains("cast");
        }
        Count after = count();
        List<String> each = jdbc.sql("""
                select calls || ' x ' || regexp_replace(query, '\\s+', ' ', 'g') from pg_stat_statements
                where calls >= ? and query !~* '^(begin|commit|rollback|set |show )' order by calls desc""").param(SEATS).query(String.class).list();
        double statements = (double) (after.statements() - before.statements()) / SEATS;
        double commits = (double) (after.commits() - before.commits()) / SEATS;
        System.out.printf("COST a cast of %d cases: %.1f statements, %.1f commits%n", cases.size(), statements, commits);
        assertThat(statements).as(String.join("\n", each)).isLessThan(12);
        assertThat(commits).isLessThan(5);
    }

    /** Not the engine's tables: here they are asked in the voter's thread, in a running house on another one. */
    private Count count() {
        jdbc.sql("select pg_stat_force_next_flush()").query((row, i) -> 0).list();
        return new Count(jdbc.sql("select coalesce(sum(calls), 0)::bigint from pg_stat_statements where query !~* '^(begin|commit|rollback|set |show )|act_'")
                .query(Long.class).single(),
                jdbc.sql("select xact_commit from pg_stat_database where datname = current_database()").query(Long.class).single());
    }

    private HttpResponse<String> post(String cookies, String form, Map<String, String> fields) throws Exception {
        String body = "_csrf=" + URLEncoder.encode(form, StandardCharsets.UTF_8) + fields.entrySet().stream()
                .map(field -> "&" + field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining());
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/vote")).header("Cookie", cookies)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.split(";")[0]).collect(Collectors.joining("; "));
    }
}
