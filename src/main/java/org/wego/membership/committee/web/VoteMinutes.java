package org.wego.membership.committee.web;

import java.util.Optional;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.wego.membership.committee.Meetings;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.VoteSessions;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** A meeting's minutes for whoever has its agenda open, once the round is over. */
@Controller
class VoteMinutes {

    private final VoteSessions sessions;
    private final Rounds rounds;
    private final Meetings meetings;
    private final Documents documents;
    private final Texts texts;

    VoteMinutes(VoteSessions sessions, Rounds rounds, Meetings meetings, Documents documents, Texts texts) {
        this.sessions = sessions;
        this.rounds = rounds;
        this.meetings = meetings;
        this.documents = documents;
        this.texts = texts;
    }

    @GetMapping("/vote/minutes/{document}")
    ResponseEntity<byte[]> open(@PathVariable String document, @CookieValue(name = VoteController.COOKIE, required = false) String cookie) {
        Optional<Round> round = sessions.find(cookie).flatMap(session -> rounds.find(session.round())).filter(each -> each.publishedAt() != null);
        return round.stream().flatMap(each -> meetings.minutes(each.reference()).stream())
                .filter(each -> each.document().toString().equals(document)).findFirst()
                .flatMap(each -> documents.find(each.document())).map(VoteController::file)
                .orElseThrow(() -> new NotFound(texts.get("committee.minutes.missing")));
    }
}
