package org.wego.membership.admission.web;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.admission.Answers;
import org.wego.membership.admission.Application;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseLine;
import org.wego.membership.admission.CaseState;
import org.wego.membership.admission.CaseVersion;
import org.wego.membership.admission.CaseVersions;
import org.wego.membership.admission.Drafts;
import org.wego.membership.admission.FormPdf;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Moments;
import org.wego.membership.admission.Part;
import org.wego.membership.letter.Document;
import org.wego.membership.letter.DocumentId;
import org.wego.membership.letter.Documents;
import org.wego.membership.member.Category;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

import jakarta.servlet.http.HttpServletRequest;

/** Cases at the office: look up, enter what came by post, correct an address. Decisions are tasks in Tasklist. */
@Controller
class OfficeCases {

    static final String MAY_CHANGE = "hasAnyRole('secretariat', 'camunda-admin')";

    private final Applications applications;
    private final CaseBoard board;
    private final CaseFile file;
    private final CaseVersions versions;
    private final Documents documents;
    private final FormView form;
    private final FormPdf formPdf;
    private final Drafts drafts;
    private final Moments moments;
    private final Texts texts;

    OfficeCases(Applications applications, CaseBoard board, CaseFile file, CaseVersions versions, Documents documents, FormView form,
            FormPdf formPdf, Drafts drafts, Moments moments, Texts texts) {
        this.applications = applications;
        this.board = board;
        this.file = file;
        this.versions = versions;
        this.documents = documents;
        this.form = form;
        this.formPdf = formPdf;
        this.drafts = drafts;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/cases")
    String list(@RequestParam(defaultValue = "open") String state, @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String turn, Model model) {
        CaseState wanted = Arrays.stream(CaseState.values()).filter(one -> one.name().equals(state)).findFirst().orElse(null);
        Category kind = Arrays.stream(Category.values()).filter(one -> one.name().equals(category)).findFirst().orElse(null);
        boolean onlyOpen = state.equals("open");
        Map<CaseState, Integer> counts = applications.counts();
        List<Choice> states = new ArrayList<>();
        states.add(Choice.of("open", texts.get("admission.office.open")));
        states.add(Choice.of("all", texts.get("admission.office.all")));
        for (CaseState one : CaseState.values()) {
            states.add(Choice.of(one.name(), texts.get("admission.office.counted", texts.get("admission.state." + one),
                    String.valueOf(counts.getOrDefault(one, 0)))));
        }
        // Whoever asks whose turn it is looks for what has waited longest
        List<CaseLine> lines = applications.list(wanted, onlyOpen, kind, q, !turn.isEmpty());
        CaseBoard.Board cases = board.of(lines, turn);
        model.addAttribute("cut", lines.size() == Applications.LISTED ? texts.get(turn.isEmpty() ? "casefile.list.newest" : "casefile.list.oldest", lines.size()) : null);
        model.addAttribute("cases", cases.rows());
        model.addAttribute("overdue", cases.overdue());
        model.addAttribute("turn", cases.turn());
        model.addAttribute("turns", board.turns());
        model.addAttribute("states", states);
        model.addAttribute("categories", Arrays.stream(Category.values()).map(c -> Choice.of(c.name(), texts.get("admission.category." + c))).toList());
        model.addAttribute("state", wanted == null && !onlyOpen ? "all" : state);
        model.addAttribute("category", kind == null ? "" : kind.name());
        model.addAttribute("q", q);
        model.addAttribute("moments", moments);
        return "admission/office-list";
    }

    @GetMapping("/office/cases/{reference}")
    String one(@PathVariable String reference, Model model) {
        return file.show(found(reference), model);
    }

    @PostMapping("/office/cases/{reference}/address")
    @PreAuthorize(MAY_CHANGE)
    Object correctAddress(@PathVariable String reference, @RequestParam(defaultValue = "") String email, Principal who, RedirectAttributes after,
            Model model) {
        Application application = found(reference);
        try {
            applications.correctAddress(application.reference(), email, who.getName());
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", Faults.of(invalid));
            model.addAttribute("email", email);
            return new ModelAndView(file.show(application, model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
        after.addFlashAttribute("done", texts.get("admission.office.sentAgain", email.strip()));
        return "redirect:/office/cases/" + application.reference();
    }

    @GetMapping("/office/cases/{reference}/documents/{part}")
    ResponseEntity<byte[]> document(@PathVariable String reference, @PathVariable String part,
            @RequestParam(required = false) Integer version) {
        Application application = found(reference);
        Document document = Parts.of(part).flatMap(one -> version == null ? application.file(one) : ofVersion(application, version, one))
                .flatMap(documents::find)
                .orElseThrow(() -> new NotFound(texts.get("admission.document.none")));
        return FileAnswer.pdf(document.name(), document.bytes());
    }

    /** A file as it stood in an earlier version. */
    private Optional<DocumentId> ofVersion(Application application, int number, Part part) {
        return versions.of(application.reference()).stream().filter(version -> version.number() == number)
                .flatMap(version -> Optional.ofNullable(version.files().get(part)).stream()).map(CaseVersion.File::id).findFirst();
    }

    @GetMapping("/office/cases/{reference}/form.pdf")
    ResponseEntity<byte[]> form(@PathVariable String reference) {
        Application application = found(reference);
        return FileAnswer.pdf(application.reference() + ".pdf", formPdf.draw(application));
    }

    @GetMapping("/office/cases/new")
    @PreAuthorize(MAY_CHANGE)
    String blank(@RequestParam(defaultValue = "") String category, Model model) {
        if (!ApplyPage.known(category)) {
            return "admission/office-choose";
        }
        form.show(model, new Answers().put("category", category), Map.of(), null, null);
        model.addAttribute("address", "");
        return "admission/office-new";
    }

    @PostMapping("/office/cases/new")
    @PreAuthorize(MAY_CHANGE)
    Object enter(HttpServletRequest request, @RequestParam(defaultValue = "") String address, @RequestParam(required = false) String draft,
            Principal who, RedirectAttributes after, Model model) {
        Typed typed = Typed.of(request);
        if (!ApplyPage.known(typed.answers().get("category"))) {
            model.addAttribute("faults", new Faults().add("category", texts.get("admission.fault.missing.category")));
            return new ModelAndView("admission/office-choose", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        FormView.Looked looked = form.look(typed, draft);
        Faults faults = looked.faults();
        if (!looked.draft().files().containsKey(Part.SIGNED_FORM) && !faults.has(Part.SIGNED_FORM.field())) {
            faults.add(Part.SIGNED_FORM.field(), texts.get("admission.fault.missing.signedForm"));
        }
        if (!address.equals("stated") && !address.equals("letter")) {
            faults.add("address", texts.get("admission.office.address.missing"));
        }
        if (!faults.isEmpty()) {
            form.show(model, typed.answers(), form.kept(looked.draft()), looked.draft().token(), faults);
            model.addAttribute("address", address);
            return new ModelAndView("admission/office-new", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        String reference = applications.submit(typed.answers(), looked.draft().files(),
                Applications.Sender.post(who.getName(), address.equals("stated")), null, null);
        drafts.sent(looked.draft().token());
        after.addFlashAttribute("done", texts.get("admission.office.entered", reference));
        return "redirect:/office/cases/" + reference;
    }

    private Application found(String reference) {
        return applications.find(reference).orElseThrow(() -> new NotFound(texts.get("admission.case.unknown")));
    }

    @Configuration
    static class CasesMenu {

        @Bean
        OfficeEntry casesEntry() {
            return new OfficeEntry("/office/cases", "admission.office.menu", OfficeArea.APPLICATIONS, 10);
        }
    }
}
