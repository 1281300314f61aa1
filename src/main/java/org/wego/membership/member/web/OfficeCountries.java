package org.wego.membership.member.web;

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
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.site.Faults;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The Secretariat's own names of countries and territories. */
@Controller
class OfficeCountries {

    private static final String MAY_RENAME = "hasAnyRole('secretariat', 'camunda-admin')";

    private final Countries countries;
    private final Texts texts;

    OfficeCountries(Countries countries, Texts texts) {
        this.countries = countries;
        this.texts = texts;
    }

    @GetMapping("/office/countries")
    String list(Model model) {
        model.addAttribute("countries", countries.all());
        return "member/office-countries";
    }

    @GetMapping("/office/countries/{code}")
    @PreAuthorize(MAY_RENAME)
    String one(@PathVariable String code, Model model) {
        Country country = country(code);
        model.addAttribute("typed", country.name());
        return show(country, model);
    }

    private String show(Country country, Model model) {
        model.addAttribute("country", country);
        model.addAttribute("silent", texts.get("member.countries.silent"));
        return "member/office-country";
    }

    private Country country(String code) {
        return countries.find(code).orElseThrow(() -> new NotFound(texts.get("member.fault.country", code)));
    }

    @PostMapping("/office/countries/{code}")
    @PreAuthorize(MAY_RENAME)
    ModelAndView rename(@PathVariable String code, @RequestParam(defaultValue = "") String name, RedirectAttributes after, Model model) {
        Country country = country(code);
        if (name.isBlank() || name.length() > 100 || name.codePoints().anyMatch(Character::isISOControl)) {
            model.addAttribute("typed", name);
            model.addAttribute("faults", new Faults().add("name", texts.get(name.isBlank() ? "member.fault.required"
                    : name.length() > 100 ? "member.fault.long" : "member.fault.control", 100)));
            return new ModelAndView(show(country, model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
        countries.rename(code, name);
        after.addFlashAttribute("done", texts.get("member.countries.saved"));
        return new ModelAndView("redirect:/office/countries#" + code);
    }
}
