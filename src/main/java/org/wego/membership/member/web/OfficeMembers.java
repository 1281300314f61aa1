package org.wego.membership.member.web;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

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
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.member.Category;
import org.wego.membership.member.ContactRole;
import org.wego.membership.member.Contacts;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Level;
import org.wego.membership.member.Member;
import org.wego.membership.member.MemberDecrees;
import org.wego.membership.member.MemberDesk;
import org.wego.membership.member.MemberEntry;
import org.wego.membership.member.Members;
import org.wego.membership.member.OrganisationType;
import org.wego.membership.member.Standing;
import org.wego.membership.member.Suspensions;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The register at the office: look up, enter, keep figures and contacts. Standing is decided in Tasklist. */
@Controller
class OfficeMembers {

    static final String MAY_CHANGE = "hasAnyRole('secretariat', 'treasurer', 'camunda-admin')";

    /** Who takes in what the Committee has decided. */
    private static final String MAY_DECREE = "hasAnyRole('secretariat', 'camunda-admin')";

    private final Members members;
    private final Contacts contacts;
    private final Countries countries;
    private final MemberDesk desk;
    private final MemberWords words;
    private final Suspensions suspensions;
    private final OrganisationCalendar calendar;
    private final MemberDecrees decrees;
    private final Texts texts;

    OfficeMembers(Members members, Contacts contacts, Countries countries, MemberDesk desk, MemberWords words, Suspensions suspensions, MemberDecrees decrees, OrganisationCalendar calendar, Texts texts) {
        this.members = members;
        this.contacts = contacts;
        this.countries = countries;
        this.desk = desk;
        this.words = words;
        this.suspensions = suspensions;
        this.calendar = calendar;
        this.decrees = decrees;
        this.texts = texts;
    }

