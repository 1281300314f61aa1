package org.wego.membership.admission.web;

import java.time.Instant;
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
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.admission.Drafts;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;
import org.wego.membership.site.Tries;

import jakarta.servlet.http.HttpServletRequest;

/** An application that is still being written: saved while one types, gone on with on another device, handed over. */
@Controller
class DraftPages {

    private final Drafts drafts;
    private final FormView form;
    private final Tries tries;
    private final Moments moments;
    private final Texts texts;

    DraftPages(Drafts drafts, FormView form, Tries tries, Moments moments, Texts texts) {
        this.drafts = drafts;
        this.form = form;
        this.tries = tries;
        this.moments = moments;
        this.texts = texts;
    }

    /** Saves for the form's script: the same keeping that every button of the form does, and what it has to say. */
    @PostMapping("/apply/save")
    @ResponseBody
    ResponseEntity<Map<String, Object>> save(HttpServletRequest request, @RequestParam(required = false) String draft) {
        Typed typed = Typed.of(request);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!ApplyPage.known(typed.answers().get("category"))) {
            answer.put("words", texts.get("admission.fault.missing.category"));
            return ResponseEntity.badRequest().body(answer);
        }
        Optional<Instant> handedOver = drafts.handedOverAt(draft);
        if (handedOver.isPresent() || drafts.wasSent(draft)) {
            answer.put("words", handedOver.map(at -> texts.get("apply.draft.passed.stop", moments.words(at))).orElseGet(() -> texts.get("apply.draft.sent.stop")));
            return ResponseEntity.status(HttpStatus.GONE).body(answer);
        }
        return told(form.save(typed, draft), texts, moments);
    }

    /** What the form's script is told of saving. */
    static ResponseEntity<Map<String, Object>> told(FormView.Kept kept, Texts texts, Moments moments) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (kept.saved().overtaken()) {
            answer.put("words", texts.get("apply.draft.overtaken.stop", moments.words(kept.saved().at())));
            return ResponseEntity.status(HttpStatus.CONFLICT).body(answer);
        }
        if (kept.saved().token() != null) {
            answer.put("draft", kept.saved().token());
        }
        answer.put("version", kept.saved().version());
        answer.put("savedAt", kept.saved().at().toString());
        answer.put("kept", kept.names());
        answer.put("faults", kept.faults());
        return ResponseEntity.ok(answer);
    }

    @GetMapping("/apply/resume")
    String ask() {
        return "admission/resume";
    }

    @PostMapping("/apply/resume")
    Object resume(@RequestParam(defaultValue = "") String code, HttpServletRequest request, Model model) {
        Faults faults = new Faults();
        if (code.isBlank()) {
            faults.add("code", texts.get("apply.resume.fault.missing"));
        } else {
            Optional<Drafts.Opened> opened = opened(code, request);
            if (opened.isPresent() && opened.get().token() != null) {
                return ApplyPage.redirect("/apply/" + opened.get().token());
            }
            faults.add("code", opened.map(one -> texts.get("apply.resume.fault.passed", moments.words(one.handedOverAt())))
                    .orElseGet(() -> texts.get("apply.resume.fault.wrong")));
        }
        model.addAttribute("faults", faults);
        model.addAttribute("code", code.length() > 40 ? "" : code);
        return new ModelAndView("admission/resume", model.asMap(), HttpStatus.BAD_REQUEST);
    }

    /** A code names no draft until it is right: wrong ones are counted by where they come from. */
    private Optional<Drafts.Opened> opened(String code, HttpServletRequest request) {
        String key = "draft|" + request.getRemoteAddr();
        tries.allow(key);
        Optional<Drafts.Opened> opened = drafts.byCode(code);
        if (opened.isPresent()) {
            tries.succeeded(key);
        } else {
            tries.failed(key);
        }
        return opened;
    }

    @GetMapping("/apply/{draft}/later")
    Object later(@PathVariable String draft, @RequestParam(required = false) String sent, Model model) {
        if (drafts.handedOverAt(draft).isPresent()) {
            return ApplyPage.redirect("/apply/" + draft);
        }
        model.addAttribute("sent", sent != null);
        return show(draft, model);
    }

    private String show(String token, Model model) {
        Drafts.Draft draft = drafts.find(token).orElseThrow(() -> new NotFound(texts.get("admission.draft.gone")));
        model.addAttribute("draft", token);
        model.addAttribute("address", drafts.address(token));
        model.addAttribute("code", drafts.code(token));
        model.addAttribute("savedAt", moments.words(draft.keptAt()));
        model.addAttribute("goneOn", moments.day(draft.goneAt()));
        model.addAttribute("reminded", draft.email());
        model.asMap().putIfAbsent("email", draft.email() == null ? draft.answers().get("contact.email") : draft.email());
        model.asMap().putIfAbsent("colleague", "");
        return "admission/later";
    }

    @PostMapping("/apply/{draft}/address")
    Object sendLink(@PathVariable String draft, @RequestParam(defaultValue = "") String email, Model model) {
        if (drafts.handedOverAt(draft).isPresent()) {
            return ApplyPage.redirect("/apply/" + draft);
        }
        try {
            once(email);
            drafts.sendTo(draft, email);
        } catch (InvalidInput invalid) {
            return faulty(draft, "email", email, invalid, model);
        }
        return ApplyPage.redirect("/apply/" + draft + "/later?sent=yes");
    }

    @PostMapping("/apply/{draft}/hand-over")
    Object handOver(@PathVariable String draft, @RequestParam(defaultValue = "") String colleague, Model model) {
        if (drafts.handedOverAt(draft).isEmpty()) {
            try {
                once(colleague);
                drafts.handOver(draft, colleague);
            } catch (InvalidInput invalid) {
                return faulty(draft, "colleague", colleague, invalid, model);
            }
        }
        return ApplyPage.redirect("/apply/" + draft);
    }

    /** Five letters to one address in a quarter of an hour: nobody's mailbox is filled from here. */
    private void once(String email) {
        String key = "draft-letter|" + email.strip().toLowerCase(Locale.ROOT);
        tries.allow(key);
        tries.failed(key);
    }

    private Object faulty(String draft, String field, String typed, InvalidInput invalid, Model model) {
        model.addAttribute("faults", Faults.of(invalid));
        model.addAttribute(field, typed);
        return new ModelAndView(show(draft, model), model.asMap(), HttpStatus.BAD_REQUEST);
    }
}
