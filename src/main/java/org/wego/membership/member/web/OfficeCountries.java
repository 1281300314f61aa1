package org.wego.membership.member.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.member.Countries;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The Secretariat's own names of countries and territories. */
@Controller
class OfficeCountries {

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

    @PostMapping("/office/countries/{code}")
    @PreAuthorize("hasAnyRole('secretariat', 'camunda-admin')")
    String rename(@PathVariable String code, @RequestParam(defaultValue = "") String name, RedirectAttributes after) {
        countries.find(code).orElseThrow(() -> new NotFound(texts.get("member.fault.country", code)));
        if (name.isBlank() || name.length() > 100 || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidInput("name", texts.get("member.fault.required"));
        }
        countries.rename(code, name);
        after.addFlashAttribute("done", texts.get("member.countries.saved"));
        return "redirect:/office/countries#" + code;
    }
}
