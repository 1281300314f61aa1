package org.wego.membership.site.web;

import java.security.Principal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The staff's log-in. */
@Controller
class LoginPage {

    @GetMapping("/login")
    String login(@RequestParam(required = false) String wrong, @RequestParam(required = false) String wait,
                 @RequestParam(required = false) String left, Principal who, Model model) {
        if (who != null && wrong == null && wait == null) {
            return "redirect:/office";
        }
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("wait", wait != null);
        model.addAttribute("left", left != null);
        return "login";
    }
}
