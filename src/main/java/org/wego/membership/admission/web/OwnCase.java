package org.wego.membership.admission.web;

import java.util.Locale;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseCopy;
import org.wego.membership.admission.CaseLetters;
import org.wego.membership.admission.FormChanges;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** What an applicant may have besides: a letter once more, and a copy of all that is held. */
@Controller
class OwnCase {

    private final Applications applications;
    private final CaseLetters letters;
    private final CaseCopy copies;
    private final FormChanges fields;
    private final Moments moments;
    private final Texts texts;

    OwnCase(Applications applications, CaseLetters letters, CaseCopy copies, FormChanges fields, Moments moments, Texts texts) {
        this.applications = applications;
        this.letters = letters;
        this.copies = copies;
        this.fields = fields;
        this.moments = moments;
        this.texts = texts;
    }

    /** To the address on file only: whoever has the link can have nothing sent elsewhere. */
    @PostMapping("/status/{token}/letters/{letter}")
    Object sendAgain(@PathVariable String token, @PathVariable long letter) {
        Applications.Door door = applications.open(token).filter(Applications.Door::current).orElseThrow(this::unknown);
        CaseLetters.Again again = letters.sendAgain(door.reference(), letter, door.own());
        return ApplyPage.redirect("/status/" + token + "?letter=" + again.name().toLowerCase(Locale.ROOT) + "#letters");
    }

    @GetMapping("/status/{token}/copy")
    String copy(@PathVariable String token, Model model) {
        CaseCopy.Copy copy = copies.of(own(token));
        model.addAttribute("token", token);
        model.addAttribute("theCase", copy.application());
        model.addAttribute("copy", copy);
        model.addAttribute("fields", fields);
        model.addAttribute("moments", moments);
        return "admission/copy";
    }

    @GetMapping("/status/{token}/copy.json")
    ResponseEntity<byte[]> copyAsJson(@PathVariable String token) {
        CaseCopy.Copy copy = copies.of(own(token));
        return FileAnswer.saved(copy.application().reference() + ".json", MediaType.APPLICATION_JSON, copies.json(copy));
    }

    private Application own(String token) {
        return applications.own(token).map(door -> applications.get(door.reference())).orElseThrow(this::unknown);
    }

    private NotFound unknown() {
        return new NotFound(texts.get("admission.status.unknown"));
    }
}
