package org.wego.membership.fee.web;

import java.io.IOException;
import java.security.Principal;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.fee.EditionDiff;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.fee.GdpUploads;
import org.wego.membership.fee.GdpUploads.Look;
import org.wego.membership.fee.GdpUploads.Upload;
import org.wego.membership.fee.MemberEffects;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** Takes in the IMF's files: read, shown, taken. All staff look; the Treasurer brings them. */
@Controller
class OfficeUploads {

    private static final String TREASURER = "hasRole('treasurer')";

    /** A member whose fee changes, in words. */
    record ChangedRow(String number, String name, String country, String before, String after) {
    }

    /** A figure that moved, in words. */
    record MoveRow(String name, String year, String before, String after, String percent) {
    }

    private final GdpUploads uploads;
    private final OfficeFigures figures;
    private final Countries countries;
    private final Moments moments;
    private final Texts texts;

    OfficeUploads(GdpUploads uploads, OfficeFigures figures, Countries countries, Moments moments, Texts texts) {
        this.uploads = uploads;
        this.figures = figures;
        this.countries = countries;
        this.moments = moments;
        this.texts = texts;
    }

    @PostMapping("/office/figures/uploads")
    @PreAuthorize(TREASURER)
    ModelAndView upload(@RequestParam(required = false) MultipartFile file, Principal who, HttpServletRequest request, Model model) throws IOException {
        try {
            if (file == null || file.isEmpty()) {
                throw new InvalidInput("file", texts.get(file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isBlank()
                        ? "fee.figures.file.none" : "fee.refused.EMPTY"));
            }
            String sha = uploads.upload(FileNames.plain(file.getOriginalFilename(), "figures"), file.getBytes(), who.getName());
            return new ModelAndView("redirect:/office/figures/uploads/" + sha);
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(figures.figures("", "", false, null, request, model), HttpStatus.BAD_REQUEST);
        }
    }

    @GetMapping("/office/figures/uploads/{sha}")
    String look(@PathVariable String sha, HttpServletRequest request, Model model) {
        return show(sha, request, model);
    }

    @PostMapping("/office/figures/uploads/{sha}/edition")
    @PreAuthorize(TREASURER)
    ModelAndView name(@PathVariable String sha, @RequestParam(defaultValue = "") String editionYear, @RequestParam(defaultValue = "") String editionMonth,
            Principal who, HttpServletRequest request, Model model) {
        try {
            uploads.name(sha, editionYear, editionMonth, who.getName());
            return new ModelAndView("redirect:/office/figures/uploads/" + sha);
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", Faults.of(invalid));
            ModelAndView page = new ModelAndView(show(sha, request, model), HttpStatus.BAD_REQUEST);
            model.addAttribute("editionYear", editionYear);
            model.addAttribute("editionMonth", editionMonth);
            return page;
        }
    }

    @PostMapping("/office/figures/uploads/{sha}/take")
    @PreAuthorize(TREASURER)
    ModelAndView take(@PathVariable String sha, Principal who, HttpServletRequest request, Model model) {
        try {
            return new ModelAndView("redirect:/office/figures?done=" + uploads.take(sha, who.getName()));
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", Faults.of(invalid));
            return new ModelAndView(show(sha, request, model), HttpStatus.CONFLICT);
        }
    }

    @PostMapping("/office/figures/uploads/{sha}/discard")
    @PreAuthorize(TREASURER)
    String discard(@PathVariable String sha) {
        uploads.discard(sha);
        return "redirect:/office/figures?done=discarded";
    }

    private String show(String sha, HttpServletRequest request, Model model) {
        Look look = uploads.look(sha).orElseThrow(() -> new NotFound(texts.get("fee.upload.gone")));
        Upload upload = look.upload();
        String month = upload.edition().map(GdpEditions::month).orElse("");
        model.addAttribute("look", look);
        model.addAttribute("upload", upload);
        model.addAttribute("facts", facts(look));
        notice(look, month, model);
        model.addAttribute("nameable", upload.stated() == null && upload.takenAs() == null && request.isUserInRole("treasurer"));
        model.addAttribute("months", Arrays.stream(Month.values())
                .map(one -> Choice.of(String.format("%02d", one.getValue()), one.getDisplayName(TextStyle.FULL, Locale.ENGLISH))).toList());
        model.addAttribute("editionYear", upload.named() == null ? "" : upload.named().substring(0, 4));
        model.addAttribute("editionMonth", upload.named() == null ? "" : upload.named().substring(5));
        model.addAttribute("editionMonthWords", month);
        model.addAttribute("treasurer", request.isUserInRole("treasurer"));
        model.addAttribute("feeYear", String.valueOf(uploads.feeYear()));
        model.addAttribute("servingYear", String.valueOf(look.servingYear()));
        model.addAttribute("latestMonth", look.latest() == null ? "" : GdpEditions.month(look.latest().id()));
        model.addAttribute("beforeMonth", look.before() == null ? "" : GdpEditions.month(look.before().id()));
        model.addAttribute("changed", look.effects() == null ? List.of() : look.effects().changed().stream().map(this::row).toList());
        EditionDiff diff = look.diff();
        model.addAttribute("differences", diff == null ? List.of() : differences(diff, String.valueOf(look.servingYear())));
        model.addAttribute("servingMoves", diff == null ? List.of() : diff.moved().stream().filter(EditionDiff.Move::serves).map(this::row).toList());
        model.addAttribute("otherMoves", diff == null ? List.of() : diff.moved().stream().filter(move -> !move.serves()).map(this::row).toList());
        model.addAttribute("leftOut", look.leftOut().entrySet().stream().map(one -> one.getValue().isBlank() || one.getValue().equals(one.getKey())
                ? one.getKey() : one.getKey() + " (" + one.getValue() + ")").collect(Collectors.joining(", ")));
        return "fee/office-upload";
    }

