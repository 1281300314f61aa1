package org.wego.membership.member.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.member.Standing;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The public directory; what is filtered stands in the address bar. Contacts are never shown here. */
@Controller
class MemberPages {

    private static final int A_PAGE = 100;

    private final Members members;
    private final Countries countries;
    private final MemberWords words;
    private final Texts texts;

    MemberPages(Members members, Countries countries, MemberWords words, Texts texts) {
        this.members = members;
        this.countries = countries;
        this.words = words;
        this.texts = texts;
    }

    @GetMapping("/members")
    String directory(@RequestParam(defaultValue = "") String standing, @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        Standing wanted = MemberWords.standing(standing);
        List<Member> found = members.search(wanted, country, q);
        int pages = Math.max(1, (found.size() + A_PAGE - 1) / A_PAGE);
        int at = Math.min(pages, page.matches("\\d{1,6}") ? Math.max(1, Integer.parseInt(page)) : 1);
        int from = (at - 1) * A_PAGE;
        int to = Math.min(found.size(), from + A_PAGE);
        model.addAttribute("members", found.subList(from, to));
        model.addAttribute("words", words);
        model.addAttribute("caption", pages == 1 ? texts.get("member.directory.caption", found.size())
                : texts.get("member.directory.captionPage", found.size(), from + 1, to));
        model.addAttribute("filtered", wanted != null || !country.isBlank() || !q.isBlank());
        model.addAttribute("standings", Arrays.stream(Standing.values()).map(s -> Choice.of(s.name(), words.standing(s))).toList());
        List<String> present = members.search(null, null, null).stream().map(Member::country).distinct().toList();
        model.addAttribute("countries", countries.all().stream().filter(c -> present.contains(c.alpha3())).map(c -> Choice.of(c.alpha3(), c.name())).toList());
        model.addAttribute("standing", wanted == null ? "" : wanted.name());
        model.addAttribute("country", country);
        model.addAttribute("q", q);
        model.addAttribute("previous", at > 1 ? address(standing, country, q, at - 1) : null);
        model.addAttribute("next", at < pages ? address(standing, country, q, at + 1) : null);
        return "member/directory";
    }

    @GetMapping("/members/{number}")
    String profile(@PathVariable String number, Model model) {
        Member member = members.published(number).orElseThrow(() -> new NotFound(texts.get("member.profile.missing", number)));
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("member.profile.standing"), words.standing(member.standing())));
        facts.add(Fact.of(texts.get("member.profile.since"), words.day(member.standingSince())));
        facts.add(Fact.of(texts.get("member.profile.country"), member.countryName()));
        facts.add(Fact.of(texts.get("member.profile.number"), member.number()));
        if (member.level() != null) {
            facts.add(Fact.of(texts.get("member.profile.level"), texts.get("member.level." + member.level())));
        }
        if (member.organisationType() != null) {
            facts.add(Fact.of(texts.get("member.profile.level"), texts.get("member.organisationType." + member.organisationType())));
        }
        if (member.category() == Category.FULL && member.population() != null) {
            facts.add(Fact.of(texts.get("member.profile.population"), words.number(member.population()), words.source(member)));
        }
        if (member.website() != null) {
            facts.add(Fact.link(texts.get("member.profile.website"), member.website(), member.website()));
        }
        model.addAttribute("member", member);
        model.addAttribute("facts", facts);
        model.addAttribute("words", words);
        return "member/profile";
    }

    private static String address(String standing, String country, String q, int page) {
        return UriComponentsBuilder.fromPath("/members").queryParam("standing", "{s}").queryParam("country", "{c}").queryParam("q", "{q}")
                .queryParam("page", page).encode().buildAndExpand(standing, country, q).toUriString();
    }
}
