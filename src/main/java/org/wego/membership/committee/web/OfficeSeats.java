package org.wego.membership.committee.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.committee.CommitteeSettings;
import org.wego.membership.committee.Seat;
import org.wego.membership.committee.SeatImport;
import org.wego.membership.committee.Seats;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Zones;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The Committee's seats at the office: look up, enter, change; files of them are for administrators. */
@Controller
class OfficeSeats {

    private static final String MAY_CHANGE = "hasAnyRole('secretariat', 'camunda-admin')";
    private static final String MAY_IMPORT = "hasRole('camunda-admin')";

    private final Seats seats;
    private final SeatImport files;
    private final CommitteeSettings settings;
    private final OrganisationCalendar calendar;
    private final Zones zones;
    private final Countries countries;
    private final Texts texts;

    OfficeSeats(Seats seats, SeatImport files, CommitteeSettings settings, OrganisationCalendar calendar, Zones zones,
            Countries countries, Texts texts) {
        this.seats = seats;
        this.files = files;
        this.settings = settings;
        this.calendar = calendar;
        this.zones = zones;
        this.countries = countries;
        this.texts = texts;
    }

    @GetMapping("/office/seats")
    String list(Model model) {
        List<Seat> all = seats.all();
        model.addAttribute("held", all.stream().filter(seat -> seat.heldOn(calendar.today())).toList());
        model.addAttribute("others", all.stream().filter(seat -> !seat.heldOn(calendar.today())).toList());
        model.addAttribute("most", settings.mostSeats());
        model.addAttribute("mute", all.stream().filter(seat -> seat.heldOn(calendar.today()) && seat.addresses().isEmpty()).count());
        return "committee/office-seats";
    }

    @GetMapping("/office/seats/new")
    @PreAuthorize(MAY_CHANGE)
    String blank(Model model) {
        model.addAttribute("typed", new HashMap<String, String>()).addAttribute("zones", offered());
        return "committee/office-seat";
    }

    @PostMapping("/office/seats")
    @PreAuthorize(MAY_CHANGE)
    ModelAndView enter(@RequestParam Map<String, String> typed, Principal who, RedirectAttributes after) {
        return keep(0, typed, who, after);
    }

    @GetMapping("/office/seats/{number:\\d{1,9}}")
    String one(@PathVariable int number, Model model) {
        Seat seat = seats.find(number).orElseThrow(() -> new NotFound(texts.get("committee.seats.missing", number)));
        Map<String, String> typed = new HashMap<>();
        typed.put("city", seat.city());
        typed.put("memberNumber", seat.memberNumber());
        typed.put("addresses", String.join("\n", seat.addresses()));
        typed.put("from", seat.from().toString());
        typed.put("to", seat.to() == null ? "" : seat.to().toString());
        typed.put("president", Boolean.toString(seat.president()));
        typed.put("zone", seat.zone() == null ? "" : seat.zone().getId());
        model.addAttribute("typed", typed).addAttribute("zones", offered());
        model.addAttribute("zoneNow", seats.zone(seat).getId());
        model.addAttribute("seat", seat);
        model.addAttribute("changes", seats.changes(number));
        return "committee/office-seat";
    }

    @PostMapping("/office/seats/{number:\\d{1,9}}")
    @PreAuthorize(MAY_CHANGE)
    ModelAndView change(@PathVariable int number, @RequestParam Map<String, String> typed, Principal who, RedirectAttributes after) {
        return keep(seats.find(number).orElseThrow(() -> new NotFound(texts.get("committee.seats.missing", number))).number(), typed, who, after);
    }

