package org.wego.membership.admission.web;

import java.security.Principal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.Capacity;
import org.wego.membership.admission.FormReading;
import org.wego.membership.admission.Part;
import org.wego.membership.admission.SignedForms;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.Documents;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/**
 * What was filled in beside what was signed and sent, and the note of who signed. The pages of both are drawn in the
 * clerk's browser from files that are only ever served to be saved.
 */
@Controller
class ComparePage {

    /** As in the build file. */
    private static final String VERSION = "5.3.31";

    private final Applications applications;
    private final SignedForms signed;
    private final Documents documents;
    private final Texts texts;

    ComparePage(Applications applications, SignedForms signed, Documents documents, Texts texts) {
        this.applications = applications;
        this.signed = signed;
        this.documents = documents;
        this.texts = texts;
    }

    @GetMapping("/office/cases/{reference}/compare")
    String show(@PathVariable String reference, Model model) {
        Application application = found(reference);
        var signature = signed.signature(application.reference()).filter(SignedForms.Signature::current);
        var form = application.form().signatory();
        return show(application, new Answers().put("signedName", signature.map(SignedForms.Signature::name).orElse(form.name()))
                .put("signedTitle", signature.map(SignedForms.Signature::title).orElse(form.title()))
                .put("signedCapacity", signature.map(SignedForms.Signature::capacity).orElse(form.capacity()).name())
                .put("version", String.valueOf(application.version())), model);
    }

    private String show(Application application, Answers answers, Model model) {
        FormReading reading = signed.of(application.reference()).orElse(null);
        model.addAttribute("theCase", application);
        model.addAttribute("file", application.file(Part.SIGNED_FORM).flatMap(documents::find).map(Document::name).orElse(null));
        model.addAttribute("reading", reading == null ? texts.get("admission.reading.notNoted") : signed.words(reading, application.reference()));
        model.addAttribute("look", reading == null || reading.kind() == FormReading.Kind.SCAN ? "plain" : reading.doubtful() ? "waiting" : "done");
        model.addAttribute("facts", signed.facts(application.reference()).subList(1, 2));
        model.addAttribute("answers", answers);
        model.addAttribute("capacities", Arrays.stream(Capacity.values())
                .map(one -> Choice.of(one.name(), texts.get("admission.capacity." + one))).toList());
        return "admission/compare";
    }

    @PostMapping("/office/cases/{reference}/signature")
    @PreAuthorize(OfficeCases.MAY_CHANGE)
    Object sign(@PathVariable String reference, HttpServletRequest request, Principal who, RedirectAttributes after, Model model) {
        Application application = found(reference);
        Answers answers = Answers.of(request.getParameterMap());
        try {
            signed.sign(application.reference(), answers, who.getName());
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(show(application, answers, model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
        after.addFlashAttribute("done", texts.get("admission.signature.done"));
        return "redirect:/office/cases/" + application.reference() + "/compare";
    }

    /** The program that draws pages, for who is logged in; only what it needs of its jar. */
    @Configuration
    static class Drawing implements WebMvcConfigurer {

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            for (String folder : List.of("build", "web/cmaps", "web/standard_fonts", "web/wasm")) {
                registry.addResourceHandler("/office/pdfjs/" + folder + "/**")
                        .addResourceLocations("classpath:/META-INF/resources/webjars/pdf-js/" + VERSION + "/" + folder + "/")
                        .setCacheControl(CacheControl.maxAge(Duration.ofDays(7)).cachePrivate());
            }
        }
    }

    private Application found(String reference) {
        Application application = applications.find(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
        if (application.erased()) {
            throw new NotFound(texts.get("admission.erased.form"));
        }
        return application;
    }
}
