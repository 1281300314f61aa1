package org.wego.membership.committee.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.wego.membership.committee.Briefings;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.VoteSessions;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** What a member takes along: the briefing on paper and the closing time for the calendar. Only for who has the agenda open. */
@Controller
class BriefingPages {

    private final Briefings briefings;
    private final Rounds rounds;
    private final VoteSessions sessions;
    private final Texts texts;

    BriefingPages(Briefings briefings, Rounds rounds, VoteSessions sessions, Texts texts) {
        this.briefings = briefings;
        this.rounds = rounds;
        this.sessions = sessions;
        this.texts = texts;
    }

    @GetMapping("/vote/briefing.pdf")
    ResponseEntity<byte[]> briefing(@CookieValue(name = VoteController.COOKIE, required = false) String cookie) {
        Round round = open(cookie).orElseThrow(this::none);
        return FileAnswer.shown(Briefings.fileName(round), briefings.pdf(round));
    }

    @GetMapping("/vote/calendar.ics")
    ResponseEntity<byte[]> calendar(@CookieValue(name = VoteController.COOKIE, required = false) String cookie) {
        Round round = open(cookie).orElseThrow(this::none);
        return FileAnswer.saved(round.reference() + ".ics", new MediaType("text", "calendar", StandardCharsets.UTF_8),
                briefings.calendarFile(round).orElseThrow(this::none));
    }

    /** What the members read, for the office. */
    @GetMapping("/office/rounds/{reference}/briefing.pdf")
    ResponseEntity<byte[]> ofRound(@PathVariable String reference) {
        Round round = rounds.find(reference).orElseThrow(this::none);
        return FileAnswer.shown(Briefings.fileName(round), briefings.pdf(round));
    }

    private Optional<Round> open(String cookie) {
        return sessions.find(cookie).flatMap(session -> rounds.find(session.round()));
    }

    private NotFound none() {
        return new NotFound(texts.get("briefing.missing"));
    }
}
