package org.wego.membership.admission.web;

import java.net.URI;
import java.util.Map;

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
    private final Texts texts;

    ApplyPage(Applications applications, Drafts drafts, FormPdf formPdf, FormView form, Texts texts) {
        this.applications = applications;
        this.drafts = drafts;
        this.formPdf = formPdf;
        this.form = form;
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
        return "admission/apply";
    }

    @GetMapping("/apply/{draft}")
    String goOn(@PathVariable String draft, Model model) {
        Drafts.Draft kept = draft(draft);
        form.show(model, kept.answers(), form.kept(kept), draft, null);
        model.addAttribute("ready", formPdf.faults(kept.answers()).isEmpty());
        model.addAttribute("days", drafts.days());
        return known(kept.answers().get("category")) ? "admission/apply" : "admission/choose";
    }

    @GetMapping("/apply/{draft}/form.pdf")
    Object print(@PathVariable String draft) {
        Drafts.Draft kept = draft(draft);
        if (!formPdf.faults(kept.answers()).isEmpty()) {
            return seeOther("/apply/" + draft);
        }
        return Pdf.download("WeGO application.pdf", formPdf.draw(kept.answers()));
    }

    @PostMapping("/apply")
    Object take(HttpServletRequest request, @RequestParam(defaultValue = "send") String action, @RequestParam(required = false) String draft,
            Model model) {
        Typed typed = Typed.of(request);
        if (!known(typed.answers().get("category"))) {
            model.addAttribute("faults", new Faults().add("category", texts.get("admission.fault.missing.category")));
            return new ModelAndView("admission/choose", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        FormView.Looked looked = form.look(typed, draft);
        boolean send = !action.equals("prepare");
        Faults faults = looked.faults();
        if (send && !looked.draft().files().containsKey(Part.SIGNED_FORM) && !faults.has(Part.SIGNED_FORM.field())) {
            faults.add(Part.SIGNED_FORM.field(), texts.get("admission.fault.missing.signedForm"));
        }
        if (!faults.isEmpty()) {
            form.show(model, typed.answers(), form.kept(looked.draft()), looked.draft().token(), faults);
            return new ModelAndView("admission/apply", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        if (!send) {
            return redirect("/apply/" + looked.draft().token() + "#ready");
        }
        String reference = applications.submit(typed.answers(), looked.draft().files(), Applications.Sender.PAGE, null);
        drafts.sent(looked.draft().token());
        return redirect(applications.statusPath(reference));
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
