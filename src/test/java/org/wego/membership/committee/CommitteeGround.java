package org.wego.membership.committee;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Category;

/** What the Committee's tests stand on: seats, cases and rounds of their own. */
@Component
class CommitteeGround {

    private static final AtomicInteger NEXT = new AtomicInteger();

    final JdbcClient jdbc;
    final Seats seats;
    final CommitteeCases cases;
    final Rounds rounds;
    final PersonalLinks links;
    final OrganisationCalendar calendar;
    final Clock clock;

    CommitteeGround(JdbcClient jdbc, Seats seats, CommitteeCases cases, Rounds rounds, PersonalLinks links, OrganisationCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.seats = seats;
        this.cases = cases;
        this.rounds = rounds;
        this.links = links;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A Committee of just so many seats, the first the President City's; nobody else sits, and no case waits. */
    List<Seat> committee(int size) {
        clear();
        List<Seat> made = new ArrayList<>();
        int group = NEXT.incrementAndGet();
        for (int i = 1; i <= size; i++) {
            made.add(seats.keep(new Seat(0, "Seat " + group + "-" + i, null, List.of("seat" + group + "-" + i + "@city.example"),
                    calendar.today(), null, i == 1), "test"));
        }
        return made;
    }

    void clear() {
        jdbc.sql("update seat set held_from = date '2000-01-01', held_to = date '2000-01-02' where held_to is null").update();
        jdbc.sql("update agenda_case set state = 'WITHDRAWN' where state = 'WAITING'").update();
    }

    /** A case that waits, with a reference of its own. */
    String waits(String name) {
        return waits(name, List.of());
    }

    String waits(String name, List<AgendaCase.Paper> documents) {
        String reference = "WEGO-2026-9" + String.format("%03d", NEXT.incrementAndGet());
        cases.submit(new AgendaCase(reference, Category.FULL, name, "KOR", List.of(new AgendaCase.Fact("Population", "1,190,964", "Census, 2025"),
                AgendaCase.Fact.of("Level", "City"), AgendaCase.Fact.of("Signed by", "Lee, Mayor")), documents, "Approve",
                new AgendaCase.Fee(new BigDecimal("5000"), calendar.feeYear() + 1, "USD 5,000: 1,190,964 inhabitants")));
        return reference;
    }


    static Ballots.Voter voter(String name) {
        return new Ballots.Voter(name, "Mayor", "code");
    }

    LocalDate today() {
        return calendar.today();
    }
}
