package org.wego.membership.site.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What membership is, in our own words. */
@Controller
class HomePage {

    @GetMapping("/")
    String home() {
        return "home";
    }
}
