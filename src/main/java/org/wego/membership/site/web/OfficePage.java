package org.wego.membership.site.web;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.wego.membership.site.OfficeNotice;

/** The office's start page: where everything is, and what should not wait. */
@Controller
class OfficePage {

    private final List<OfficeNotice> notices;

    OfficePage(List<OfficeNotice> notices) {
        this.notices = notices;
    }

    @GetMapping("/office")
    String office(Model model) {
        model.addAttribute("notices", notices.stream().flatMap(notice -> notice.line().stream()).toList());
        return "office/start";
    }
}
