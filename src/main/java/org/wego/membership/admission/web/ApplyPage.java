package org.wego.membership.admission.web;

import java.net.URI;
import java.time.Instant;
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
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.Drafts;
import org.wego.membership.admission.FormPdf;
import org.wego.membership.admission.Part;
import org.wego.membership.member.Category;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

import jakarta.servlet.http.HttpServletRequest;

/** The application: choose a category, fill in, print, sign, upload, send. */
@Controller
class ApplyPage {

    private final Applications applications;
    private final Drafts drafts;
    private final FormPdf formPdf;
    private final FormView form;
    private final FormGlance glance;
    private final Moments moments;
    private final Texts texts;

    ApplyPage(Applications applications, Drafts drafts, FormPdf formPdf, FormView form, FormGlance glance, Moments moments, Texts texts) {
        this.applications = applications;
        this.drafts = drafts;
        this.formPdf = formPdf;
        this.form = form;
        this.glance = glance;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/apply")
    String begin(@RequestParam(defaultValue = "") String category, @RequestParam(required = false) String referredBy, Model model) {
        if (!known(category)) {
            return "admission/choose";
        }
        Answers answers = new Answers().put("category", category);
        if (referredBy != null) {
            answers.put("referredBy", referredBy);
        }
        form.show(model, answers, Map.of(), null, null);
        FormGlance.applying(model);
        return "admission/apply";
    }

    @GetMapping("/apply/{draft}")
    Object goOn(@PathVariable String draft, Model model) {
        Optional<Instant> handedOver = drafts.handedOverAt(draft);
        if (handedOver.isPresent()) {
            model.addAttribute("handedOverAt", moments.words(handedOver.get()));
            return new ModelAndView("admission/draft-passed", model.asMap(), HttpStatus.GONE);
        }
        Drafts.Draft kept = draft(draft);
        form.show(model, kept.answers(), form.kept(kept), draft, null);
        FormGlance.applying(model);
        model.addAttribute("ready", form.whole(kept.answers()));
        model.addAttribute("days", drafts.days());
        return known(kept.answers().get("category")) ? "admission/apply" : "admission/choose";
    }

    /** What the form tells while it is filled in, for the page's script: the same words that the page has without it. */
    @GetMapping("/apply/glance")
    String glance(HttpServletRequest request, Model model) {
        Answers typed = Answers.of(request.getParameterMap());
        if (!known(typed.get("category"))) {
            throw new InvalidInput("category", texts.get("admission.fault.missing.category"));
        }
        glance.show(model, typed);
        model.addAttribute("taking", true);
        return "admission/glance :: all";
    }

    @GetMapping("/apply/{draft}/form.pdf")
    Object print(@PathVariable String draft) {
        Drafts.Draft kept = draft(draft);
        if (!form.whole(kept.answers())) {
            return seeOther("/apply/" + draft);
        }
        // the number belongs to the draft from here on: asked again, it is the same
        String reference = applications.reserve(draft);
        return FileAnswer.pdf(reference + ".pdf", formPdf.draw(kept.answers(), reference));
    }

    @PostMapping("/apply")
    Object take(HttpServletRequest request, @RequestParam(defaultValue = "send") String action, @RequestParam(required = false) String draft,
            Model model) {
        Typed typed = Typed.of(request);
        if (!known(typed.answers().get("category"))) {
            model.addAttribute("faults", new Faults().add("category", texts.get("admission.fault.missing.category")));
            return new ModelAndView("admission/choose", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        if (action.equals("fee") || action.equals("later") || action.startsWith("take.")) {
            return onTheWay(typed, action, draft, model);
        }
        FormView.Looked looked = form.look(typed, draft);
        // "enter" is the key of that name, pressed in a field
        boolean send = !action.equals("prepare") && !action.equals("enter");
        Faults faults = looked.faults();
        if (send && !looked.draft().files().containsKey(Part.SIGNED_FORM) && !faults.has(Part.SIGNED_FORM.field())) {
            faults.add(Part.SIGNED_FORM.field(), texts.get("admission.fault.missing.signedForm"));
        }
        if (!faults.isEmpty()) {
            return again(looked, model);
        }
        if (!send) {
            return redirect("/apply/" + looked.draft().token() + "#ready");
        }
        String reference = applications.submit(typed.answers(), looked.draft().files(), Applications.Sender.PAGE, null,
                applications.reserved(looked.draft().token()).orElse(null));
        drafts.sent(looked.draft().token());
        return redirect(applications.statusPath(reference));
    }

    /** Buttons in the middle of the form: what is typed is kept as it is, and nothing is asked for yet. */
    private Object onTheWay(Typed typed, String action, String draft, Model model) {
        String back = "#glance-fee";
        if (action.startsWith("take.")) {
            glance.take(action, typed.answers());
            back = "#f-population.value";
        }
        FormView.Looked looked = form.keep(typed, draft);
        if (!looked.faults().isEmpty()) {
            return again(looked, model);
        }
        return redirect("/apply/" + looked.draft().token() + (action.equals("later") ? "/later" : back));
    }

    private ModelAndView again(FormView.Looked looked, Model model) {
        form.show(model, looked.answers(), form.kept(looked.draft()), looked.draft().token(), looked.faults());
        FormGlance.applying(model);
        return new ModelAndView("admission/apply", model.asMap(), HttpStatus.BAD_REQUEST);
    }

    private Drafts.Draft draft(String token) {
        return drafts.find(token).orElseThrow(() -> new NotFound(texts.get("admission.draft.gone")));
    }

    static boolean known(String category) {
        for (Category one : Category.values()) {
            if (one.name().equals(category)) {
                return true;
            }
        }
        return false;
    }

    static View redirect(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return view;
    }

    static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }
}
