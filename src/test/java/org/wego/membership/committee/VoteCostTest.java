package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.HouseTest;
import org.wego.membership.Voter;

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

    @Test
    void castingTakesFewStatementsHoweverLongTheAgenda() {
        List<Seat> committee = ground.committee(SEATS);
        List<String> cases = IntStream.range(0, 18).mapToObj(i -> ground.waits("Cost " + i)).toList();
        // Without a process: what it hears comes after the answer, on a thread of its own
        String round = ground.rounds.open(new Rounds.Opening("ballot", 14, null, List.of(), "test")).reference();
        List<Voter> voters = committee.stream()
                .map(seat -> new Voter(http, "http://localhost:" + port, ground.links, round, seat.number())).toList();
        jdbc.sql("create extension if not exists pg_stat_statements").update();
        Map<String, String> answers = cases.stream().collect(Collectors.toMap(item -> "vote." + item, item -> "approve"));


        jdbc.sql("select pg_stat_statements_reset()").query((row, i) -> 0).list();
        long before = count();
        for (Voter voter : voters) {
            assertThat(Voter.recorded(voter.cast(answers, "Cost"))).isTrue();
        }
        long after = count();
        List<String> each = jdbc.sql("""
                select calls || ' x ' || regexp_replace(query, '\\s+', ' ', 'g') from pg_stat_statements
                where calls >= ? and query !~* '^(begin|commit|rollback|set |show )' order by calls desc""").param(SEATS).query(String.class).list();
        double statements = (double) (after - before) / SEATS;
        System.out.printf("COST a cast of %d cases: %.1f statements%n", cases.size(), statements);
        // 13, and one that keeps the name, since nobody reviewed here
        assertThat(statements).as(String.join("\n", each)).isLessThan(15);
    }

    /** Not the engine's tables: here they are asked in the voter's thread, in a running house on another one. */
    private long count() {
        return jdbc.sql("select coalesce(sum(calls), 0)::bigint from pg_stat_statements where query !~* '^(begin|commit|rollback|set |show )|act_'")
                .query(Long.class).single();
    }
}
