package org.wego.membership.committee.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.spin.Spin;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Rounds;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Texts;

/** What the form of a meeting shows: the cases to tick under what was decided, and the roll. */
@Component
class MeetingDesk {

    private final Rounds rounds;
    private final Ballots ballots;
    private final Countries countries;
    private final PersonalLinks links;
    private final Texts texts;

    MeetingDesk(Rounds rounds, Ballots ballots, Countries countries, PersonalLinks links, Texts texts) {
        this.rounds = rounds;
        this.ballots = ballots;
        this.countries = countries;
        this.links = links;
        this.texts = texts;
    }

    /** The task's variables for a round as it stands now. */
    Map<String, Object> lay(String round) {
        List<Map<String, String>> cases = ballots.standing(round).stream().map(item -> Map.of("value", item.reference(), "label",
                item.item().name() + ", " + countries.name(item.item().country()) + " (" + item.reference() + ")")).toList();
        List<Map<String, String>> seats = rounds.roll(round).stream().map(seat -> Map.of("value", String.valueOf(seat.seat()), "label", label(seat))).toList();
        Map<String, Object> variables = new HashMap<>(Map.of("agendaCases", Spin.JSON(cases), "rollSeats", Spin.JSON(seats),
                "caseLink", links.page("/office/rounds/" + round)));
        // Tasklist sends a list back as the type that it found, and can't as the null with which a task's values begin
        List.of("approved", "rejected", "postponed", RoundVariables.ATTENDANCE.name()).forEach(list -> variables.put(list, Spin.JSON("[]")));
        return variables;
    }

    private String label(RollSeat seat) {
        return seat.city() + (seat.president() ? " (" + texts.get("committee.president") + ")" : "")
                + (seat.entitled() ? "" : " – " + texts.get("committee.ground." + seat.ground()));
    }
}
