package org.wego.membership.committee.web;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.committee.AgendaCase;
import org.wego.membership.committee.Answer;
import org.wego.membership.committee.Ballots;
import org.wego.membership.committee.CaseWords;
import org.wego.membership.committee.OneLine;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.RollSeat;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.RoundCase;
import org.wego.membership.committee.Rounds;
import org.wego.membership.committee.Vote;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Tries;

/**
 * Where the Secretariat enters what somebody who calls answers for a seat: the same answers, a review, and then the record,
 * which says that it was a call, who entered it and how the caller was known. The receipt goes to the seat.
 */
@Controller
@PreAuthorize("hasAnyRole('secretariat', 'camunda-admin')")
class OfficeAnswers {

    /** A case as the form shows it; {@code stands} is what the seat answers now, in words, or null. */
    record Line(String reference, String name, String where, List<AgendaCase.Fact> facts, String recommendation, String chosen, String answer, String reason,
            String stands) {

        public String field() {
            return "vote." + reference;
        }

        public String reasonField() {
            return "reason." + reference;
        }
    }

    private static final int FACTS = 3;
    private static final int LONGEST = 200;
    private static final Set<String> CALLER = Set.of("name", "title");

    private final Rounds rounds;
    private final Ballots ballots;
    private final PersonalLinks links;
    private final CaseWords words;
    private final Tries tries;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    OfficeAnswers(Rounds rounds, Ballots ballots, PersonalLinks links, CaseWords words, Tries tries, Moments moments, Clock clock, Texts texts) {
        this.rounds = rounds;
        this.ballots = ballots;
        this.links = links;
        this.words = words;
        this.tries = tries;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    @GetMapping("/office/rounds/{reference}/seats/{number}/answer")
    Object form(@PathVariable String reference, @PathVariable int number, RedirectAttributes after) {
        Asked asked = asked(reference, number);
        return asked.open() ? page(asked, null, null, HttpStatus.OK) : over(asked, after);
    }

    @PostMapping("/office/rounds/{reference}/seats/{number}/answer")
    Object send(@PathVariable String reference, @PathVariable int number, @RequestParam Map<String, String> sent, Principal who,
            RedirectAttributes after) {
        Asked asked = asked(reference, number);
        if (!asked.open()) {
            return over(asked, after);
        }
        String action = sent.getOrDefault("action", "review");
        if (action.equals("change")) {
            return page(asked, sent, null, HttpStatus.OK);
        }
        Sheet sheet = Sheet.of(sent, asked.agenda(), asked.offered(), texts);
        Faults faults = new Faults();
        String identified = identified(asked, sent, who.getName(), faults);
        // The agenda's page asks its reader for a name, this one for the caller's
        sheet.faults().all().forEach(fault -> faults.add(fault.field(), sent.getOrDefault(fault.field(), "").isBlank() && CALLER.contains(fault.field())
                ? texts.get("committee.answers.fault." + fault.field()) : fault.message()));
        if (!faults.isEmpty()) {
            return page(asked, sent, faults, HttpStatus.BAD_REQUEST);
        }
        if (!action.equals("record")) {
            return view("committee/office-answer-review", asked, sent, HttpStatus.OK).addObject("identified", identified)
                    .addObject("name", sheet.name()).addObject("job", sheet.title())
                    .addObject("other", asked.before().values().stream().max(Comparator.comparing(Vote::position))
                            .filter(vote -> !vote.name().equalsIgnoreCase(sheet.name()))
                            .map(vote -> texts.get("committee.answers.replaces", vote.name(), vote.title(), moments.words(vote.at()))).orElse(null));
        }
        Ballots.Voter caller = Ballots.Voter.caller(sheet.name(), sheet.title(), who.getName(), identified);
        try {
            if (asked.tie()) {
                ballots.breakTie(reference, number, sheet.answers(), caller);
            } else {
                ballots.cast(reference, number, sheet.answers(), sheet.reasons(), caller);
            }
            after.addFlashAttribute("done", texts.get(asked.seat().reachable() ? "committee.answers.done" : "committee.answers.doneMute",
                    asked.seat().city(), sheet.name()));
        } catch (Refused refused) {
            // It closed, or its agenda changed, while the answers were read back
            after.addFlashAttribute("refused", texts.get("committee.answers.late", asked.seat().city()));
        }
        return "redirect:/office/rounds/" + reference;
    }

    /** What is asked of a seat now. */
    private record Asked(Round round, RollSeat seat, boolean tie, boolean open, List<RoundCase> agenda, Map<String, Vote> before) {

        List<Answer> offered() {
            return tie ? Answer.TIE_BREAKING : Answer.OFFERED;
        }
    }

    private Asked asked(String reference, int number) {
        Round round = rounds.find(reference).orElseThrow(() -> new NotFound(texts.get("committee.rounds.missing", reference)));
        RollSeat seat = rounds.rollSeat(reference, number).orElseThrow(() -> new NotFound(texts.get("committee.seats.missing", number)));
        Instant now = clock.instant();
        boolean tie = round.takesTieBreak(now);
        Map<String, Vote> before = new LinkedHashMap<>();
        if (tie) {
            before.putAll(rounds.tieBreaks(reference));
        } else {
            rounds.votes(reference, number).forEach(vote -> before.put(vote.reference(), vote));
        }
        boolean open = seat.entitled() && (tie ? seat.president() && before.isEmpty() : round.takesVotes(now));
        return new Asked(round, seat, tie, open, tie ? ballots.tiedForPresident(reference) : ballots.standing(reference), before);
    }

    private Object over(Asked asked, RedirectAttributes after) {
        after.addFlashAttribute("refused", texts.get("committee.answers.over", asked.seat().city()));
        return "redirect:/office/rounds/" + asked.round().reference();
    }

    /** How the caller was known, in words for the log: by the code of the seat's letter, or as the Secretariat says. */
    private String identified(Asked asked, Map<String, String> sent, String account, Faults faults) {
        String known = sent.getOrDefault("known", "");
        if (known.equals("words")) {
            String words = OneLine.of(sent.get("identified"));
            faults.addIf(words.isEmpty(), "identified", texts.get("committee.answers.fault.identified"));
            faults.addIf(words.length() > LONGEST, "identified", texts.get("vote.fault.long", LONGEST));
            return words;
        }
        if (!known.equals("code")) {
            faults.add("known", texts.get("committee.answers.fault.known"));
            return "";
        }
        String code = sent.getOrDefault("code", "").strip();
        if (code.isEmpty()) {
            faults.add("code", texts.get("committee.answers.fault.code.missing"));
            return "";
        }
        String key = "call|" + account;
        tries.allow(key);
        Optional<PersonalLinks.Opened> opened = links.byCode(asked.tie() ? "tiebreak" : "vote", code)
                .filter(each -> each.subject().equals(asked.round().reference() + "/" + asked.seat().seat()));
        if (opened.filter(PersonalLinks.Opened::current).isPresent()) {
            tries.succeeded(key);
        } else {
            tries.failed(key);
            faults.add("code", texts.get(opened.isPresent() ? "committee.answers.fault.code.replaced" : "committee.answers.fault.code.other",
                    asked.seat().city()));
        }
        return texts.get("committee.answers.byCode");
    }

    private ModelAndView page(Asked asked, Map<String, String> sent, Faults faults, HttpStatus status) {
        return view("committee/office-answer", asked, sent, status).addObject("faults", faults)
                .addObject("choices", asked.offered().stream().map(each -> Choice.of(each.value(), label(each))).toList())
                .addObject("ways", List.of(Choice.of("code", texts.get("committee.answers.known.code")), Choice.of("words", texts.get("committee.answers.known.words"))));
    }

    private ModelAndView view(String template, Asked asked, Map<String, String> sent, HttpStatus status) {
        Map<String, String> typed = sent == null ? Map.of() : sent;
        return new ModelAndView(template, status).addObject("round", asked.round()).addObject("seat", asked.seat()).addObject("tie", asked.tie())
                .addObject("typed", typed)
                .addObject("until", moments.words(asked.tie() ? asked.round().tieBreakUntil() : asked.round().votingEndsAt()))
                .addObject("lines", asked.agenda().stream().map(item -> line(item, asked.before().get(item.reference()), typed)).toList());
    }

    private Line line(RoundCase item, Vote vote, Map<String, String> typed) {
        AgendaCase that = item.item();
        String chosen = typed.get("vote." + item.reference());
        return new Line(item.reference(), that.name(), words.where(that), that.facts().subList(0, Math.min(FACTS, that.facts().size())),
                that.recommendation(), chosen, Answer.of(chosen).map(this::label).orElse(null), typed.get("reason." + item.reference()),
                vote == null ? null : texts.get("committee.answers.stands", label(vote.answer()), vote.name(), vote.title(), moments.words(vote.at())));
    }

    private String label(Answer answer) {
        return texts.get("committee.answer." + answer.value());
    }
}
