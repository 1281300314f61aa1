package org.wego.membership.admission.web;

import java.io.IOException;
import java.security.Principal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.admission.Places;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** Takes in GeoNames' file of cities, which applicants' figures are compared with. */
@Controller
class OfficePlaces {

    private final Places places;
    private final Moments moments;
    private final Texts texts;

    OfficePlaces(Places places, Moments moments, Texts texts) {
        this.places = places;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/places")
    String show(Model model) {
        model.addAttribute("percent", Places.ASK_BEYOND_PERCENT);
        model.addAttribute("count", Figures.grouped(places.count()));
        model.addAttribute("edition", places.edition().map(edition -> texts.get("apply.places.page.edition", edition.name(), moments.day(edition.takenAt()),
                edition.takenBy(), Figures.grouped(edition.leftOut()))).orElseGet(() -> texts.get("apply.places.page.shipped")));
        return "admission/office-places";
    }

    @PostMapping("/office/places")
    @PreAuthorize(OfficeCases.MAY_CHANGE)
    Object take(@RequestParam(required = false) MultipartFile file, Principal who, RedirectAttributes after, Model model) throws IOException {
        try {
            if (file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isBlank()) {
                throw new InvalidInput("file", texts.get("apply.places.refused.none"));
            }
            Places.Edition edition = places.take(FileNames.plain(file.getOriginalFilename(), "cities"), file.getBytes(), who.getName());
            after.addFlashAttribute("done", texts.get("apply.places.page.done", Figures.grouped(edition.places())));
            return "redirect:/office/places";
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(show(model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    @Configuration
    static class PlacesMenu {

        @Bean
        OfficeEntry placesEntry() {
            return new OfficeEntry("/office/places", "apply.places.menu", OfficeArea.APPLICATIONS, 55);
        }
    }
}
