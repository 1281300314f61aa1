package org.wego.membership.committee.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.wego.membership.committee.CallList;
import org.wego.membership.committee.Round;
import org.wego.membership.committee.Rounds;
import org.wego.membership.member.Contact;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The list of seats to call on a ballot's last day; made to be printed too. */
@Controller
class OfficeCalls {

    /**
     * A line of the list.
     *
     * @param city     of the seat
     * @param dial     the number as a telephone takes it, null if there is none
     * @param known    whom to ask for, a line each
     * @param took     what became of the letter
     * @param opened   when it was delivered, and whether the agenda was opened
     */
    record Line(int seat, String city, boolean president, String time, boolean atWork, String phone, String dial, List<String> known, String tookKind,
            String took, String opened, int left) {
    }

    private static final DateTimeFormatter THERE = DateTimeFormatter.ofPattern("EEEE, HH:mm", Locale.ENGLISH);

    private final Rounds rounds;
    private final CallList calls;
    private final Moments moments;
    private final Clock clock;
    private final Texts texts;

    OfficeCalls(Rounds rounds, CallList calls, Moments moments, Clock clock, Texts texts) {
        this.rounds = rounds;
        this.calls = calls;
        this.moments = moments;
        this.clock = clock;
        this.texts = texts;
    }

    @GetMapping("/office/rounds/{reference}/calls")
    @PreAuthorize("hasAnyRole('secretariat', 'camunda-admin')")
    String calls(@PathVariable String reference, Model model) {
        Round round = rounds.find(reference).orElseThrow(() -> new NotFound(texts.get("committee.rounds.missing", reference)));
        Instant now = clock.instant();
        boolean tie = round.takesTieBreak(now);
        boolean open = tie || round.takesVotes(now);
        Instant until = tie ? round.tieBreakUntil() : round.votingEndsAt();
        model.addAttribute("round", round);
        model.addAttribute("open", open);
        model.addAttribute("tie", tie);
        model.addAttribute("until", open ? moments.words(until) : "");
        model.addAttribute("left", open ? left(Duration.between(now, until)) : "");
        model.addAttribute("asOf", moments.words(now));
        model.addAttribute("begins", open && !tie && now.isBefore(calls.begins(round)) ? moments.words(calls.begins(round)) : null);
        model.addAttribute("lines", calls.of(round).stream().map(this::line).toList());
        return "committee/office-calls";
    }

    private Line line(CallList.Call call) {
        Contact contact = call.contact();
        List<String> known = new ArrayList<>();
        if (contact != null && contact.name() != null) {
            known.add(contact.title() == null ? contact.name() : contact.name() + ", " + contact.title());
        }
        if (call.lastVoter() != null) {
            known.add(texts.get("committee.calls.lastVoter", call.lastVoter().name(), call.lastVoter().title(), call.lastVoter().round()));
        }
        String phone = contact == null ? null : contact.phone();
        return new Line(call.seat().seat(), call.seat().city(), call.seat().president(), there(call.now()), call.atWork(), phone,
                phone == null ? null : "tel:" + phone.replaceAll("[^0-9+]", ""), known, tookKind(call.delivery()),
                texts.get("committee.calls.letter." + call.delivery()),
                (call.deliveryAt() == null ? "" : texts.get("committee.calls.letter.on", moments.words(call.deliveryAt())) + " ")
                + (call.openedAt() == null ? texts.get("committee.calls.unopened") : texts.get("committee.calls.opened", moments.words(call.openedAt()))),
                call.left());
    }

    private static String there(ZonedDateTime now) {
        return THERE.format(now);
    }

    private static String tookKind(CallList.Delivery delivery) {
        return switch (delivery) {
            case TAKEN -> "done";
            case WAITING, PARTLY -> "waiting";
            case NONE, REFUSED -> "fault";
        };
    }

    /** "3 hours and 20 minutes", "2 days and 4 hours". */
    private String left(Duration duration) {
        return duration.toDays() > 0 ? texts.get("committee.calls.left.days", duration.toDays(), duration.toHoursPart())
                : texts.get("committee.calls.left.hours", duration.toHours(), duration.toMinutesPart());
    }
}
