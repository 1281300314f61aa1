package org.wego.membership.admission.web;

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
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseFacts;
import org.wego.membership.admission.Drafts;
import org.wego.membership.admission.FormPdf;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.admission.ToldCases;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Unprocessable;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The changes that an applicant was asked for: the application's form, or the fields of it that were ticked. It is saved as one
 * types, like the application itself; what is typed belongs to the case, so that the letter's link shows it on every device.
 */
@Controller
class AmendPage {

    private static final String FIGURE = "population.value";

    private final Applications applications;
    private final ToldCases told;
    private final Drafts drafts;
    private final FormView form;
    private final FormGlance glance;
    private final ChangeFields fields;
    private final RequestedChanges requested;
    private final CaseFacts facts;
    private final FormPdf formPdf;
    private final Moments moments;
    private final Texts texts;

    AmendPage(Applications applications, ToldCases told, Drafts drafts, FormView form, FormGlance glance, ChangeFields fields, RequestedChanges requested,
            CaseFacts facts, FormPdf formPdf, Moments moments, Texts texts) {
        this.applications = applications;
        this.told = told;
        this.drafts = drafts;
        this.form = form;
        this.glance = glance;
        this.fields = fields;
        this.requested = requested;
        this.facts = facts;
        this.formPdf = formPdf;
        this.moments = moments;
        this.texts = texts;
    }

    /** @param draft of a page of before, whose draft the case doesn't know yet */
    @GetMapping("/status/{token}/amend")
    Object ask(@PathVariable String token, @RequestParam(required = false) String draft, Model model) {
        Application application = own(token);
        if (!awaited(application)) {
            return status(token);
        }
        Optional<Drafts.Draft> kept = drafts.changes(application.reference()).or(() -> drafts.find(draft));
        Answers answers = kept.map(one -> requested.merge(application, one.answers())).orElseGet(() -> form.asWritten(application));
        kept.ifPresent(one -> model.addAttribute("savedAt", moments.words(one.keptAt())));
        return show(token, application, category(application, answers), kept.orElse(null), null, model);
    }

    /** What the form tells while it is filled in, for the page's script. */
    @GetMapping("/status/{token}/amend/glance")
    String glance(@PathVariable String token, HttpServletRequest request, Model model) {
        Application application = own(token);
        glance.show(model, category(application, requested.merge(application, Answers.of(request.getParameterMap()))));
        model.addAttribute("taking", true);
        return "admission/glance :: all";
    }

    @GetMapping("/status/{token}/amend/form.pdf")
    Object print(@PathVariable String token) {
        Application application = own(token);
        Answers answers = drafts.changes(application.reference()).map(kept -> category(application, requested.merge(application, kept.answers()))).orElse(null);
        if (!awaited(application) || answers == null || !whole(application, answers)) {
            return ApplyPage.seeOther("/status/" + token + "/amend");
        }
        return FileAnswer.pdf(application.reference() + ".pdf", formPdf.draw(answers, application.reference()));
    }

    /** Saves for the form's script. */
    @PostMapping("/status/{token}/amend/save")
    @ResponseBody
    ResponseEntity<Map<String, Object>> save(@PathVariable String token, HttpServletRequest request) {
        Application application = own(token);
        try {
            if (!awaited(application)) {
                throw new Unprocessable(texts.get("admission.amend.notAsked"));
            }
            return DraftPages.told(form.saveChanges(typed(request, application), application), texts, moments);
        } catch (Unprocessable ended) {
            return ResponseEntity.status(HttpStatus.GONE).body(Map.of("words", texts.get("admission.amend.stop")));
        }
    }

    @PostMapping("/status/{token}/amend")
    Object amend(@PathVariable String token, HttpServletRequest request, @RequestParam(defaultValue = "send") String action,
            @RequestParam(required = false) String draft, Model model) {
        Application application = own(token);
        if (!awaited(application)) {
            return status(token);
        }
        Typed typed = typed(request, application);
        try {
            return amend(token, application, typed, action, draft, model);
        } catch (Unprocessable ended) {
            // A second click: the first has sent it, and the case's page says so
            return status(token);
        }
    }

    private Object amend(String token, Application application, Typed typed, String action, String draft, Model model) {
        boolean taking = action.startsWith("take.");
        if (taking || action.equals("fee") || action.equals("later")) {
            if (taking) {
                glance.take(action, typed.answers());
            }
            FormView.Looked kept = form.keepChanges(typed, draft, application);
            return kept.faults().isEmpty() ? ApplyPage.redirect("/status/" + token + "/amend" + (taking ? "#f-" + FIGURE : action.equals("fee") ? "#glance-fee" : "#kept"))
                    : again(token, application, kept, kept.faults(), model);
        }
        FormView.Looked looked = form.lookAtChanges(typed, draft, application, opens(application, FIGURE));
        if (!looked.faults().isEmpty()) {
            return again(token, application, looked, looked.faults(), model);
        }
        if (action.equals("prepare") || action.equals("enter")) {
            return ApplyPage.redirect("/status/" + token + (opens(application, Part.SIGNED_FORM.field()) ? "/amend#ready" : "/amend#kept"));
        }
        try {
            applications.amend(application.reference(), typed.answers(), looked.draft().files());
        } catch (InvalidInput invalid) {
            return again(token, application, looked, Faults.of(invalid), model);
        }
        return status(token);
    }

    private ModelAndView again(String token, Application application, FormView.Looked looked, Faults faults, Model model) {
        return new ModelAndView(show(token, application, looked.answers(), looked.draft(), faults, model), model.asMap(), HttpStatus.BAD_REQUEST);
    }

    private String show(String token, Application application, Answers answers, Drafts.Draft kept, Faults faults, Model model) {
        form.show(model, answers, form.kept(application, kept), null, faults);
        FormGlance.applying(model);
        model.addAttribute("draftVersion", kept == null ? "0" : String.valueOf(kept.version()));
        model.addAttribute("ready", faults == null && kept != null && whole(application, answers));
        model.addAttribute("token", token);
        model.addAttribute("theCase", application);
        model.addAttribute("until", moments.words(application.amendUntil()));
        requested.open(application.reference()).filter(asked -> !asked.all()).ifPresent(asked -> {
            model.addAttribute("asked", fields.fields(application, asked, model));
            model.addAttribute("askedFiles", fields.files(asked));
            model.addAttribute("signedAsked", asked.opens(Part.SIGNED_FORM.field()));
            model.addAttribute("facts", facts.all(application));
        });
        return "admission/amend";
    }

    /** Whether changes are awaited and the applicant was told so: what a letter asks for that may still be stopped isn't asked yet. */
    private boolean awaited(Application application) {
        return applications.amendable(application) && told.of(application).state() == application.state();
    }

    private boolean opens(Application application, String field) {
        return requested.open(application.reference()).map(asked -> asked.opens(field)).orElse(true);
    }

    private boolean whole(Application application, Answers answers) {
        return opens(application, FIGURE) ? form.whole(answers) : formPdf.faults(answers).isEmpty();
    }

    private Typed typed(HttpServletRequest request, Application application) {
        Typed sent = Typed.of(request);
        return new Typed(category(application, requested.merge(application, sent.answers())), requested.merge(application, sent.files()));
    }

    /** The category stays, whatever is sent. */
    private static Answers category(Application application, Answers answers) {
        return answers.put("category", application.category().name());
    }

    private static Object status(String token) {
        return ApplyPage.redirect("/status/" + token);
    }

    private Application own(String token) {
        return applications.own(token).map(door -> applications.get(door.reference())).orElseThrow(() -> new NotFound(texts.get("admission.status.unknown")));
    }
}
