package org.wego.membership.committee;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.wego.membership.Voter;
import org.wego.membership.letter.PersonalLinks;

/**
 * Many post votes for one seat and case at the same moment, from several browsers, over HTTP: every one is taken, one vote
 * stands, and it is the last by the log's order.
 */
final class VoteStorm {

    /** As many at once as the promise says. */
    static final int AT_ONCE = 64;
    private static final int BROWSERS = 8;

    private record Pair(String round, int seat, String reference, List<Voter> browsers) {
    }

    private final String base;
    private final PersonalLinks links;
    private final Rounds rounds;
    private final RoundLog log;
    private final Random random;
    private final List<Pair> pairs = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20)).build();

    VoteStorm(String base, PersonalLinks links, Rounds rounds, RoundLog log, long seed) {
        this.base = base;
        this.links = links;
        this.rounds = rounds;
        this.log = log;
        this.random = new Random(seed);
    }

    /** Everybody on the roll of a round of one opens its agenda. */
    void join(String round) {
        String reference = rounds.cases(round).get(0).reference();
        for (RollSeat seat : rounds.roll(round)) {
            List<Voter> browsers = new ArrayList<>();
            for (int i = 0; i < BROWSERS; i++) {
                browsers.add(new Voter(http, base, links, round, seat.seat()));
            }
            pairs.add(new Pair(round, seat.seat(), reference, browsers));
        }
    }

    int pairs() {
        return pairs.size();
    }

    /** Lets it blow over every seat and case, in an order of the seed's. */
    void blow() throws Exception {
        Collections.shuffle(pairs, random);
        ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Pair pair : pairs) {
                CyclicBarrier start = new CyclicBarrier(AT_ONCE);
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    Answer answer = Answer.values()[random.nextInt(Answer.values().length)];
                    Map<String, String> fields = new HashMap<>(Map.of("vote." + pair.reference(), answer.value()));
                    if (answer == Answer.RECUSE) {
                        fields.put("reason." + pair.reference(), "A neighbour of ours");
                    }
                    Voter browser = pair.browsers().get(i % BROWSERS);
                    String name = "Deputy " + i;
                    answers.add(hands.submit(() -> {
                        start.await();
                        return browser.cast(fields, name);
                    }));
                }
                for (Future<HttpResponse<String>> answer : answers) {
                    assertThat(Voter.recorded(answer.get())).as("%s: %s", pair, answer.get()).isTrue();
                }
            }
        } finally {
            hands.shutdown();
        }
    }

    /** Holds what stands against the log. */
    void calm() {
        for (Pair pair : pairs) {
            List<Vote> votes = rounds.votes(pair.round(), pair.seat());
            assertThat(votes).as("one vote of seat %d in %s", pair.seat(), pair.round()).hasSize(1);
            Vote vote = votes.get(0);
            List<RoundLog.Entry> entries = log.of(pair.round()).stream().filter(entry -> Integer.valueOf(pair.seat()).equals(entry.seat())
                    && (entry.kind() == RoundLog.Kind.VOTED || entry.kind() == RoundLog.Kind.CHANGED)).toList();
            assertThat(entries).extracting(entry -> entry.detail().get("name")).as("everybody's stands in the log").doesNotHaveDuplicates()
                    .hasSize(AT_ONCE);
            assertThat(entries).extracting(RoundLog.Entry::kind).startsWith(RoundLog.Kind.VOTED).containsOnlyOnce(RoundLog.Kind.VOTED);
            RoundLog.Entry last = entries.get(entries.size() - 1);
            assertThat(vote.position()).as("the last counts").isEqualTo(last.position());
            assertThat(vote.name()).isEqualTo(last.detail().get("name"));
            assertThat(((Map<?, ?>) last.detail().get("answers")).get(pair.reference())).isEqualTo(vote.answer().value());
        }
        pairs.stream().map(Pair::round).distinct().forEach(round -> assertThat(RoundLog.firstBroken(log.of(round))).isNull());
    }
}
