package org.wego.membership.fee.web;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import org.wego.membership.fee.Concession;
import org.wego.membership.fee.Concessions;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** Waivers and reductions as the Committee decided them: the Treasurer takes them in here, nobody decides here. */
@Controller
class OfficeConcessions {

    /** A row of the list. */
    record Row(long id, String member, String memberNumber, String years, String less, String reason, String resolution, String entered, String revoked) {
    }

    private final Concessions concessions;
    private final Members members;
    private final Moments moments;
    private final Texts texts;

    OfficeConcessions(Concessions concessions, Members members, Moments moments, Texts texts) {
        this.concessions = concessions;
        this.members = members;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/concessions")
    String list(Model model) {
        model.addAttribute("typed", Map.of());
        return show(model);
    }

    @PostMapping("/office/concessions")
    @PreAuthorize("hasRole('treasurer')")
    ModelAndView enter(@RequestParam Map<String, String> typed, Principal who, RedirectAttributes after, Model model) {
        try {
            concessions.enter(typed, who.getName());
            after.addFlashAttribute("done", texts.get("fee.concession.entered"));
            return new ModelAndView("redirect:/office/concessions");
        } catch (InvalidInput invalid) {
            model.addAttribute("typed", typed);
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(show(model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping("/office/concessions/{id}/revoke")
    @PreAuthorize("hasRole('treasurer')")
    String revoke(@PathVariable long id, Principal who, RedirectAttributes after) {
        concessions.revoke(id, who.getName());
        after.addFlashAttribute("done", texts.get("fee.concession.revokedNow"));
        return "redirect:/office/concessions";
    }

    private String show(Model model) {
        model.addAttribute("rows", concessions.all().stream().map(this::row).toList());
        model.addAttribute("members", members.search(null, null, null).stream().filter(member -> member.standing().paysFee())
                .map(member -> Choice.of(member.number(), member.name() + " (" + member.number() + ")")).toList());
        return "fee/office-concessions";
    }

    private Row row(Concession one) {
        List<String> years = one.fromYear() == one.toYear() ? List.of(String.valueOf(one.fromYear()))
                : List.of(String.valueOf(one.fromYear()), String.valueOf(one.toYear()));
        return new Row(one.id(), members.find(one.memberNumber()).map(Member::name).orElse(one.memberNumber()), one.memberNumber(), String.join("–", years),
                one.percent() == null ? Figures.usd(one.off()) : texts.get("fee.concession.percent", one.percent().stripTrailingZeros().toPlainString()),
                one.reason(), one.resolution(), texts.get("fee.concession.by", one.by(), moments.words(one.at())),
                one.holds() ? null : texts.get("fee.concession.revoked", one.revokedBy(), moments.words(one.revokedAt())));
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry concessionsEntry() {
            return new OfficeEntry("/office/concessions", "fee.concession.menu", OfficeArea.FEES, 56);
        }
    }
}