    private void notice(Look look, String month, Model model) {
        Upload upload = look.upload();
        String kind = "waiting";
        String what = null;
        String todo = null;
        switch (look.standing()) {
            case READY -> {
                what = texts.get("fee.upload.ready");
                todo = texts.get("fee.upload.ready.do");
            }
            case NAMELESS -> {
                what = texts.get("fee.upload.nameless");
                todo = texts.get("fee.upload.nameless.do");
            }
            case THERE -> {
                kind = "plain";
                what = texts.get("fee.upload.there", month);
                todo = look.agreement().onlyHere() + look.agreement().onlyInFile() == 0 ? texts.get("fee.upload.there.do")
                        : texts.get("fee.upload.there.more", Figures.grouped(look.agreement().same()), Figures.grouped(look.agreement().onlyInFile()),
                                Figures.grouped(look.agreement().onlyHere()));
            }
            case CONTRADICTS -> {
                kind = "fault";
                what = texts.get("fee.upload.contradicts", month);
                todo = texts.get("fee.upload.contradicts.do", Figures.grouped(look.agreement().same()), Figures.grouped(look.agreement().different()),
                        Figures.grouped(look.agreement().onlyHere()), Figures.grouped(look.agreement().onlyInFile()));
            }
            case TAKEN -> {
                kind = "done";
                what = texts.get("fee.upload.taken", GdpEditions.month(upload.takenAs()));
                todo = texts.get("fee.upload.taken.do", upload.takenBy(), moments.words(upload.takenAt()));
            }
        }
        model.addAttribute("noticeKind", kind);
        model.addAttribute("notice", what);
        model.addAttribute("noticeTodo", todo);
    }

    private List<Fact> facts(Look look) {
        Upload upload = look.upload();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("fee.upload.layout"), texts.get("fee.layout." + upload.layout())));
        facts.add(upload.edition().map(edition -> Fact.of(texts.get("fee.upload.edition"), GdpEditions.month(edition), upload.stated() != null
                ? texts.get("fee.upload.edition.stated") : texts.get("fee.upload.edition.named", upload.namedBy())))
                .orElseGet(() -> Fact.of(texts.get("fee.upload.edition"), texts.get("fee.upload.edition.none"))));
        facts.add(Fact.of(texts.get("fee.upload.economies"), Figures.grouped(look.economies())));
        facts.add(Fact.of(texts.get("fee.upload.figures"), Figures.grouped(look.figures())));
        facts.add(Fact.of(texts.get("fee.upload.years"), look.firstYear() + "–" + look.lastYear()));
        facts.add(Fact.of(texts.get("fee.upload.read"), texts.get("fee.upload.readBy", moments.words(upload.uploadedAt()), upload.uploadedBy())));
        facts.add(Fact.of(texts.get("fee.upload.hash"), upload.sha256().replaceAll("(.{8})(?!$)", "$1 ")));
        return facts;
    }

    private List<String> differences(EditionDiff diff, String year) {
        List<String> words = new ArrayList<>();
        if (!diff.vanished().isEmpty()) {
            words.add(texts.get("fee.upload.vanished", names(diff.vanished())));
        }
        if (!diff.lost().isEmpty()) {
            words.add(texts.get("fee.upload.lost", year, names(diff.lost())));
        }
        if (!diff.appeared().isEmpty()) {
            words.add(texts.get("fee.upload.appeared", names(diff.appeared())));
        }
        if (!diff.gained().isEmpty()) {
            words.add(texts.get("fee.upload.gained", year, names(diff.gained())));
        }
        return words;
    }

    private String names(List<EditionDiff.Economy> economies) {
        return economies.stream().map(economy -> countries.name(economy.country())).collect(Collectors.joining(", "));
    }

    private ChangedRow row(MemberEffects.Changed one) {
        return new ChangedRow(one.member().number(), one.member().name(), one.member().countryName(),
                one.before() == null ? texts.get("fee.upload.member.unknown") : words(one.before()), words(one.after()));
    }

    private String words(FeeAssessment fee) {
        return texts.get("fee.upload.member.fee", Figures.sum(fee.amount()), Figures.whole(fee.gdp().value()),
                fee.bands().gdp() == null ? fee.ruleId() : fee.bands().gdp().words(texts.get("fee.band.under"), texts.get("fee.band.orMore")));
    }

    private MoveRow row(EditionDiff.Move move) {
        return new MoveRow(countries.name(move.country()), String.valueOf(move.year()), Figures.whole(move.before()), Figures.whole(move.after()),
                texts.get("fee.upload.moved.by", (move.percent().signum() > 0 ? "+" : "−") + move.percent().abs().toPlainString()));
    }
}
