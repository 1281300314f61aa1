package org.wego.membership.fee.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.ExemptionDecisions;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.fee.GdpFigure;
import org.wego.membership.fee.GdpUploads;
import org.wego.membership.fee.Referral;
import org.wego.membership.fee.ReferralLedger;
import org.wego.membership.fee.Referrals;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.member.Country;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The figures that fees go by: editions, what they cover, who confirmed which chart, and the ledger of referrals. */
@Controller
class OfficeFigures {

    /** One economy in the coverage of an edition; {@code value} null where there is no figure for that year. */
    record Line(String code, String name, String value, boolean estimate, String last, String known) {
    }

    /** A member that lacks a figure. */
    record Lacking(Member member, String why) {
    }

    /** One referral as shown. */
    record ReferralLine(Referral referral, String memberName, String countryName, String state, String kind) {
    }

    /** What a Friendship Member's referrals of one year add up to. */
    record CountLine(String memberNumber, String memberName, int year, int cities, String state, String kind, String source) {
    }

    /** A file that waits to be taken. */
    record Waiting(String sha256, String words) {
    }

    private final GdpEditions editions;
    private final GdpUploads uploads;
    private final FeeCharts charts;
    private final Referrals referrals;
    private final ReferralLedger ledger;
    private final Members members;
    private final Countries countries;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Texts texts;

    OfficeFigures(GdpEditions editions, GdpUploads uploads, FeeCharts charts, Referrals referrals, ReferralLedger ledger, Members members, Countries countries,
            OrganisationCalendar calendar, Moments moments, Texts texts) {
        this.editions = editions;
        this.uploads = uploads;
        this.moments = moments;
        this.charts = charts;
        this.referrals = referrals;
        this.ledger = ledger;
        this.members = members;
        this.countries = countries;
        this.calendar = calendar;
        this.texts = texts;
    }

