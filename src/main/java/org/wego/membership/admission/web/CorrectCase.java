package org.wego.membership.admission.web;

import java.security.Principal;
import java.text.Normalizer;
import java.util.List;

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
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseNotes;
import org.wego.membership.admission.CaseState;
import org.wego.membership.admission.CaseVersions;
import org.wego.membership.admission.Corrections;
import org.wego.membership.admission.Drafts;
import org.wego.membership.admission.FormChange;
import org.wego.membership.committee.CaseStanding;
import org.wego.membership.committee.CommitteeCases;
import org.wego.membership.engine.PlainText;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

import jakarta.servlet.http.HttpServletRequest;

/** What a clerk writes into a case: a correction, which the applicant is told of, and a note, which it is not. */
@Controller
class CorrectCase {

    private static final int LONGEST_NOTE = 4000;

    private final Applications applications;
    private final Corrections corrections;
    private final CaseVersions versions;
    private final CaseNotes notes;
    private final CommitteeCases committee;
    private final CaseFile file;
    private final FormView form;
    private final Drafts drafts;
    private final Texts texts;

    CorrectCase(Applications applications, Corrections corrections, CaseVersions versions, CaseNotes notes, CommitteeCases committee, CaseFile file,
            FormView form, Drafts drafts, Texts texts) {
        this.applications = applications;
        this.corrections = corrections;
        this.versions = versions;
        this.notes = notes;
        this.committee = committee;
        this.file = file;
        this.form = form;
        this.drafts = drafts;
        this.texts = texts;
    }

    @GetMapping("/office/cases/{reference}/correct")
    @PreAuthorize(OfficeCases.MAY_CHANGE)
    String form(@PathVariable String reference, Model model) {
        Application application = open(reference);
        form.show(model, form.answers(application), form.kept(application, null), null, null);
        return page(application, "", model);
    }

    @PostMapping("/office/cases/{reference}/correct")
    @PreAuthorize(OfficeCases.MAY_CHANGE)
    Object correct(@PathVariable String reference, HttpServletRequest request, @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String why, @RequestParam(required = false) String draft, Principal who, RedirectAttributes after, Model model) {
        Application application = open(reference);
        Typed typed = Typed.of(request);
        corrections.within(typed.answers(), form.answers(application));
        FormView.Looked looked = form.look(typed, draft, application);
        Faults faults = looked.faults().addIf(why.isBlank(), "why", texts.get("casefile.correct.why.missing"))
                .addIf(version != application.version(), "", texts.get("casefile.correct.overtaken"));
        if (faults.isEmpty()) {
            try {
                List<FormChange> changed = corrections.correct(application.reference(), version, typed.answers(), looked.draft().files(), why, who.getName());
                drafts.sent(looked.draft().token());
                after.addFlashAttribute("done", texts.get("casefile.correct.done", changed.size(), application.email()));
                return "redirect:/office/cases/" + application.reference();
            } catch (InvalidInput invalid) {
                faults = Faults.of(invalid);
                // Somebody may have been quicker by a moment
                application = open(reference);
            }
        }
        form.show(model, typed.answers(), form.kept(application, looked.draft()), looked.draft().token(), faults);
        // Who reads here what somebody else wrote meanwhile may send again
        model.addAttribute("meanwhile", versions.since(application.reference(), version));
        return new ModelAndView(page(application, why, model), model.asMap(), HttpStatus.BAD_REQUEST);
    }

    private String page(Application application, String why, Model model) {
        model.addAttribute("theCase", application);
        model.addAttribute("correcting", true);
        model.addAttribute("why", why);
        model.addAttribute("inRound", application.state() == CaseState.WITH_COMMITTEE && committee.standing(application.reference())
                .filter(standing -> standing.state() == CaseStanding.State.IN_ROUND).isPresent());
        return "admission/office-correct";
    }

    @PostMapping("/office/cases/{reference}/notes")
    @PreAuthorize(OfficeCases.MAY_CHANGE)
    Object note(@PathVariable String reference, @RequestParam(defaultValue = "") String note, Principal who, RedirectAttributes after, Model model) {
        Application application = found(reference);
        if (application.erased()) {
            throw new Unprocessable(texts.get("admission.erased.note"));
        }
        String words = Normalizer.normalize(note, Normalizer.Form.NFC).replace("\r\n", "\n").strip();
        Faults faults = new Faults();
        faults.addIf(words.isEmpty(), "note", texts.get("casefile.note.missing"));
        faults.addIf(words.length() > LONGEST_NOTE, "note",
                texts.get("admission.fault.tooLong", String.valueOf(LONGEST_NOTE), String.valueOf(words.length())));
        faults.addIf(!PlainText.isFit(words), "note", texts.get("admission.fault.control"));
        if (!faults.isEmpty()) {
            model.addAttribute("faults", faults);
            model.addAttribute("note", note);
            return new ModelAndView(file.show(application, model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
        notes.add(application.reference(), words, who.getName());
        after.addFlashAttribute("done", texts.get("casefile.note.done"));
        return "redirect:/office/cases/" + application.reference() + "#notes";
    }

    private Application open(String reference) {
        Application application = found(reference);
        if (!application.state().open()) {
            throw new Unprocessable(texts.get("casefile.correct.ended"));
        }
        return application;
    }

    private Application found(String reference) {
        return applications.find(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
    }
}
