package org.wego.membership.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;
import org.wego.membership.engine.OrganisationCalendar;

/** The mailbox and the clock of the default mode; the security chain lets only this machine in. */
@Controller
@Profile("demo")
class DemoController {

    private static final Duration MOST = Duration.ofDays(3 * 366);

    private final CaughtMail mailbox;
    private final DemoClock clock;
    private final OrganisationCalendar calendar;

    DemoController(CaughtMail mailbox, DemoClock clock, OrganisationCalendar calendar) {
        this.mailbox = mailbox;
        this.clock = clock;
        this.calendar = calendar;
    }

    @GetMapping("/demo/mailbox")
    String letters(Model model) {
        model.addAttribute("letters", mailbox.all());
        model.addAttribute("now", clock.now());
        model.addAttribute("zone", calendar.zone());
        return "demo/mailbox";
    }

    @GetMapping("/demo/mailbox/{id}")
    String letter(@PathVariable String id, Model model) {
        CaughtMail.Mail letter = mailbox.read(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("letter", letter);
        model.addAttribute("text", linked(letter.text()));
        model.addAttribute("zone", calendar.zone());
        return "demo/letter";
    }

    /** The letter's own page, as a mail reader would show it. */
    @GetMapping(value = "/demo/mailbox/{id}/html", produces = "text/html;charset=UTF-8")
    ResponseEntity<byte[]> html(@PathVariable String id) {
        String html = mailbox.read(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)).html();
        return ResponseEntity.ok().contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .header("Content-Security-Policy", "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .header("X-Frame-Options", "SAMEORIGIN")
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/demo/mailbox/{id}/{number:\\d+}")
    ResponseEntity<byte[]> attachment(@PathVariable String id, @PathVariable int number) {
        CaughtMail.File file = mailbox.attachment(id, number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(file.contentType()))
                .header("Content-Disposition", ContentDisposition.inline().filename(file.name(), StandardCharsets.UTF_8).build().toString())
                .body(file.bytes());
    }

    @GetMapping("/demo/mailbox.json")
    @ResponseBody
    List<CaughtMail.Mail> json() {
        return mailbox.all();
    }

    @DeleteMapping("/demo/mailbox")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        mailbox.clear();
    }

    @GetMapping("/demo/clock")
    @ResponseBody
    Map<String, Instant> now() {
        return Map.of("now", clock.now());
    }

    @PostMapping("/demo/clock")
    @ResponseBody
    Map<String, Instant> advance(@RequestParam String advance) {
        return Map.of("now", clock.advance(span(advance)));
    }

    /** The page's buttons; plain forms come back to the mailbox. */
    @PostMapping("/demo/clock/move")
    String move(@RequestParam String advance) {
        clock.advance(span(advance));
        return "redirect:/demo/mailbox";
    }

    // What a mail reader does with a text: its links can be followed
    private static String linked(String text) {
        return CaughtMail.LINK.matcher(HtmlUtils.htmlEscape(text, "UTF-8")).replaceAll(link -> {
            String address = link.group();
            return Matcher.quoteReplacement("<a href=\"" + address + "\">" + address + "</a>");
        });
    }

    // P14D, PT3H, and P1M or P1Y by the calendar from now on
    private Duration span(String text) {
        try {
            Duration span = text.contains("T") || !text.matches(".*[MYW].*") ? Duration.parse(text)
                    : Duration.between(clock.now(), clock.now().atZone(ZoneOffset.UTC).plus(Period.parse(text)).toInstant());
            if (!span.isNegative() && span.compareTo(MOST) <= 0) {
                return span;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "advance must be a span such as P14D, at most three years");
    }
}
