package org.wego.membership.member.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wego.membership.member.MemberImport;
import org.wego.membership.member.MemberImport.Action;
import org.wego.membership.member.MemberImport.DryRun;
import org.wego.membership.site.Faults;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** Files of members: dry run first, then exactly that file. For administrators. */
@Controller
@PreAuthorize("hasRole('camunda-admin')")
class OfficeMemberImport {

    private final MemberImport members;
    private final MemberWords words;
    private final Texts texts;

    OfficeMemberImport(MemberImport members, MemberWords words, Texts texts) {
        this.members = members;
        this.words = words;
        this.texts = texts;
    }

    @GetMapping("/office/members/import")
    String choose() {
        return "member/office-import";
    }

    @GetMapping("/office/members/import/template.csv")
    ResponseEntity<byte[]> template() {
        return FileAnswer.saved("members.csv", FileAnswer.CSV, MemberImport.template().getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/office/members/import")
    ModelAndView look(@RequestParam(required = false) MultipartFile file, Principal who, Model model) throws IOException {
        if (file == null || file.isEmpty()) {
            model.addAttribute("faults", new Faults().add("file", texts.get("member.import.empty")));
            return new ModelAndView("member/office-import", HttpStatus.BAD_REQUEST);
        }
        String hash = members.upload(FileNames.plain(file.getOriginalFilename(), "members.csv"), file.getBytes(), who.getName());
        DryRun run = members.look(hash).orElseThrow();
        if (run.fault() != null) {
            model.addAttribute("faults", new Faults().add("file", run.fault()));
            return new ModelAndView("member/office-import", HttpStatus.BAD_REQUEST);
        }
        return new ModelAndView("redirect:/office/members/import/" + hash);
    }

    @GetMapping("/office/members/import/{hash}")
    String dryRun(@PathVariable String hash, Model model) {
        model.addAttribute("run", members.look(hash).orElseThrow(() -> new NotFound(texts.get("member.import.gone"))));
        model.addAttribute("words", words);
        return "member/office-dry-run";
    }

    @PostMapping("/office/members/import/{hash}")
    ModelAndView apply(@PathVariable String hash, Principal who, RedirectAttributes after, Model model) {
        try {
            DryRun done = members.apply(hash, who.getName());
            after.addFlashAttribute("done", texts.get("member.import.run.done", done.count(Action.ADD), done.count(Action.CHANGE)));
            return new ModelAndView("redirect:/office/members/import/" + hash);
        } catch (InvalidInput invalid) {
            dryRun(hash, model);
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView("member/office-dry-run", model.asMap(), HttpStatus.CONFLICT);
        }
    }
}
