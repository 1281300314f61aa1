package org.wego.membership.committee.web;

import java.io.IOException;
import java.security.Principal;

import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.committee.Meetings;
import org.wego.membership.committee.Minutes;
import org.wego.membership.committee.Refused;
import org.wego.membership.committee.Rounds;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.PlainPdf;
import org.wego.membership.site.Texts;
import org.wego.membership.site.UnfitPdf;

/** The minutes of the Committee's meetings at the office: taken in and shown. What they decide is recorded in Tasklist. */
@Controller
class OfficeMinutes {

    private final Rounds rounds;
    private final Meetings meetings;
    private final Documents documents;
    private final Texts texts;

    OfficeMinutes(Rounds rounds, Meetings meetings, Documents documents, Texts texts) {
        this.rounds = rounds;
        this.meetings = meetings;
        this.documents = documents;
        this.texts = texts;
    }

    @PostMapping("/office/rounds/{reference}/minutes")
    @PreAuthorize("hasAnyRole('secretariat', 'camunda-admin')")
    String file(@PathVariable String reference, @RequestParam(required = false) MultipartFile minutes, Principal who, RedirectAttributes after)
            throws IOException {
        rounds.find(reference).orElseThrow(() -> new NotFound(texts.get("committee.rounds.missing", reference)));
        try {
            if (minutes == null || minutes.isEmpty()) {
                throw new Refused("minutes", texts.get("committee.minutes.none"));
            }
            byte[] pdf = minutes.getBytes();
            PlainPdf.check(pdf);
            Minutes filed = meetings.file(reference, name(reference, minutes.getOriginalFilename()), pdf, who.getName());
            after.addFlashAttribute("done", texts.get("committee.minutes.filed", filed.name()));
        } catch (UnfitPdf unfit) {
            after.addFlashAttribute("refused", texts.get(unfit.messageKey()));
        } catch (Refused refused) {
            after.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/office/rounds/" + reference;
    }

    /** The file's own name without its way and without what is no letter of a name. */
    private static String name(String reference, String given) {
        return FileNames.ending(FileNames.plain(given, "Minutes-" + reference), ".pdf");
    }

    @GetMapping("/office/rounds/{reference}/minutes/{document}")
    ResponseEntity<byte[]> open(@PathVariable String reference, @PathVariable String document) {
        return meetings.minutes(reference).stream().filter(each -> each.document().toString().equals(document)).findFirst()
                .flatMap(each -> documents.find(each.document())).map(VoteController::file)
                .orElseThrow(() -> new NotFound(texts.get("committee.minutes.missing")));
    }
}