    @GetMapping("/office/figures")
    String figures(@RequestParam(defaultValue = "") String edition, @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "false") boolean missing, @RequestParam(required = false) String done, HttpServletRequest request, Model model) {
        List<GdpEdition> all = editions.all();
        bringIn(all, done, request, model);
        Optional<GdpEdition> shown = all.stream().filter(e -> e.id().equals(edition)).findFirst().or(() -> all.stream().findFirst());
        int feeYear = year.matches("\\d{4}") ? Integer.parseInt(year) : calendar.feeYear() + 1;
        int gdpYear = Fees.gdpYear(feeYear);
        model.addAttribute("editions", all);
        model.addAttribute("edition", shown.orElse(null));
        model.addAttribute("feeYear", String.valueOf(feeYear));
        model.addAttribute("gdpYear", String.valueOf(gdpYear));
        model.addAttribute("missing", missing);
        List<Line> lines = shown.map(e -> lines(e.id(), gdpYear)).orElse(List.of());
        model.addAttribute("covered", lines.stream().filter(line -> line.value() != null).count());
        model.addAttribute("uncovered", lines.stream().filter(line -> line.value() == null).count());
        model.addAttribute("lines", missing ? lines.stream().filter(line -> line.value() == null).toList() : lines);
        model.addAttribute("without", shown.map(e -> without(e.id(), feeYear, gdpYear)).orElse(List.of()));
        model.addAttribute("chart", charts.inForce(feeYear));
        model.addAttribute("confirmations", charts.confirmations());
        model.addAttribute("page", this);
        return "fee/office-figures";
    }

    private void bringIn(List<GdpEdition> all, String done, HttpServletRequest request, Model model) {
        model.addAttribute("treasurer", request.isUserInRole("treasurer"));
        model.addAttribute("uploads", uploads.waiting().stream().map(upload -> new Waiting(upload.sha256(), texts.get("fee.figures.waiting.one", upload.fileName(),
                upload.edition().map(GdpEditions::month).orElseGet(() -> texts.get("fee.figures.waiting.nameless")), upload.uploadedBy(),
                moments.words(upload.uploadedAt())))).toList());
        model.addAttribute("stale", all.stream().findFirst().filter(latest -> latest.stale(calendar.today()))
                .map(latest -> texts.get("fee.figures.stale", GdpEditions.month(latest.id()))).orElse(null));
        if ("discarded".equals(done)) {
            model.addAttribute("done", texts.get("fee.upload.discarded"));
        } else {
            all.stream().filter(one -> one.id().equals(done)).findFirst().ifPresent(one -> {
                model.addAttribute("done", texts.get("fee.upload.done", GdpEditions.month(one.id())));
                model.addAttribute("doneTodo", texts.get(one.id().equals(all.get(0).id()) ? "fee.upload.done.do" : "fee.upload.done.later"));
            });
        }
    }

    @GetMapping("/office/referrals")
    String referrals(Model model) {
        model.addAttribute("lines", referrals.all().stream().map(this::line).toList());
        model.addAttribute("counts", ledger.counts().stream().map(this::count).toList());
        model.addAttribute("page", this);
        return "fee/office-referrals";
    }

    private List<Line> lines(String edition, int year) {
        Map<String, GdpEditions.Coverage> known = editions.economies(edition);
        List<Line> lines = new ArrayList<>();
        for (Country country : countries.all()) {
            GdpEditions.Coverage coverage = known.get(country.alpha3());
            Optional<GdpFigure> figure = editions.figure(edition, country.alpha3(), year);
            lines.add(new Line(country.alpha3(), country.name(), figure.map(f -> Figures.whole(f.value())).orElse(null),
                    figure.map(GdpFigure::estimate).orElse(false), coverage == null ? "" : coverage.stated(),
                    coverage == null ? texts.get("fee.figures.none") : coverage.firstYear() + "–" + coverage.lastYear()));
        }
        return lines;
    }

    /** Members whose fee of the year can't be told, and why. */
    private List<Lacking> without(String edition, int feeYear, int gdpYear) {
        List<Lacking> lacking = new ArrayList<>();
        for (Member member : members.payingMembers(feeYear)) {
            List<String> why = new ArrayList<>();
            if (member.category() == Category.FULL && member.population() == null) {
                why.add(texts.get("fee.figures.without.population"));
            }
            if (member.category() == Category.CORPORATE && member.employees() == null) {
                why.add(texts.get("fee.figures.without.employees"));
            }
            if (member.category() != Category.CORPORATE && editions.figure(edition, member.country(), gdpYear).isEmpty()) {
                why.add(texts.get("fee.figures.without.gdp", member.countryName(), String.valueOf(gdpYear)));
            }
            if (!why.isEmpty()) {
                lacking.add(new Lacking(member, String.join(", ", why)));
            }
        }
        return lacking;
    }

    private CountLine count(ReferralLedger.Count count) {
        String feeYear = String.valueOf(count.year() + 1);
        ExemptionDecisions.Made made = count.made();
        String state = count.exemption() == null ? "tooFew" : made == null ? "earned" : made.decidedBy() == null ? "proposed" : "decided";
        return new CountLine(count.member().number(), count.member().name(), count.year(), count.cities(), texts.get("fee.referrals.count." + state, feeYear,
                made == null ? "" : Figures.usd(made.fee())), state.equals("decided") ? "done" : state.equals("tooFew") ? "plain" : "waiting",
                made == null || made.decidedBy() == null ? "" : texts.get("fee.referrals.count.by", made.decidedBy(), moments.words(made.decidedAt())));
    }

    private ReferralLine line(Referral referral) {
        String state;
        String kind;
        if (referral.confirmedAt() == null) {
            state = "claimed";
            kind = "waiting";
        } else if (referral.fullOn() == null) {
            state = "confirmed";
            kind = "waiting";
        } else if (referral.returning()) {
            state = "returning";
            kind = "plain";
        } else {
            state = "counts";
            kind = "done";
        }
        return new ReferralLine(referral, members.find(referral.memberNumber()).map(Member::name).orElse(referral.memberNumber()),
                countries.name(referral.country()), texts.get("fee.referrals." + state,
                        referral.fullOn() == null ? "" : String.valueOf(referral.fullOn().getYear()),
                        referral.fullOn() == null ? "" : String.valueOf(referral.fullOn().getYear() + 1)), kind);
    }

    @Configuration
    static class Menu {

        @Bean
        OfficeEntry figuresEntry() {
            return new OfficeEntry("/office/figures", "fee.figures.entry", OfficeArea.FEES, 50);
        }

        @Bean
        OfficeEntry referralsEntry() {
            return new OfficeEntry("/office/referrals", "fee.referrals.entry", OfficeArea.FEES, 55);
        }
    }
}