    private ModelAndView keep(int number, Map<String, String> typed, Principal who, RedirectAttributes after) {
        Faults faults = new Faults();
        Seat seat = new Seat(number, typed.getOrDefault("city", ""), typed.get("memberNumber"),
                Arrays.stream(typed.getOrDefault("addresses", "").split("[\\s;,]+")).filter(address -> !address.isBlank()).toList(),
                day(typed, "from", faults), day(typed, "to", faults), "true".equals(typed.get("president")), zone(typed, faults));
        try {
            faults.throwIfAny();
            Seat kept = seats.keep(seat, who.getName());
            after.addFlashAttribute("done", texts.get("committee.seats.kept", kept.city()));
            return new ModelAndView("redirect:/office/seats");
        } catch (InvalidInput invalid) {
            ModelAndView page = new ModelAndView("committee/office-seat", HttpStatus.BAD_REQUEST);
            page.addObject("typed", typed).addObject("faults", Faults.of(invalid)).addObject("zones", offered());
            if (number != 0) {
                page.addObject("seat", seats.find(number).orElseThrow()).addObject("changes", seats.changes(number));
            }
            return page;
        }
    }

    private LocalDate day(Map<String, String> typed, String field, Faults faults) {
        String text = typed.getOrDefault(field, "").strip();
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            faults.add(field, texts.get("committee.seat.fault.day", text));
            return null;
        }
    }

    private ZoneId zone(Map<String, String> typed, Faults faults) {
        String id = typed.getOrDefault("zone", "").strip();
        Optional<ZoneId> zone = zones.find(id);
        faults.addIf(!id.isEmpty() && zone.isEmpty(), "zone", texts.get("committee.seat.fault.zone", id));
        return zone.orElse(null);
    }

    /** Every zone by its country and place. */
    private List<Choice> offered() {
        Map<String, String> names = countries.all().stream().filter(country -> country.alpha2() != null)
                .collect(Collectors.toMap(Country::alpha2, Country::name));
        return zones.all().stream().map(zone -> Choice.of(zone.id().getId(), names.get(zone.alpha2()) + ", " + zone.place()
                + (zone.comments() == null ? "" : " (" + zone.comments() + ")"))).sorted(Comparator.comparing(Choice::label)).toList();
    }

    @GetMapping("/office/seats/import")
    @PreAuthorize(MAY_IMPORT)
    String choose() {
        return "committee/office-seats-import";
    }

    @GetMapping("/office/seats/import/template.csv")
    @PreAuthorize(MAY_IMPORT)
    ResponseEntity<byte[]> template() {
        String example = String.join(",", SeatImport.ALL_COLUMNS) + "\r\nSeoul,,office@seoul.example mayor@seoul.example,2026-01-01,,yes,Asia/Seoul\r\n";
        return FileAnswer.saved("seats.csv", FileAnswer.CSV, example.getBytes(StandardCharsets.UTF_8));
    }

    /** A dry run of a file; the same content sent with {@code action=import} is kept, if every row is fit. */
    @PostMapping("/office/seats/import")
    @PreAuthorize(MAY_IMPORT)
    ModelAndView read(@RequestParam(required = false) MultipartFile file, @RequestParam(required = false) String content,
            @RequestParam(defaultValue = "look") String action, Principal who, RedirectAttributes after) throws IOException {
        byte[] bytes = file != null && !file.isEmpty() ? file.getBytes()
                : content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8);
        try {
            if (bytes.length == 0) {
                throw new InvalidInput("file", texts.get("committee.import.fault.none"));
            }
            boolean keep = action.equals("import");
            SeatImport.Report report = files.read(bytes, !keep, who.getName());
            if (keep && report.fit()) {
                after.addFlashAttribute("done", texts.get("committee.import.done", report.added(), report.changed()));
                return new ModelAndView("redirect:/office/seats");
            }
            return new ModelAndView("committee/office-seats-import", report.fit() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                    .addObject("report", report).addObject("content", new String(bytes, StandardCharsets.UTF_8));
        } catch (InvalidInput invalid) {
            return new ModelAndView("committee/office-seats-import", HttpStatus.BAD_REQUEST).addObject("faults", Faults.of(invalid));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry seatsEntry() {
            return new OfficeEntry("/office/seats", "committee.seats.entry", OfficeArea.COMMITTEE, 60);
        }

        @Bean
        OfficeEntry roundsEntry() {
            return new OfficeEntry("/office/rounds", "committee.rounds.entry", OfficeArea.COMMITTEE, 50);
        }
    }
}
