package org.wego.membership.committee.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.Misdirected;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.VoteSessions;
import org.wego.membership.committee.VoteSessions.Session;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.letter.PersonalLinks.Opened;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.TooManyTries;
import org.wego.membership.site.Tries;

/**
 * The page of Committee members. Getting it reveals nothing and changes nothing: the link's token stays in the fragment
 * until its reader sends it, or types the code. What that opens is a session of one round and seat. Voting is a choice
 * and a separate confirmation, each sent on purpose.
 */
@Controller
class VoteController {

    /** What the browser keeps of the session that a link or code opened. */
    static final String COOKIE = "wego-vote";
    private static final String AGENDA = Ballots.AGENDA;

    private final PersonalLinks links;
    private final VoteSessions sessions;
    private final Rounds rounds;
    private final Ballots ballots;
    private final Misdirected misdirected;
    private final VotePages pages;
    private final Documents documents;
    private final Tries tries;
    private final Moments moments;
    private final Texts texts;

    VoteController(PersonalLinks links, VoteSessions sessions, Rounds rounds, Ballots ballots, Misdirected misdirected, VotePages pages,
            Documents documents, Tries tries, Moments moments, Texts texts) {
        this.links = links;
        this.sessions = sessions;
        this.rounds = rounds;
        this.ballots = ballots;
        this.misdirected = misdirected;
        this.pages = pages;
        this.documents = documents;
        this.tries = tries;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/vote")
    ModelAndView ask() {
        return pages.entry(HttpStatus.OK);
    }

    /** Everything that is sent: the link or code, the answers to review, the votes to cast. */
    @PostMapping("/vote")
    Object send(@RequestParam Map<String, String> sent, @CookieValue(name = COOKIE, required = false) String cookie, HttpServletRequest request,
            HttpServletResponse response) {
        String action = sent.getOrDefault("action", "open");
        if (action.equals("leave")) {
            sessions.close(cookie);
            return redirect("/vote", cookie("", 0, request));
        }
        if (!List.of("review", "cast", "change", "notMine").contains(action)) {
            return open(sent, request, response);
        }
        Optional<Session> session = sessions.find(cookie);
        if (session.isEmpty()) {
            return pages.over(sent);
        }
        return switch (action) {
            case "change" -> pages.agenda(session.get(), sent, null, HttpStatus.OK);
            case "notMine" -> notMine(session.get(), sent);
            default -> answer(session.get(), sent, action.equals("cast"), cookie);
        };
    }

    private Object open(Map<String, String> sent, HttpServletRequest request, HttpServletResponse response) {
        String token = sent.getOrDefault("token", "").strip();
        String code = sent.getOrDefault("code", "").strip();
        if (token.isEmpty() && code.isEmpty()) {
            return again(HttpStatus.BAD_REQUEST, sent).addObject("faults", new Faults().add("code", texts.get("vote.fault.code.missing")));
        }
        Optional<Opened> opened;
        String via = token.isEmpty() ? "code" : "link";
        if (token.isEmpty()) {
            try {
                opened = byCode(code, request);
            } catch (TooManyTries tooMany) {
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
                return again(HttpStatus.TOO_MANY_REQUESTS, sent).addObject("wait", tooMany.minutes());
            }
        } else {
            opened = links.open("vote", token).or(() -> links.open("tiebreak", token));
        }
        if (opened.isEmpty()) {
            String key = via.equals("code") ? "vote.fault.code.unknown" : "vote.fault.link.unknown";
            return again(HttpStatus.BAD_REQUEST, sent).addObject("faults", new Faults().add("code", texts.get(key))).addObject("code", code);
        }
        if (!opened.get().current()) {
            return again(HttpStatus.GONE, sent).addObject("replaced", moments.words(opened.get().replacedAt()));
        }
        String[] subject = opened.get().subject().split("/");
        String session = sessions.open(opened.get().purpose(), subject[0], Integer.parseInt(subject[1]), via);
        ResponseCookie cookie = cookie(session, -1, request);
        if (sent.keySet().stream().anyMatch(VotePages::filledIn)) {
            // The agenda was closed while it was being filled in: what was filled in comes back
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
            return pages.agenda(sessions.find(session).orElseThrow(), sent, null, HttpStatus.OK);
        }
        return redirect("/vote/agenda", cookie);
    }

    private ModelAndView again(HttpStatus status, Map<String, String> sent) {
        return pages.entry(status).addObject("kept", VotePages.filledIn(sent));
    }

    /** A code names nobody until it is right: wrong ones are counted by where they come from. */
    private Optional<Opened> byCode(String code, HttpServletRequest request) {
        String key = "vote|" + request.getRemoteAddr();
        tries.allow(key);
        Optional<Opened> opened = links.byCode("vote", code).or(() -> links.byCode("tiebreak", code));
        if (opened.isPresent()) {
            tries.succeeded(key);
        } else {
            tries.failed(key);
        }
        return opened;
    }

    @GetMapping("/vote/agenda")
    Object agenda(@CookieValue(name = COOKIE, required = false) String cookie, @RequestParam(required = false) String cast,
            @RequestParam(required = false) String told) {
        Optional<Session> session = sessions.find(cookie);
        if (session.isEmpty()) {
            return "redirect:/vote";
        }
        return pages.agenda(session.get()).addObject("cast", cast != null).addObject("told", told != null);
    }

    private Object answer(Session session, Map<String, String> sent, boolean cast, String cookie) {
        // Before they are cast; when they are, the round is held and says itself whether it takes them
        if (!cast && !pages.open(session)) {
            return late(session);
        }
        if (!cast && !pages.shown(session, sent)) {
            return reopened(session, sent);
        }
        Sheet sheet = Sheet.of(sent, pages.toAnswer(session), VotePages.offered(session), texts);
        if (!sheet.faults().isEmpty()) {
            return !pages.open(session) ? late(session) : !pages.shown(session, sent) ? reopened(session, sent)
                    : pages.agenda(session, sent, sheet.faults(), HttpStatus.BAD_REQUEST);
        }
        if (!sheet.name().equals(session.name()) || !sheet.title().equals(session.title())) {
            sessions.answers(cookie, sheet.name(), sheet.title());
        }
        if (!cast) {
            return pages.review(session, sheet);
        }
        try {
            Ballots.Voter voter = new Ballots.Voter(sheet.name(), sheet.title(), session.via());
            if (session.breaksTie()) {
                ballots.breakTie(session.round(), session.seat(), sheet.answers(), voter);
            } else {
                ballots.cast(session.round(), session.seat(), sheet.answers(), sheet.reasons(), voter, sent.get(AGENDA));
            }
            return "redirect:/vote/agenda?cast";
        } catch (Refused refused) {
            if (refused.field().equals(AGENDA)) {
                return reopened(session, sent);
            }
            // Sent twice, and the first one was in time: then it stands
            return pages.stands(session, sent) ? "redirect:/vote/agenda?cast" : late(session);
        }
    }

    /** What was filled in was meant for another agenda: it is shown again beside what is there now. */
    private ModelAndView reopened(Session session, Map<String, String> sent) {
        return pages.agenda(session, sent, null, HttpStatus.CONFLICT).addObject("reopened", true);
    }

    /** What came too late is not kept anywhere, and the page says so. */
    private ModelAndView late(Session session) {
        return pages.agenda(session, null, null, HttpStatus.CONFLICT).addObject("late", true);
    }

    /** Only typed words reach the Secretariat: whatever merely presses buttons tells it nothing. */
    private Object notMine(Session session, Map<String, String> sent) {
        String words = sent.getOrDefault("notMine", "").strip();
        if (words.isEmpty() || words.length() > Misdirected.LONGEST) {
            return pages.agenda(session, sent, new Faults().add("notMine", words.isEmpty() ? texts.get("vote.fault.notMine")
                    : texts.get("vote.fault.long", Misdirected.LONGEST)), HttpStatus.BAD_REQUEST);
        }
        try {
            misdirected.say(session.round(), session.seat(), words, session.via());
            return "redirect:/vote/agenda?told";
        } catch (Refused enough) {
            return pages.agenda(session, null, null, HttpStatus.CONFLICT).addObject("heard", true);
        }
    }

    /** A document of the agenda, for whoever has the agenda open. */
    @GetMapping("/vote/documents/{id}")
    ResponseEntity<byte[]> document(@PathVariable String id, @CookieValue(name = COOKIE, required = false) String cookie) {
        Document document = sessions.find(cookie).stream().flatMap(session -> rounds.cases(session.round()).stream())
                .flatMap(item -> item.item().documents().stream()).map(AgendaCase.Paper::id).filter(each -> each.toString().equals(id)).findFirst()
                .flatMap(documents::find).orElseThrow(() -> new NotFound(texts.get("vote.document.missing")));
        return file(document);
    }

    /** The resolution, for whoever has the agenda open. */
    @GetMapping("/vote/resolution")
    ResponseEntity<byte[]> resolution(@CookieValue(name = COOKIE, required = false) String cookie) {
        Document document = sessions.find(cookie).flatMap(session -> rounds.find(session.round())).map(Round::resolution)
                .flatMap(documents::find).orElseThrow(() -> new NotFound(texts.get("vote.document.missing")));
        return paper(document);
    }

    /** A file that somebody uploaded: it is saved, and never opened as a page of ours. */
    static ResponseEntity<byte[]> file(Document document) {
        return FileAnswer.pdf(document.name(), document.bytes());
    }

    /** A paper that the house drew itself. */
    static ResponseEntity<byte[]> paper(Document document) {
        return FileAnswer.shown(document.name(), document.bytes());
    }

    private static ResponseEntity<Void> redirect(String path, ResponseCookie cookie) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, path).header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }

    private static ResponseCookie cookie(String value, long age, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value).path("/vote").httpOnly(true).sameSite("Strict").secure(request.isSecure()).maxAge(age).build();
    }
}
