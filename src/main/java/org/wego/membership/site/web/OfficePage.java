package org.wego.membership.site.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The office's start page: where everything is. */
@Controller
class OfficePage {

    @GetMapping("/office")
    String office() {
        return "office/start";
    }
}
