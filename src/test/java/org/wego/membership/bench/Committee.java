package org.wego.membership.bench;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wego.membership.Voter;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.committee.Seat;
import org.wego.membership.committee.Seats;
import org.wego.membership.engine.Processes;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Category;

/** A Committee with as many rounds open as the benchmark asks for. */
final class Committee {

    private static final String[] ANSWERS = {"approve", "reject", "abstain"};

    /** Who votes, and the agenda before it. */
    record Member(Voter voter, List<String> agenda) {

        /** Casts votes on all cases; others each time. */
        void cast(int time) {
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < agenda.size(); i++) {
                fields.put("vote." + agenda.get(i), ANSWERS[(i + time) % ANSWERS.length]);
            }
            HttpResponse<String> answer = voter.cast(fields, "The Mayor");
            if (!Voter.recorded(answer)) {
                throw new AssertionError("Not cast: " + answer.statusCode() + " " + answer.headers().map());
            }
        }
    }

    private final BenchHouse house;
    private final JdbcClient jdbc;
    private final List<Seat> seats = new ArrayList<>();
    private int cases;

    Committee(BenchHouse house, int size) {
        this.house = house;
        this.jdbc = house.bean(JdbcClient.class);
        for (int i = 1; i <= size; i++) {
            seats.add(house.bean(Seats.class).keep(new Seat(0, "City " + i, null, List.of("mayor@city" + i + ".example"),
                    LocalDate.of(2020, 1, 1), null, i == 1), "bench"));
        }
    }

    /** Opens so many rounds with so many cases each; everybody on their rolls has the agenda open. */
    List<Member> rounds(int count, int agenda) {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
        List<Member> voters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> references = new ArrayList<>();
            for (int item = 0; item < agenda; item++) {
                String reference = String.format("WEGO-2026-%05d", ++cases);
                house.bean(CommitteeCases.class).submit(new AgendaCase(reference, Category.FULL, "Benchton " + cases, "KOR",
                        List.of(new AgendaCase.Fact("Population", "1,190,964", "Census, 2025"), AgendaCase.Fact.of("Level", "City")),
                        List.of(), "Approve", null));
                references.add(reference);
            }
            house.bean(Processes.class).start("executive-committee-vote", null, Map.of());
            String round = jdbc.sql("select reference from committee_round order by year desc, number desc limit 1").query(String.class).single();
            for (Seat seat : seats) {
                voters.add(new Member(new Voter(http, house.base(), house.bean(PersonalLinks.class), round, seat.number()), references));
            }
        }
        return voters;
    }

    /** Waits until every seat is invited, every vote is heard of, and every letter has left. */
    void quiet() {
        Awaitility.await("a quiet house").atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200)).until(() -> jdbc.sql("""
                select not exists (select 1 from letter where state in ('QUEUED', 'SENDING'))
                  and not exists (select 1 from committee_round r where closed_at is null
                    and not exists (select 1 from round_log l where l.round = r.reference and l.kind = 'INVITED'))
                  and not exists (select 1 from vote v join roll_seat s on s.round = v.round and s.seat = v.seat where s.heard_at is null)
                  and not exists (select 1 from act_ru_job where duedate_ is null or duedate_ <= now())""").query(Boolean.class).single());
    }

    /** Lets everybody cast so many times, so many casts a second. */
    Waits cast(List<Member> voters, int times, int perSecond) throws InterruptedException {
        return Waits.of(times * voters.size(), perSecond, number -> voters.get(number % voters.size()).cast(number / voters.size()));
    }
}
