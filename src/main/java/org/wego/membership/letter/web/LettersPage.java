package org.wego.membership.letter.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.letter.LetterDesk.Line;
import org.wego.membership.letter.LetterDesk.State;
import org.wego.membership.letter.MailAddress;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

/**
 * What became of the letters. A refused letter of a running case is a task in Tasklist; here one can be sent again once its
 * case has ended and nobody waits any more.
 */
@Controller
class LettersPage {

    private static final int PAGE = 50;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    /** A row of the table. */
    record Row(long id, String when, String subject, String about, String to, String kind, String state, String words) {
    }

    private final LetterDesk desk;
    private final Texts texts;
    private final ZoneId zone;

    LettersPage(LetterDesk desk, Texts texts, OrganisationCalendar calendar) {
        this.desk = desk;
        this.texts = texts;
        this.zone = calendar.zone();
    }

    @GetMapping("/office/letters")
    String letters(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "0") int from, Model model) {
        var wanted = Arrays.stream(State.values()).filter(value -> value.name().equalsIgnoreCase(state)).findFirst().orElse(null);
        int offset = Math.max(0, from);
        var reference = about.strip();
        var lines = desk.list(wanted, reference.isEmpty() ? null : reference, offset, PAGE + 1);
        var counts = desk.counts();
        model.addAttribute("states", Arrays.stream(State.values())
                .map(value -> Choice.of(value.name(), texts.get("letter.office.count", word(value), counts.get(value)))).toList());
        model.addAttribute("state", wanted == null ? "" : wanted.name());
        model.addAttribute("about", reference);
        model.addAttribute("rows", lines.stream().limit(PAGE).map(this::row).toList());
        model.addAttribute("earlier", lines.size() > PAGE ? offset + PAGE : null);
        model.addAttribute("later", offset > 0 ? Math.max(0, offset - PAGE) : null);
        return "office/letters";
    }

    @GetMapping("/office/letters/{id}")
    String letter(@PathVariable long id, Model model) {
        return letter(line(id), "", null, model);
    }

    @PostMapping("/office/letters/{id}")
    @PreAuthorize("hasAnyRole('secretariat', 'treasurer', 'camunda-admin')")
    String sendAgain(@PathVariable long id, @RequestParam(defaultValue = "") String email, Principal who, Model model) {
        Line line = line(id);
        String address = email.strip();
        if (!refused(line)) {
            throw new Unprocessable(texts.get("letter.office.again.notRefused"));
        }
        if (!MailAddress.isFit(address)) {
            return letter(line, email, new Faults().add("email", texts.get("letter.office.again.fault")), model);
        }
        desk.resend(id, address, who.getName());
        return "redirect:/office/letters" + (line.about() == null ? "" : "?about=" + UriUtils.encodeQueryParam(line.about(), StandardCharsets.UTF_8));
    }

    private Line line(long id) {
        return desk.find(id).orElseThrow(() -> new NotFound(texts.get("letter.office.unknown")));
    }

    private String letter(Line line, String email, Faults faults, Model model) {
        model.addAttribute("letter", row(line));
        model.addAttribute("refused", refused(line));
        model.addAttribute("email", email);
        model.addAttribute("faults", faults);
        return "office/letter";
    }

    private static boolean refused(Line line) {
        return !line.erased() && (line.state() == State.REFUSED || !line.refused().isEmpty());
    }

    private Row row(Line line) {
        var to = new ArrayList<>(line.to());
        to.addAll(line.cc());
        return new Row(line.id(), when(line.sentAt() != null ? line.sentAt() : line.postedAt()), line.subject(), line.about(), String.join(", ", to),
                switch (line.state()) {
                    case SENT -> line.refused().isEmpty() ? "done" : "waiting";
                    case QUEUED, SENDING, STOPPED -> "plain";
                    case REFUSED -> "fault";
                }, word(line.state()), words(line));
    }

    /** What is out of the ordinary with it. */
    private String words(Line line) {
        var words = new ArrayList<String>();
        if (!line.refused().isEmpty()) {
            words.add(texts.get("letter.office.refusedBy", String.join(", ", line.refused()), line.lastError()));
        } else if (line.state() == State.QUEUED && line.lastError() != null) {
            words.add(texts.get("letter.office.tried", line.attempts(), when(line.notBefore()), line.lastError()));
        } else if (line.state() == State.QUEUED && line.notBefore().isAfter(line.postedAt())) {
            words.add(texts.get("letter.office.notBefore", when(line.notBefore())));
        }
        if (line.ambiguous()) {
            words.add(texts.get("letter.office.ambiguous"));
        }
        return String.join(" ", words);
    }

    private String word(State state) {
        return texts.get("letter.office.state." + state.name());
    }

    private String when(Instant instant) {
        return WHEN.format(instant.atZone(zone));
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry lettersEntry() {
            return new OfficeEntry("/office/letters", "letter.office.title", OfficeArea.LETTERS, 80);
        }
    }
}
