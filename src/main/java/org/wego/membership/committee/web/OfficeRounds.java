package org.wego.membership.committee.web;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.site.Moments;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.RoundLog;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Tallies;
import org.wego.membership.committee.Vote;
import org.wego.membership.letter.Documents;
import org.wego.membership.member.Countries;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The Committee's rounds at the office: who has answered, what was decided, what happened. Links are never shown. */
@Controller
class OfficeRounds {

    /** A seat and what it has done so far. */
    record Line(RollSeat seat, String stateKind, String state, String by) {
    }

    /** An entry of the log in words. */
    record Told(int position, String at, String what, String hash) {
    }

    private final Rounds rounds;
    private final Ballots ballots;
    private final Tallies tallies;
    private final CommitteeCases cases;
    private final RoundLog log;
    private final Documents documents;
    private final Countries countries;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    OfficeRounds(Rounds rounds, Ballots ballots, Tallies tallies, CommitteeCases cases, RoundLog log, Documents documents, Countries countries,
            Moments moments, Clock clock, Texts texts) {
        this.rounds = rounds;
        this.ballots = ballots;
        this.tallies = tallies;
        this.cases = cases;
        this.log = log;
        this.documents = documents;
        this.countries = countries;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    @GetMapping("/office/rounds")
    String list(Model model) {
        model.addAttribute("waiting", cases.waiting());
        List<Round> all = rounds.all();
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> states = new LinkedHashMap<>();
        all.forEach(round -> {
            names.put(round.reference(), rounds.cases(round.reference()).stream().map(item -> item.item().name()).collect(Collectors.joining(", ")));
            states.put(round.reference(), state(round));
        });
        model.addAttribute("rounds", all);
        model.addAttribute("names", names);
        model.addAttribute("states", states);
        model.addAttribute("countries", countries);
        return "committee/office-rounds";
    }

    @GetMapping("/office/rounds/{reference}")
    String one(@PathVariable String reference, Model model) {
        Round round = round(reference);
        List<RoundLog.Entry> entries = log.of(reference);
        Map<Integer, List<Vote>> votes = rounds.votes(reference).stream().collect(Collectors.groupingBy(Vote::seat));
        Set<Integer> late = rounds.stillToAnswer(reference).stream().map(RollSeat::seat).collect(Collectors.toSet());
        List<RollSeat> roll = rounds.roll(reference);
        List<RoundCase> agenda = rounds.cases(reference);
        Map<Integer, String> cities = rounds.everOnRoll(reference).stream().collect(Collectors.toMap(RollSeat::seat, RollSeat::city));
        model.addAttribute("round", round);
        model.addAttribute("state", state(round));
        model.addAttribute("agenda", agenda);
        model.addAttribute("countries", countries);
        model.addAttribute("words", agenda.stream().collect(Collectors.toMap(RoundCase::reference, tallies::words)));
        model.addAttribute("lines", round.ballot() ? roll.stream().map(seat -> line(round, seat, votes.getOrDefault(seat.seat(), List.of()), late, entries)).toList() : List.of());
        model.addAttribute("early", round.takesVotes(clock.instant()) ? round.earlyCloseAt() : null);
        model.addAttribute("calls", round.takesTieBreak(clock.instant()) || round.takesVotes(clock.instant()));
        model.addAttribute("answered", roll.stream().filter(seat -> seat.entitled() && !late.contains(seat.seat())).count());
        model.addAttribute("entitled", roll.stream().filter(RollSeat::entitled).count());
        model.addAttribute("mute", round.takesVotes(clock.instant()) ? roll.stream().filter(seat -> seat.entitled() && !seat.reachable()).toList() : List.of());
        model.addAttribute("votes", votes);
        model.addAttribute("told", entries.stream().map(entry -> told(entry, cities)).toList());
        model.addAttribute("broken", RoundLog.firstBroken(entries));
        model.addAttribute("open", round.takesVotes(clock.instant()));
        return "committee/office-round";
    }

    private Line line(Round round, RollSeat seat, List<Vote> votes, Set<Integer> late, List<RoundLog.Entry> entries) {
        if (!seat.entitled()) {
            return new Line(seat, "plain", texts.get("committee.ground." + seat.ground()), "");
        }
        if (!votes.isEmpty() && !late.contains(seat.seat())) {
            // After a re-opening a seat may have answered its cases one after the other
            Vote last = votes.stream().max(Comparator.comparing(Vote::position)).orElseThrow();
            String way = entries.stream().filter(entry -> entry.position() == last.position()).findFirst().map(entry -> way(entry.detail())).orElse("");
            return new Line(seat, "done", texts.get("committee.rounds.answered"),
                    last.name() + ", " + last.title() + ", " + moments.words(last.at()) + (way.isEmpty() ? "" : ", " + way));
        }
        return new Line(seat, "waiting", texts.get(round.closedAt() != null ? "committee.answer.none" : seat.reachable()
                ? "committee.rounds.notAnswered" : "committee.rounds.unreachable"), "");
    }

    /** By which way an answer came in, in words; nothing for a way of old. */
    private String way(Map<String, Object> detail) {
        return switch (String.valueOf(detail.get("via"))) {
            case "link" -> texts.get("committee.round.via.link");
            case "code" -> texts.get("committee.round.via.code");
            case "call" -> texts.get("committee.round.via.call", detail.get("enteredBy"));
            default -> "";
        };
    }

    private Told told(RoundLog.Entry entry, Map<Integer, String> cities) {
        List<String> what = new ArrayList<>();
        what.add(texts.get("committee.log." + entry.kind()));
        if (entry.seat() != null) {
            what.add(cities.getOrDefault(entry.seat(), "" + entry.seat()));
        }
        Map<String, Object> detail = entry.detail();
        if (detail.containsKey("name")) {
            what.add(detail.get("name") + ", " + detail.get("title"));
        } else if (detail.containsKey("by")) {
            what.add(detail.get("by").toString());
        }
        // How a caller was known, a recusal's case and reason, a re-opening's reason, the file of minutes
        List.of("identified", "case", "reason", "file").forEach(key -> {
            if (detail.get(key) != null) {
                what.add(detail.get(key).toString());
            }
        });
        if (!way(detail).isEmpty()) {
            what.add(way(detail));
        }
        if (entry.kind() != RoundLog.Kind.OPENED && detail.get("closesAt") != null) {
            what.add(texts.get("committee.log.until", moments.words(Instant.parse(detail.get("closesAt").toString()))));
        }
        if (detail.get("seats") instanceof List<?> seats) {
            what.add(texts.get("committee.log.seats", seats.size()));
        }
        return new Told(entry.position(), moments.words(entry.at()), String.join(" · ", what), entry.hash());
    }

    @GetMapping("/office/rounds/{reference}/resolution")
    ResponseEntity<byte[]> resolution(@PathVariable String reference) {
        Round round = round(reference);
        if (round.resolution() == null) {
            throw new NotFound(texts.get("committee.rounds.noResolution"));
        }
        return VoteController.paper(documents.get(round.resolution()));
    }

    /** A new link for a seat that lost its own: sent to the seat, never shown here. */
    @PostMapping("/office/rounds/{reference}/seats/{seat}/link")
    @PreAuthorize("hasAnyRole('secretariat', 'camunda-admin')")
    String replaceLink(@PathVariable String reference, @PathVariable int seat, Principal who, RedirectAttributes after) {
        Round round = round(reference);
        try {
            ballots.replaceLink(round.reference(), seat, who.getName());
            after.addFlashAttribute("done", texts.get("committee.rounds.linkSent",
                    rounds.rollSeat(reference, seat).map(RollSeat::city).orElse("")));
        } catch (Refused refused) {
            after.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/office/rounds/" + reference;
    }

    private String state(Round round) {
        if (round.publishedAt() != null) {
            return texts.get("committee.rounds.state.published", moments.day(round.publishedAt()));
        }
        if (round.tieBreakUntil() != null && round.settledAt() == null) {
            return texts.get("committee.rounds.state.tie", moments.words(round.tieBreakUntil()));
        }
        if (!round.ballot()) {
            return texts.get("committee.rounds.state.meeting");
        }
        if (!round.takesVotes(clock.instant())) {
            return texts.get("committee.rounds.state.counting");
        }
        return round.earlyCloseAt() == null ? texts.get("committee.rounds.state.open", moments.words(round.closesAt()))
                : texts.get("committee.rounds.state.early", moments.words(round.earlyCloseAt()));
    }

    private Round round(String reference) {
        return rounds.find(reference).orElseThrow(() -> new NotFound(texts.get("committee.rounds.missing", reference)));
    }
}
