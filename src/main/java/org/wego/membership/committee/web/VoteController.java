package org.wego.membership.committee.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.wego.membership.committee.Answer;
import org.wego.membership.committee.Ballots;
import org.wego.membership.site.Moments;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Vote;
import org.wego.membership.committee.VoteSessions;
import org.wego.membership.committee.VoteSessions.Session;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.Documents;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.letter.PersonalLinks.Opened;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Tries;

/**
 * The page of Committee members. Getting it reveals nothing and changes nothing: the link's token stays in the fragment
 * until its reader sends it, or types the code. What that opens is a session of one round and seat. Voting is a choice
 * and a separate confirmation, each sent on purpose.
 */
@Controller
class VoteController {

    private static final String COOKIE = "wego-vote";
    private static final int LONGEST = 120;

    private final PersonalLinks links;
    private final VoteSessions sessions;
    private final Rounds rounds;
    private final Ballots ballots;
    private final Cards cards;
    private final Documents documents;
    private final Tries tries;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    VoteController(PersonalLinks links, VoteSessions sessions, Rounds rounds, Ballots ballots, Cards cards, Documents documents, Tries tries,
            Moments moments, Clock clock, Texts texts) {
        this.links = links;
        this.sessions = sessions;
        this.rounds = rounds;
        this.ballots = ballots;
        this.cards = cards;
        this.documents = documents;
        this.tries = tries;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    @GetMapping("/vote")
    String ask() {
        return "committee/vote";
    }

    /** Everything that is sent: the link or code, the answers to review, the votes to cast. */
    @PostMapping("/vote")
    Object send(@RequestParam Map<String, String> sent, @CookieValue(name = COOKIE, required = false) String cookie, HttpServletRequest request) {
        String action = sent.getOrDefault("action", "open");
        if (action.equals("leave")) {
            sessions.close(cookie);
            return redirect("/vote", cookie("", 0, request));
        }
        if (!List.of("review", "cast", "change").contains(action)) {
            return open(sent, request);
        }
        Optional<Session> session = sessions.find(cookie);
        if (session.isEmpty()) {
            return entry(HttpStatus.FORBIDDEN).addObject("over", true);
        }
        return action.equals("change") ? agenda(session.get(), sent, null, HttpStatus.OK) : answer(session.get(), sent, action.equals("cast"));
    }

    private Object open(Map<String, String> sent, HttpServletRequest request) {
        String token = sent.getOrDefault("token", "").strip();
        String code = sent.getOrDefault("code", "").strip();
        if (token.isEmpty() && code.isEmpty()) {
            return entry(HttpStatus.BAD_REQUEST).addObject("faults", new Faults().add("code", texts.get("vote.fault.code.missing")));
        }
        Optional<Opened> opened;
        String via = token.isEmpty() ? "code" : "link";
        if (token.isEmpty()) {
            // A code names nobody until it is right: wrong ones are counted by where they come from
            String key = "vote|" + request.getRemoteAddr();
            tries.allow(key);
            opened = links.byCode("vote", code).or(() -> links.byCode("tiebreak", code));
            if (opened.isPresent()) {
                tries.succeeded(key);
            } else {
                tries.failed(key);
            }
        } else {
            opened = links.open("vote", token).or(() -> links.open("tiebreak", token));
        }
        if (opened.isEmpty()) {
            String key = via.equals("code") ? "vote.fault.code.unknown" : "vote.fault.link.unknown";
            return entry(HttpStatus.BAD_REQUEST).addObject("faults", new Faults().add("code", texts.get(key))).addObject("code", code);
        }
        if (!opened.get().current()) {
            return entry(HttpStatus.GONE).addObject("replaced", moments.words(opened.get().replacedAt()));
        }
        String[] subject = opened.get().subject().split("/");
        String session = sessions.open(opened.get().purpose(), subject[0], Integer.parseInt(subject[1]), via);
        return redirect("/vote/agenda", cookie(session, -1, request));
    }

    @GetMapping("/vote/agenda")
    Object agenda(@CookieValue(name = COOKIE, required = false) String cookie, @RequestParam(required = false) String cast) {
        Optional<Session> session = sessions.find(cookie);
        if (session.isEmpty()) {
            return "redirect:/vote";
        }
        return agenda(session.get(), null, null, HttpStatus.OK).addObject("cast", cast != null);
    }

    private ModelAndView agenda(Session session, Map<String, String> sent, Faults faults, HttpStatus status) {
        Round round = rounds.find(session.round()).orElseThrow();
        RollSeat seat = rounds.rollSeat(session.round(), session.seat()).orElseThrow();
        Map<String, Vote> before = before(session);
        boolean open = session.breaksTie() ? round.takesTieBreak(clock.instant()) && before.isEmpty() : round.takesVotes(clock.instant());
        List<RoundCase> agenda = session.breaksTie() ? ballots.tiedForPresident(session.round()) : rounds.cases(session.round());
        Vote last = before.values().stream().findFirst().orElse(null);
        ModelAndView page = new ModelAndView("committee/vote-agenda", status);
        page.addObject("cast", false).addObject("round", round).addObject("seat", seat).addObject("open", open).addObject("tie", session.breaksTie())
                .addObject("cards", agenda.stream().map(item -> cards.card(round, item, before.get(item.reference()),
                        sent == null ? null : sent.get("vote." + item.reference()), sent == null ? null : sent.get("reason." + item.reference())))
                        .toList())
                .addObject("choices", offered(session).stream().map(each -> new Choice(each.value(), texts.get("committee.answer." + each.value()),
                        texts.get("committee.answer." + each.value() + ".hint"))).toList())
                .addObject("closes", moments.words(session.breaksTie() ? round.tieBreakUntil() : round.closesAt()))
                .addObject("published", round.publishedAt() != null).addObject("answered", last != null)
                .addObject("name", sent == null ? last == null ? "" : last.name() : sent.getOrDefault("name", ""))
                .addObject("job", sent == null ? last == null ? "" : last.title() : sent.getOrDefault("title", ""))
                .addObject("faults", faults);
        return page;
    }

    private Object answer(Session session, Map<String, String> sent, boolean cast) {
        List<RoundCase> agenda = session.breaksTie() ? ballots.tiedForPresident(session.round()) : ballots.standing(session.round());
        Faults faults = new Faults();
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (RoundCase item : agenda) {
            String field = "vote." + item.reference();
            String value = sent.get(field);
            Optional<Answer> answer = Answer.of(value).filter(offered(session)::contains);
            answer.ifPresentOrElse(each -> answers.put(item.reference(), each), () -> faults.add(field,
                    texts.get(value == null || value.isBlank() ? "vote.fault.answer.missing" : "vote.fault.answer.unknown", item.item().name())));
            String reason = sent.getOrDefault("reason." + item.reference(), "").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            faults.addIf(reason.isEmpty() && answer.equals(Optional.of(Answer.RECUSE)), "reason." + item.reference(),
                    texts.get("vote.fault.reason.missing", item.item().name()));
            faults.addIf(reason.length() > Ballots.LONGEST_REASON, "reason." + item.reference(),
                    texts.get("vote.fault.reason.long", item.item().name(), Ballots.LONGEST_REASON));
            reasons.put(item.reference(), reason);
        }
        String name = person(sent, "name", faults);
        String title = person(sent, "title", faults);
        if (!faults.isEmpty()) {
            return agenda(session, sent, faults, HttpStatus.BAD_REQUEST);
        }
        if (cast) {
            try {
                Ballots.Voter voter = new Ballots.Voter(name, title, session.via());
                if (session.breaksTie()) {
                    ballots.breakTie(session.round(), session.seat(), answers, voter);
                } else {
                    ballots.cast(session.round(), session.seat(), answers, reasons, voter);
                }
                return "redirect:/vote/agenda?cast";
            } catch (Refused closed) {
                // The page says how the round stands now
                return "redirect:/vote/agenda";
            }
        }
        Round round = rounds.find(session.round()).orElseThrow();
        boolean open = session.breaksTie() ? round.takesTieBreak(clock.instant()) : round.takesVotes(clock.instant());
        if (!open) {
            return "redirect:/vote/agenda";
        }
        return new ModelAndView("committee/vote-review").addObject("round", round).addObject("tie", session.breaksTie())
                .addObject("seat", rounds.rollSeat(session.round(), session.seat()).orElseThrow())
                .addObject("cards", agenda.stream().map(item -> cards.card(round, item, null, answers.get(item.reference()).value(),
                        reasons.get(item.reference()))).toList())
                .addObject("closes", moments.words(session.breaksTie() ? round.tieBreakUntil() : round.closesAt()))
                .addObject("name", name).addObject("job", title);
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
        return file(document);
    }

    static ResponseEntity<byte[]> file(Document document) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(document.contentType())).cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(document.name(), StandardCharsets.UTF_8).build().toString())
                .body(document.bytes());
    }

    private Map<String, Vote> before(Session session) {
        return session.breaksTie() ? rounds.tieBreaks(session.round())
                : rounds.votes(session.round(), session.seat()).stream().collect(Collectors.toMap(Vote::reference, vote -> vote));
    }

    private static List<Answer> offered(Session session) {
        return session.breaksTie() ? Answer.TIE_BREAKING : Answer.OFFERED;
    }

    private String person(Map<String, String> sent, String field, Faults faults) {
        String text = sent.getOrDefault(field, "").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (text.isEmpty()) {
            faults.add(field, texts.get("vote.fault." + field));
        } else if (text.length() > LONGEST) {
            faults.add(field, texts.get("vote.fault.long", LONGEST));
        }
        return text;
    }

    private static ModelAndView entry(HttpStatus status) {
        return new ModelAndView("committee/vote", status);
    }

    private static ResponseEntity<Void> redirect(String path, ResponseCookie cookie) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, path).header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }

    private static ResponseCookie cookie(String value, long age, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value).path("/vote").httpOnly(true).sameSite("Strict").secure(request.isSecure()).maxAge(age).build();
    }
}
