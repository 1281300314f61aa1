package org.wego.membership.fee.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.fee.Band;
import org.wego.membership.fee.ChartDiff;
import org.wego.membership.fee.ChartEffects;
import org.wego.membership.fee.ChartWords;
import org.wego.membership.fee.FeeChart;
import org.wego.membership.fee.FeeChartUploads;
import org.wego.membership.fee.FeeChartUploads.Look;
import org.wego.membership.fee.FeeChartUploads.State;
import org.wego.membership.fee.FeeChartUploads.Upload;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.FileNames;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The fee charts: which serves which years, and what another would change. All staff look; the Treasurer brings them, and decides in Tasklist. */
@Controller
class OfficeCharts {

    private static final int MOST_MEMBERS = 1000;

    /** The years of a chart, in words. */
    record PeriodRow(String years, String chart, String key, String state, String kind, String words) {
    }

    /** A chart that was uploaded, in a line. */
    record UploadRow(String key, String fromYear, String state, String kind, String words) {
    }

    /** A cell whose fee changes. */
    record CellRow(String cell, String before, String after, String by) {
    }

    /** A member whose fee changes. */
    record MemberRow(String number, String name, String country, String before, String after, String by) {
    }

    private final FeeCharts charts;
    private final FeeChartUploads uploads;
    private final ChartViews views;
    private final ChartWords words;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Texts texts;

