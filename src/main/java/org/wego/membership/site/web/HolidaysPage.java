package org.wego.membership.site.web;

import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.engine.Holiday;
import org.wego.membership.engine.Holidays;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.engine.PlainText;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The holidays that deadlines in working days are counted without: shown by year, taken in line by line. */
@Controller
class HolidaysPage {

    private static final String MAY_WRITE = "hasAnyRole('secretariat', 'camunda-admin')";
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final int MOST_LINES = 400;
    private static final int MOST_TEXT = 150;
    /** A day, then its name; a comma, a semicolon, a tab or just a space between them. */
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\s*[,;\\t ]\\s*(\\S.*)");

    /** A row of the table. */
    record Row(LocalDate date, String day, String weekday, String name, String source, String added, String removed) {
    }

    private final Holidays holidays;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Texts texts;

    HolidaysPage(Holidays holidays, OrganisationCalendar calendar, Moments moments, Texts texts) {
        this.holidays = holidays;
        this.calendar = calendar;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/holidays")
    String list(@RequestParam(defaultValue = "") String year, Model model) {
        model.addAttribute("typed", Map.of());
        return show(year, model);
    }

    @PostMapping("/office/holidays")
    @PreAuthorize(MAY_WRITE)
    ModelAndView take(@RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        Faults faults = new Faults();
        String source = line("source", typed.getOrDefault("source", ""), faults);
        List<Holidays.Entry> days = read(typed.getOrDefault("days", ""), faults);
        if (!faults.isEmpty()) {
            model.addAttribute("typed", typed);
            model.addAttribute("faults", faults);
            return new ModelAndView(show("", model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
        holidays.take(days, source, who.getName());
        after.addFlashAttribute("done", texts.get("site.holidays.taken", days.size()));
        return new ModelAndView("redirect:/office/holidays?year=" + days.get(0).day().getYear());
    }

    @PostMapping("/office/holidays/{day}/remove")
    @PreAuthorize(MAY_WRITE)
    String remove(@PathVariable String day, Principal who, RedirectAttributes after) {
        LocalDate date = day(day);
        if (date == null || !within(date.getYear())) {
            throw new NotFound(texts.get("site.holidays.fault.unknown"));
        }
        if (holidays.remove(date, who.getName())) {
            after.addFlashAttribute("done", texts.get("site.holidays.removed", moments.day(date)));
        }
        return "redirect:/office/holidays?year=" + date.getYear();
    }

    private String show(String asked, Model model) {
        int today = calendar.today().getYear();
        int year = asked.matches("\\d{4}") && within(Integer.parseInt(asked)) ? Integer.parseInt(asked) : today;
        Set<Integer> years = new TreeSet<>(holidays.years());
        years.addAll(List.of(today, today + 1, year));
        model.addAttribute("year", String.valueOf(year));
        model.addAttribute("years", years.stream().map(String::valueOf).toList());
        model.addAttribute("rows", holidays.of(year).stream().map(this::row).toList());
        // The last quarter counts into the next year
        model.addAttribute("missing", holidays.hasAlmanac(today + 1) ? null : String.valueOf(today + 1));
        return "office/holidays";
    }

    private Row row(Holiday one) {
        return new Row(one.day(), moments.day(one.day()), one.day().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), one.name(),
                one.source(), one.addedBy() == null ? null : texts.get("site.holidays.by", one.addedBy(), moments.words(one.addedAt())),
                one.holds() ? null : texts.get("site.holidays.removedBy", one.removedBy(), moments.words(one.removedAt())));
    }

    private List<Holidays.Entry> read(String typed, Faults faults) {
        List<Holidays.Entry> days = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        List<String> lines = typed.lines().toList();
        if (lines.size() > MOST_LINES) {
            faults.add("days", texts.get("site.holidays.fault.many", MOST_LINES));
            return days;
        }
        for (int i = 0; i < lines.size() && !faults.has("days"); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            LocalDate day = matcher.matches() ? day(matcher.group(1)) : null;
            if (day == null) {
                faults.add("days", texts.get("site.holidays.fault.line", i + 1));
            } else if (!within(day.getYear())) {
                faults.add("days", texts.get("site.holidays.fault.year", i + 1, String.valueOf(FIRST_YEAR), String.valueOf(LAST_YEAR)));
            } else if (!seen.add(day)) {
                faults.add("days", texts.get("site.holidays.fault.twice", i + 1, moments.day(day)));
            } else {
                String name = line("days", matcher.group(2), faults);
                days.add(new Holidays.Entry(day, name));
            }
        }
        faults.addIf(days.isEmpty() && !faults.has("days"), "days", texts.get("site.holidays.fault.none"));
        return days;
    }

    private String line(String field, String typed, Faults faults) {
        String text = typed.strip();
        if (text.isEmpty()) {
            faults.add(field, texts.get("site.fault.missing"));
        } else if (text.length() > MOST_TEXT || text.contains("\t") || !PlainText.isFit(text)) {
            faults.add(field, texts.get("site.holidays.fault.text", MOST_TEXT));
        }
        return text;
    }

    private static boolean within(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry holidaysEntry() {
            return new OfficeEntry("/office/holidays", "site.holidays.entry", OfficeArea.APPLICATIONS, 90);
        }
    }
}
