package org.wego.membership.admission.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.CaseLetters;
import org.wego.membership.admission.CaseStory;
import org.wego.membership.admission.CaseVersions;
import org.wego.membership.admission.Erasure;
import org.wego.membership.admission.FormPdf;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.admission.SignedForms;
import org.wego.membership.admission.ToldCases;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Tries;

/**
 * The applicant's own page. Whoever opens a link changes nothing: each act is a button's. The link in a letter does all; the
 * address that the sender was shown after sending only tells, since it proves no address.
 */
@Controller
class StatusPage {

    private final Applications applications;
    private final ToldCases told;
    private final CaseStory story;
    private final CaseFacts facts;
    private final CaseLetters letters;
    private final SignedForms signed;
    private final FormPdf formPdf;
    private final RequestedChanges requested;
    private final CaseVersions versions;
    private final Erasure erasure;
    private final Documents documents;
    private final Tries tries;
    private final Moments moments;
    private final Texts texts;

    StatusPage(Applications applications, ToldCases told, CaseStory story, CaseFacts facts, CaseLetters letters, SignedForms signed, FormPdf formPdf,
            RequestedChanges requested, CaseVersions versions, Erasure erasure, Documents documents, Tries tries, Moments moments, Texts texts) {
        this.applications = applications;
        this.told = told;
        this.story = story;
        this.facts = facts;
        this.letters = letters;
        this.signed = signed;
        this.formPdf = formPdf;
        this.requested = requested;
        this.versions = versions;
        this.erasure = erasure;
        this.documents = documents;
        this.tries = tries;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/status")
    String ask(@RequestParam(defaultValue = "") String reference, Model model) {
        model.addAttribute("reference", reference);
        return "admission/status";
    }

    @PostMapping("/status")
    Object open(@RequestParam(defaultValue = "") String reference, @RequestParam(defaultValue = "") String code, Model model) {
        String wanted = reference.strip().toUpperCase(Locale.ROOT);
        Faults faults = new Faults();
        if (wanted.isEmpty() || wanted.length() > 40) {
            faults.add("reference", texts.get("admission.status.fault.reference"));
        }
        if (code.isBlank()) {
            faults.add("code", texts.get("admission.status.fault.code"));
        }
        if (faults.isEmpty()) {
            Optional<Applications.Door> door = opened(wanted, code);
            if (door.isPresent() && door.get().current()) {
                return ApplyPage.redirect(applications.ownPath(wanted));
            }
            faults.add("code", texts.get(door.isPresent() ? "admission.status.fault.replaced" : "admission.status.fault.wrong"));
        }
        model.addAttribute("reference", reference);
        model.addAttribute("faults", faults);
        return new ModelAndView("admission/status", model.asMap(), HttpStatus.BAD_REQUEST);
    }

    /** Five wrong codes a case in fifteen minutes, on the page and on the interface together. */
    private Optional<Applications.Door> opened(String reference, String code) {
        return ApplicationsApi.tryCode(tries, applications, reference, code);
    }

    @GetMapping("/status/{token}")
    String show(@PathVariable String token, @RequestParam(defaultValue = "") String letter, Model model) {
        Applications.Door door = door(token);
        if (!door.current()) {
            model.addAttribute("replacedAt", moments.words(door.replacedAt()));
            return "admission/replaced";
        }
        Application application = told.of(applications.get(door.reference()));
        model.addAttribute("token", token);
        model.addAttribute("own", door.own());
        model.addAttribute("theCase", application);
        model.addAttribute("ball", story.ball(application, door.own()));
        model.addAttribute("steps", story.steps(application, told.events(applications.get(door.reference()))));
        model.addAttribute("erasedAt", erasure.erasedAt(application.reference()).map(moments::day).orElse(null));
        model.addAttribute("usual", story.usual(application));
        model.addAttribute("letters", letters.of(application, door.own()));
        model.addAttribute("again", Arrays.stream(CaseLetters.Again.values()).filter(one -> one.name().equalsIgnoreCase(letter)).findFirst()
                .map(one -> texts.get("casefile.again." + one, one == CaseLetters.Again.SENT ? application.email() : String.valueOf(letters.minutes()))).orElse(null));
        model.addAttribute("moments", moments);
        signed.of(door.reference()).ifPresent(reading -> model.addAttribute("reading", signed.words(reading, door.reference())));
        story.clock(application).ifPresent(words -> model.addAttribute("clock", words));
        requested.open(application.reference()).ifPresent(asked -> model.addAttribute("openWords", requested.words(asked.fields())));
        model.addAttribute("amendable", door.own() && applications.amendable(application));
        if (door.own()) {
            model.addAttribute("facts", facts.all(application));
            model.addAttribute("corrections", versions.corrections(application.reference()));
            model.addAttribute("files", files(application));
            model.addAttribute("until", moments.words(application.confirmUntil()));
        }
        return "admission/case";
    }

    private Map<String, String> files(Application application) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            application.file(part).flatMap(documents::find).ifPresent(document -> files.put(part.field(), document.name()));
        }
        return files;
    }

    @PostMapping("/status/{token}/confirm")
    Object confirm(@PathVariable String token) {
        applications.confirm(own(token).reference());
        return ApplyPage.redirect("/status/" + token);
    }

    @GetMapping("/status/{token}/withdraw")
    Object askWithdrawal(@PathVariable String token, Model model) {
        Application application = told.of(applications.get(own(token).reference()));
        if (!application.state().open()) {
            return ApplyPage.redirect("/status/" + token);
        }
        model.addAttribute("token", token);
        model.addAttribute("theCase", application);
        return "admission/withdraw";
    }

    @PostMapping("/status/{token}/withdraw")
    Object withdraw(@PathVariable String token) {
        applications.withdraw(own(token).reference());
        return ApplyPage.redirect("/status/" + token);
    }

    @GetMapping("/status/{token}/form.pdf")
    ResponseEntity<byte[]> ownForm(@PathVariable String token) {
        Application application = applications.get(own(token).reference());
        return FileAnswer.pdf(application.reference() + ".pdf", formPdf.draw(application));
    }

    @GetMapping("/status/{token}/documents/{part}")
    ResponseEntity<byte[]> document(@PathVariable String token, @PathVariable String part) {
        Application application = applications.get(own(token).reference());
        Document document = stored(application, part);
        return FileAnswer.pdf(document.name(), document.bytes());
    }

    private Document stored(Application application, String field) {
        return Parts.of(field).flatMap(application::file).flatMap(documents::find)
                .orElseThrow(() -> new NotFound(texts.get("admission.document.none")));
    }

    private Applications.Door door(String token) {
        return applications.open(token).orElseThrow(() -> new NotFound(texts.get("admission.status.unknown")));
    }

    private Applications.Door own(String token) {
        return applications.own(token).orElseThrow(() -> new NotFound(texts.get("admission.status.unknown")));
    }
}