    OfficeCharts(FeeCharts charts, FeeChartUploads uploads, ChartViews views, ChartWords words, OrganisationCalendar calendar, Moments moments, Texts texts) {
        this.charts = charts;
        this.uploads = uploads;
        this.views = views;
        this.words = words;
        this.calendar = calendar;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/charts")
    String charts(@RequestParam(defaultValue = "") String year, HttpServletRequest request, Model model) {
        int feeYear = year(year);
        FeeChart chart = charts.inForce(feeYear);
        model.addAttribute("year", String.valueOf(feeYear));
        model.addAttribute("fromYear", "");
        model.addAttribute("treasurer", request.isUserInRole("treasurer"));
        model.addAttribute("periods", charts.periods().stream().map(this::row).toList());
        model.addAttribute("uploads", uploads.all().stream().map(this::row).toList());
        model.addAttribute("waiting", uploads.all().stream().filter(upload -> upload.state() == State.WAITING).findFirst().orElse(null));
        model.addAttribute("state", texts.get(chart.confirmed() ? "fee.page.confirmed" : "fee.page.unconfirmed", String.valueOf(feeYear)));
        model.addAttribute("charts", charts.grids(chart.version()).stream().map(grid -> views.of(grid, (row, column) -> null)).toList());
        return "fee/office-charts";
    }

    @PostMapping("/office/charts/uploads")
    @PreAuthorize("hasRole('treasurer')")
    ModelAndView upload(@RequestParam(required = false) MultipartFile file, @RequestParam(defaultValue = "") String fromYear, Principal who,
            HttpServletRequest request, Model model) throws IOException {
        try {
            if (file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isBlank()) {
                throw new InvalidInput("file", texts.get("fee.charts.file.none"));
            }
            return new ModelAndView("redirect:/office/charts/" + uploads.upload(FileNames.plain(file.getOriginalFilename(), "chart"), file.getBytes(), fromYear,
                    who.getName()));
        } catch (InvalidInput invalid) {
            String page = charts("", request, model);
            model.addAttribute("faults", Faults.of(invalid));
            model.addAttribute("fromYear", fromYear);
            return new ModelAndView(page, HttpStatus.BAD_REQUEST);
        }
    }

    @GetMapping("/office/charts/{key}")
    String chart(@PathVariable String key, Model model) {
        Look look = uploads.look(key).orElseThrow(() -> new NotFound(texts.get("fee.charts.gone")));
        Upload upload = look.upload();
        model.addAttribute("upload", upload);
        model.addAttribute("fromYear", String.valueOf(upload.fromYear()));
        model.addAttribute("hindrance", look.hindrance());
        notice(upload, model);
        model.addAttribute("facts", facts(look));
        model.addAttribute("beforeWords", texts.get(upload.state() == State.WAITING ? "fee.charts.before.now" : "fee.charts.before.then",
                String.valueOf(upload.fromYear()), String.valueOf(look.before())));
        model.addAttribute("cells", look.cells().stream().map(this::row).toList());
        ChartEffects.Effects members = look.members();
        model.addAttribute("membersWords", memberWords(look));
        model.addAttribute("members", members.changed().stream().limit(MOST_MEMBERS).map(this::row).toList());
        model.addAttribute("more", Math.max(0, members.changed().size() - MOST_MEMBERS));
        model.addAttribute("unchanged", members.unchanged());
        model.addAttribute("total", new CellRow("", Figures.sum(members.before()), Figures.sum(members.after()), by(members.before(), members.after())));
        model.addAttribute("charts", look.charts().stream().map(grid -> views.of(grid, (row, column) -> was(look, grid, row, column))).toList());
        return "fee/office-chart";
    }

    @GetMapping("/office/charts/membership-fee.dmn")
    ResponseEntity<byte[]> inForce(@RequestParam(defaultValue = "") String year) {
        int feeYear = year(year);
        return file("membership-fee-" + feeYear, uploads.file(feeYear));
    }

    @GetMapping("/office/charts/{key}/membership-fee.dmn")
    ResponseEntity<byte[]> uploaded(@PathVariable String key) {
        return file(uploads.find(key).orElseThrow(() -> new NotFound(texts.get("fee.charts.gone"))).key(), uploads.written(key));
    }

    private static ResponseEntity<byte[]> file(String name, String table) {
        return FileAnswer.saved(name + ".dmn", MediaType.APPLICATION_XML, table.getBytes(StandardCharsets.UTF_8));
    }

    private int year(String typed) {
        return typed.matches("\\d{4}") ? Integer.parseInt(typed) : calendar.feeYear() + 1;
    }

    private PeriodRow row(FeeCharts.Period period) {
        FeeChart chart = period.chart();
        String from = String.valueOf(period.from());
        String until = String.valueOf(period.until());
        String years = period.from() == null ? (period.until() == null ? texts.get("fee.charts.years.all") : texts.get("fee.charts.years.until", until))
                : period.until() == null ? texts.get("fee.charts.years.from", from)
                : from.equals(until) ? from : texts.get("fee.charts.years.fromUntil", from, until);
        if (chart.key() != null) {
            return new PeriodRow(years, texts.get("fee.charts.uploaded", String.valueOf(chart.version())), chart.key(), texts.get("fee.charts.state.CONFIRMED"), "done",
                    texts.get("fee.charts.byOn", chart.confirmedBy(), moments.words(chart.confirmedAt())));
        }
        // the program's own chart is confirmed year by year: said of the next
        int feeYear = calendar.feeYear() + 1;
        boolean within = (period.from() == null || feeYear >= period.from()) && (period.until() == null || feeYear <= period.until());
        FeeChart shown = within ? charts.inForce(feeYear) : null;
        return new PeriodRow(years, texts.get("fee.charts.shipped", String.valueOf(chart.version())), null,
                shown == null ? null : texts.get(shown.confirmed() ? "fee.charts.shipped.confirmed" : "fee.charts.shipped.unconfirmed", String.valueOf(feeYear)),
                shown != null && shown.confirmed() ? "done" : "waiting",
                shown == null || !shown.confirmed() ? texts.get("fee.charts.shipped.words") : texts.get("fee.charts.byOn", shown.confirmedBy(),
                        moments.words(shown.confirmedAt())));
    }

    private UploadRow row(Upload upload) {
        return new UploadRow(upload.key(), String.valueOf(upload.fromYear()), texts.get("fee.charts.state." + upload.state()), kind(upload.state()),
                texts.get("fee.charts.byOn", upload.uploadedBy(), moments.words(upload.uploadedAt())));
    }

    private static String kind(State state) {
        return switch (state) {
            case WAITING -> "waiting";
            case CONFIRMED -> "done";
            case DECLINED -> "plain";
        };
    }

    private void notice(Upload upload, Model model) {
        String key = "fee.charts.notice." + upload.state();
        model.addAttribute("noticeKind", kind(upload.state()));
        model.addAttribute("notice", texts.get(key, String.valueOf(upload.fromYear()), String.valueOf(upload.version())));
        model.addAttribute("noticeTodo", switch (upload.state()) {
            case WAITING -> texts.get(key + ".do");
            case CONFIRMED -> texts.get(key + ".do", upload.decidedBy(), moments.words(upload.decidedAt()));
            case DECLINED -> texts.get(key + ".do", upload.decidedBy(), moments.words(upload.decidedAt()), upload.reason());
        });
    }

    private List<Fact> facts(Look look) {
        Upload upload = look.upload();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("fee.charts.fact.years"), look.until() == null ? texts.get("fee.charts.years.from", String.valueOf(upload.fromYear()))
                : upload.fromYear() == look.until() ? String.valueOf(look.until())
                : texts.get("fee.charts.years.fromUntil", String.valueOf(upload.fromYear()), String.valueOf(look.until()))));
        facts.add(Fact.of(texts.get("fee.charts.fact.key"), upload.key()));
        facts.add(Fact.of(texts.get("fee.charts.fact.file"), upload.fileName(), texts.get("fee.charts.byOn", upload.uploadedBy(), moments.words(upload.uploadedAt()))));
        facts.add(Fact.of(texts.get("fee.upload.hash"), upload.sha256().replaceAll("(.{8})(?!$)", "$1 ")));
        return facts;
    }

    private String memberWords(Look look) {
        ChartEffects.Effects members = look.members();
        if (members.edition() == null) {
            return texts.get("fee.charts.members.noEdition");
        }
        return texts.get(members.ahead() ? "fee.charts.members.ahead" : "fee.charts.members.words", String.valueOf(look.upload().fromYear()),
                String.valueOf(members.gdpYear()), members.edition().name(), Figures.grouped(members.unknown()));
    }

    private CellRow row(ChartDiff.Change change) {
        return new CellRow(words.cell(change.category(), change.row(), change.column()), Figures.sum(change.before()), Figures.sum(change.after()),
                by(change.before(), change.after()));
    }

    private MemberRow row(ChartEffects.Changed one) {
        return new MemberRow(one.member().number(), one.member().name(), one.member().countryName(), Figures.sum(one.before()), Figures.sum(one.after()),
                by(one.before(), one.after()));
    }

    private static String by(BigDecimal before, BigDecimal after) {
        BigDecimal by = after.subtract(before);
        return by.signum() == 0 ? "0" : (by.signum() > 0 ? "+" : "−") + Figures.sum(by.abs());
    }

    /** What a cell of the new chart was before, or parts of it, where it was anything else; null where nothing changes. */
    private String was(Look look, FeeCharts.Grid grid, Band row, Band column) {
        List<ChartDiff.Change> changes = look.cells().stream()
                .filter(change -> change.category() == grid.category() && within(change.row(), row) && within(change.column(), column)).toList();
        boolean whole = changes.stream().allMatch(change -> Objects.equals(change.row(), row) && Objects.equals(change.column(), column));
        return changes.isEmpty() ? null : texts.get(whole ? "fee.charts.was" : "fee.charts.wasInPart",
                changes.stream().map(change -> Figures.sum(change.before())).distinct().collect(Collectors.joining(", ")));
    }

    private static boolean within(Band part, Band whole) {
        return whole == null || part.within(whole);
    }

    @Configuration
    static class Menu {

        @Bean
        OfficeEntry chartsEntry() {
            return new OfficeEntry("/office/charts", "fee.charts.entry", OfficeArea.FEES, 52);
        }
    }
}