    @GetMapping("/office/members")
    String list(@RequestParam(defaultValue = "") String standing, @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "false") boolean ended, Model model) {
        Standing wanted = MemberWords.standing(standing);
        List<Member> found = members.register(wanted, country, q, ended);
        model.addAttribute("members", found);
        model.addAttribute("addresses", contacts.addresses(ContactRole.WORKING));
        model.addAttribute("words", words);
        model.addAttribute("standing", wanted == null ? "" : wanted.name());
        model.addAttribute("country", country);
        model.addAttribute("q", q);
        model.addAttribute("ended", ended);
        choices(model);
        return "member/office-list";
    }

    @GetMapping("/office/members/new")
    @PreAuthorize(MAY_CHANGE)
    String blank(Model model) {
        model.addAttribute("typed", new HashMap<String, String>());
        choices(model);
        return "member/office-new";
    }

    @PostMapping("/office/members")
    @PreAuthorize(MAY_CHANGE)
    ModelAndView enter(@RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        try {
            Member member = desk.enter(typed, who.getName());
            after.addFlashAttribute("done", texts.get("member.office.entered", member.number()));
            return new ModelAndView("redirect:/office/members/" + member.number());
        } catch (InvalidInput invalid) {
            model.addAttribute("typed", typed);
            model.addAttribute("faults", Faults.of(invalid));
            choices(model);
            return new ModelAndView("member/office-new", HttpStatus.BAD_REQUEST);
        }
    }

    @GetMapping("/office/members/{number}")
    String one(@PathVariable String number, Model model) {
        Member member = member(number);
        model.addAttribute("typed", desk.typed(member));
        return show(member, model);
    }

    @PostMapping("/office/members/{number}")
    @PreAuthorize(MAY_CHANGE)
    ModelAndView change(@PathVariable String number, @RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        Member member = member(number);
        try {
            desk.change(member, typed, who.getName());
            after.addFlashAttribute("done", texts.get("member.office.saved"));
            return new ModelAndView("redirect:/office/members/" + number);
        } catch (InvalidInput invalid) {
            Map<String, String> all = desk.typed(member);
            all.putAll(typed);
            model.addAttribute("typed", all);
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(show(member, model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping("/office/members/{number}/suspension")
    @PreAuthorize(MAY_DECREE)
    ModelAndView suspend(@PathVariable String number, @RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        return decreed(number, typed, model, after, "member.decree.suspended", member -> decrees.suspend(member, typed, who.getName()));
    }

    @PostMapping("/office/members/{number}/suspension/end")
    @PreAuthorize(MAY_DECREE)
    ModelAndView lift(@PathVariable String number, @RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        return decreed(number, typed, model, after, "member.decree.lifted", member -> decrees.lift(member, typed, who.getName()));
    }

    @PostMapping("/office/members/{number}/category")
    @PreAuthorize(MAY_DECREE)
    ModelAndView category(@PathVariable String number, @RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        return decreed(number, typed, model, after, "member.decree.categoryChanged", member -> decrees.changeCategory(member, typed, who.getName()));
    }

    private ModelAndView decreed(String number, Map<String, String> typed, Model model, RedirectAttributes after, String done, Consumer<Member> act) {
        Member member = member(number);
        try {
            act.accept(member);
            after.addFlashAttribute("done", texts.get(done));
            return new ModelAndView("redirect:/office/members/" + number);
        } catch (InvalidInput invalid) {
            Map<String, String> all = desk.typed(member);
            all.putAll(typed);
            model.addAttribute("typed", all);
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(show(member, model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    private String show(Member member, Model model) {
        model.addAttribute("member", member);
        model.addAttribute("changes", members.changes(member.number()));
        model.addAttribute("counting", counting(member));
        model.addAttribute("suspension", suspensions.of(member.number()).orElse(null));
        model.addAttribute("words", words);
        choices(model);
        return "member/office-member";
    }

    /** What still counts for the present fee year where the register says something else by now; null where it doesn't. */
    private String counting(Member member) {
        int feeYear = calendar.feeYear();
        Member then = members.forFeeYear(member.number(), feeYear).orElse(member);
        List<String> still = new ArrayList<>();
        if (then.category() != member.category()) {
            still.add(texts.get("member.category." + then.category()));
        }
        if (!Objects.equals(then.country(), member.country())) {
            still.add(then.countryName());
        }
        if (!Objects.equals(then.population(), member.population())) {
            still.add(texts.get("member.counting.population", words.number(then.population()), String.valueOf(then.populationYear())));
        }
        if (!Objects.equals(then.employees(), member.employees())) {
            still.add(texts.get("member.counting.employees", words.number(then.employees()), String.valueOf(then.employeesYear())));
        }
        return still.isEmpty() ? null : texts.get("member.counting", String.valueOf(feeYear), String.join(", ", still), String.valueOf(feeYear + 1));
    }

    private Member member(String number) {
        return members.find(number).orElseThrow(() -> new NotFound(texts.get("member.profile.missing", number)));
    }

    private void choices(Model model) {
        model.addAttribute("standings", Arrays.stream(Standing.values()).map(s -> Choice.of(s.name(), words.standing(s))).toList());
        model.addAttribute("categories", Arrays.stream(Category.values()).map(c -> Choice.of(c.name(), texts.get("member.category." + c))).toList());
        model.addAttribute("levels", Arrays.stream(Level.values()).map(l -> Choice.of(l.name(), texts.get("member.level." + l))).toList());
        model.addAttribute("types", Arrays.stream(OrganisationType.values())
                .map(t -> Choice.of(t.name(), texts.get("member.organisationType." + t))).toList());
        model.addAttribute("bases", MemberEntry.BASES.stream().map(b -> Choice.of(b, texts.get("member.basis." + b))).toList());
        model.addAttribute("countries", countries.all().stream().map(c -> Choice.of(c.alpha3(), c.name())).toList());
    }

    @Configuration
    static class Menu {

        @Bean
        OfficeEntry membersEntry() {
            return new OfficeEntry("/office/members", "member.office.entry", OfficeArea.MEMBERS, 40);
        }
    }
}
