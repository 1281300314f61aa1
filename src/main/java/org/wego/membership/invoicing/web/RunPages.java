package org.wego.membership.invoicing.web;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.LineDifference;
import org.wego.membership.invoicing.LineFlag;
import org.wego.membership.invoicing.LineState;
import org.wego.membership.invoicing.PrintBundle;
import org.wego.membership.invoicing.RunDifferences;
import org.wego.membership.invoicing.RunFilter;
import org.wego.membership.invoicing.RunLine;
import org.wego.membership.invoicing.RunList;
import org.wego.membership.invoicing.RunPauses;
import org.wego.membership.invoicing.RunProgress;
import org.wego.membership.invoicing.RunState;
import org.wego.membership.invoicing.RunSum;
import org.wego.membership.invoicing.RunTotals;
import org.wego.membership.invoicing.RunWords;
import org.wego.membership.invoicing.SafetyCheck;
import org.wego.membership.member.Category;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeArea;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The runs, and what each says of every member. It shows; decisions are tasks in Tasklist. The Treasurer lets a run stand still and go on. */
@Controller
class RunPages {

    private static final int PAGE = 200;
    private static final String TREASURER = "hasRole('treasurer')";
    /** The orders that the form offers; the list's headings know the others. */
    private static final List<String> ORDERS = List.of("country", "name", "category", "amount-down", "amount", "before-down", "change-down", "change");

    /** A row of the table of runs. */
    record RunRow(int feeYear, int ordinal, String kind, String state, String tag, String opened, String closed, String invoices, String sum) {
    }

    /** A row of a run's list. That a figure is an estimate stands in the reason already. */
    record LineRow(String number, String name, String country, String category, String state, String tag, String amount,
            String difference, boolean changed, List<String> alarms, String reason, String rule, String invoice, boolean previewable) {
    }

    /** A row of the sums; {@code href} leads to the lines it is made of. */
    record SumRow(String label, String href, String members, String before, String earlier, String sum, String change) {
    }

    /** A heading of the list that orders it; {@code sorted} is what {@code aria-sort} says, or null. */
    record Head(String label, String href, String sorted, boolean number) {
    }

    private final InvoicingRuns runs;
    private final AskedRun asked;
    private final RunList list;
    private final RunDifferences differences;
    private final RunWords words;
    private final SafetyCheck safety;
    private final RunProgress progress;
    private final RunPauses pauses;
    private final PrintBundle bundle;
    private final Texts texts;
    private final Moments moments;

    RunPages(InvoicingRuns runs, AskedRun asked, RunList list, RunDifferences differences, RunWords words, SafetyCheck safety, RunProgress progress,
            RunPauses pauses, PrintBundle bundle, Texts texts, Moments moments) {
        this.runs = runs;
        this.asked = asked;
        this.list = list;
        this.differences = differences;
        this.words = words;
        this.safety = safety;
        this.progress = progress;
        this.pauses = pauses;
        this.bundle = bundle;
        this.texts = texts;
        this.moments = moments;
    }

    @GetMapping("/office/runs")
    String all(Model model) {
        model.addAttribute("runs", runs.all().stream().map(this::row).toList());
        return "office/runs";
    }

    private RunRow row(InvoicingRun run) {
        RunTotals totals = list.totals(run.id());
        return new RunRow(run.feeYear(), run.ordinal(), kind(run), texts.get("invoicing.state." + run.state()), tag(run.state()), moments.words(run.openedAt()),
                moments.words(run.closedAt()), String.valueOf(totals.billed()), Figures.sum(totals.sum()));
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}")
    String one(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam Map<String, String> address,
            @RequestParam(defaultValue = "0") int from, HttpServletRequest request, Model model) {
        InvoicingRun shown = asked.find(feeYear, run);
        RunTotals totals = list.totals(shown.id());
        model.addAttribute("feeYear", feeYear);
        model.addAttribute("ordinal", shown.ordinal());
        model.addAttribute("heading", texts.get("invoicing.run.title", String.valueOf(feeYear)));
        model.addAttribute("facts", facts(shown));
        model.addAttribute("stale", runs.editionIsStale(shown) ? texts.get("invoicing.run.stale", GdpEditions.month(shown.gdpEdition())) : null);
        model.addAttribute("assessed", totals.members().values().stream().mapToInt(Integer::intValue).sum() > 0);
        model.addAttribute("sum", Figures.usd(totals.sum()));
        model.addAttribute("sumWords", texts.get("invoicing.run.totalWords", Figures.grouped(totals.billed()), String.valueOf(feeYear)));
        model.addAttribute("counts", counts(totals));
        progress(shown, request, model);
        model.addAttribute("closed", shown.state() == RunState.CLOSED);
        // While the run goes on, its progress says so
        model.addAttribute("unsent", shown.state() == RunState.ISSUING ? 0 : list.unsent(shown.id()).size());
        model.addAttribute("staleTodo", shown.approvedAt() == null ? texts.get("invoicing.run.stale.do") : null);
        model.addAttribute("parked", shown.state() == RunState.CLOSED ? totals.of(LineState.PARKED) : 0);
        model.addAttribute("previewable", totals.billed() > 0);
        sums(shown, model);
        lines(shown, RunFilter.of(address), Math.max(0, from), totals, model);
        model.addAttribute("others", runs.all(feeYear).size() < 2 ? List.of() : runs.all(feeYear).stream().map(this::row).toList());
        return "office/runs-one";
    }

    @PostMapping("/office/runs/{feeYear:\\d{4}}/pause")
    @PreAuthorize(TREASURER)
    String pause(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(defaultValue = "") String pauseReason, Principal account,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        InvoicingRun shown = asked.find(feeYear, run);
        try {
            pauses.pause(shown.id(), pauseReason, account.getName());
        } catch (InvalidInput invalid) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("faults", Faults.of(invalid));
            model.addAttribute("pauseReason", pauseReason);
            return one(feeYear, shown.ordinal(), Map.of(), 0, request, model);
        }
        return "redirect:/office/runs/" + feeYear + "?run=" + shown.ordinal() + "#progress";
    }

    @PostMapping("/office/runs/{feeYear:\\d{4}}/resume")
    @PreAuthorize(TREASURER)
    String resume(@PathVariable int feeYear, @RequestParam(required = false) Integer run, Principal account) {
        InvoicingRun shown = asked.find(feeYear, run);
        pauses.resume(shown.id(), account.getName());
        return "redirect:/office/runs/" + feeYear + "?run=" + shown.ordinal() + "#progress";
    }

    private void progress(InvoicingRun run, HttpServletRequest request, Model model) {
        boolean issuing = run.state() == RunState.ISSUING;
        RunPauses.Pause pause = issuing ? pauses.current(run.id()).orElse(null) : null;
        model.addAttribute("issuing", issuing);
        model.addAttribute("treasurer", request.isUserInRole("treasurer"));
        model.addAttribute("paused", pause == null ? null : texts.get("invoicing.progress.pausedSince", moments.words(pause.from()), pause.by(), pause.reason()));
        if (!issuing) {
            return;
        }
        RunProgress.Progress now = progress.of(run);
        model.addAttribute("progress", now);
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("invoicing.progress.done"), texts.get("invoicing.progress.doneOf", Figures.grouped(now.numbered()), Figures.grouped(now.of()),
                now.of() == 0 ? 100 : now.numbered() * 100L / now.of()), texts.get("invoicing.progress.doneWhat")));
        facts.add(Fact.of(texts.get("invoicing.progress.posted"), Figures.grouped(now.posted()), texts.get("invoicing.progress.postedWhat")));
        if (now.perMinute() != null) {
            facts.add(Fact.of(texts.get("invoicing.progress.rate"), now.perMinute() == 0 ? texts.get("invoicing.progress.rateLow")
                    : texts.get("invoicing.progress.rateOf", Figures.grouped(now.perMinute()))));
            facts.add(Fact.of(texts.get("invoicing.progress.left"), now.left().toSeconds() < 60 ? texts.get("invoicing.progress.leftLess")
                    : texts.get("invoicing.progress.leftMinutes", Figures.grouped(now.left().plusSeconds(30).toMinutes()))));
        }
        model.addAttribute("progressFacts", facts);
    }

    private void sums(InvoicingRun run, Model model) {
        List<RunSum> movement = differences.movement(run);
        List<RunSum> categories = differences.byCategory(run);
        List<RunSum> countries = differences.byCountry(run);
        model.addAttribute("lastYear", String.valueOf(run.feeYear() - 1));
        model.addAttribute("supplementary", categories.stream().anyMatch(sum -> sum.earlier().signum() != 0));
        model.addAttribute("movement", rows(run, movement, sum -> texts.get("invoicing.kind." + sum.key()), sum -> RunDifferences.EARLIER.equals(sum.key())
                ? null : Map.of("difference", sum.key())));
        model.addAttribute("categories", rows(run, categories, sum -> texts.get("invoicing.category." + sum.key()), sum -> Map.of("category", sum.key())));
        model.addAttribute("countries", rows(run, countries, RunSum::key, sum -> Map.of("country", sum.key())));
        model.addAttribute("total", row(texts.get("invoicing.file.total"), null, RunDifferences.total(categories)));
    }

    private List<SumRow> rows(InvoicingRun run, List<RunSum> sums, Function<RunSum, String> label, Function<RunSum, Map<String, String>> lines) {
        return sums.stream().map(sum -> row(label.apply(sum), lines.apply(sum) == null ? null : address(run, "", lines.apply(sum), 0) + "#members", sum)).toList();
    }

    private SumRow row(String label, String href, RunSum sum) {
        return new SumRow(label, href, Figures.grouped(sum.members()), Figures.sum(sum.before()), Figures.sum(sum.earlier()), Figures.sum(sum.sum()),
                signed(sum.change()));
    }

    private void lines(InvoicingRun run, RunFilter filter, int from, RunTotals totals, Model model) {
        RunList.Found found = list.found(run.id(), filter);
        int offset = Math.min(from, found.lines());
        model.addAttribute("filter", filter);
        model.addAttribute("states", choices(LineState.values(), "invoicing.line.", value -> " (" + totals.of(value) + ")"));
        model.addAttribute("differences", choices(LineDifference.Kind.values(), "invoicing.kind.", value -> ""));
        model.addAttribute("flags", choices(LineFlag.values(), "invoicing.flag.", value -> ""));
        model.addAttribute("categoryChoices", choices(Category.values(), "invoicing.category.", value -> ""));
        model.addAttribute("countryChoices", list.countries(run.id()));
        model.addAttribute("orders", ORDERS.stream().map(order -> Choice.of(order, texts.get("invoicing.sort." + order))).toList());
        model.addAttribute("order", RunFilter.order(filter.sort(), filter.down()));
        model.addAttribute("heads", heads(run, filter));
        model.addAttribute("found", Figures.grouped(found.lines()));
        model.addAttribute("lines", list.lines(run.id(), filter, offset, PAGE).stream().map(line -> row(line, run.feeYear())).toList());
        model.addAttribute("linesSum", Figures.sum(found.sum()));
        model.addAttribute("linesBefore", Figures.sum(found.before()));
        model.addAttribute("all", filter.address().isEmpty() ? null : address(run, "", Map.of(), 0) + "#members");
        model.addAttribute("csv", address(run, "/list.csv", filter.address(), 0));
        model.addAttribute("xlsx", address(run, "/list.xlsx", filter.address(), 0));
        model.addAttribute("next", offset + PAGE < found.lines() ? address(run, "", filter.address(), offset + PAGE) + "#members" : null);
        model.addAttribute("previous", offset > 0 ? address(run, "", filter.address(), Math.max(0, offset - PAGE)) + "#members" : null);
    }

    private <E extends Enum<E>> List<Choice> choices(E[] values, String key, Function<E, String> more) {
        return Arrays.stream(values).map(value -> Choice.of(value.name(), texts.get(key + value) + more.apply(value))).toList();
    }

    private List<Head> heads(InvoicingRun run, RunFilter filter) {
        return List.of(head(run, filter, "member", RunFilter.Sort.NAME, false), head(run, filter, "country", RunFilter.Sort.COUNTRY, false),
                new Head(texts.get("invoicing.run.line"), null, null, false), head(run, filter, "amount", RunFilter.Sort.AMOUNT, true),
                head(run, filter, "difference", RunFilter.Sort.CHANGE, false),
                new Head(texts.get("invoicing.run.reason"), null, null, false), new Head(texts.get("invoicing.run.invoice"), null, null, false));
    }

    // A figure is first ordered from the top, a name from the beginning; once more turns it round
    private Head head(InvoicingRun run, RunFilter filter, String key, RunFilter.Sort sort, boolean number) {
        boolean now = filter.sort() == sort;
        boolean first = sort != RunFilter.Sort.NAME && sort != RunFilter.Sort.COUNTRY;
        return new Head(texts.get("invoicing.run." + key, String.valueOf(run.feeYear() - 1)),
                address(run, "", filter.by(sort, now ? !filter.down() : first).address(), 0) + "#members",
                now ? filter.down() ? "descending" : "ascending" : null, number);
    }

    private static String address(InvoicingRun run, String file, Map<String, String> filter, int from) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/office/runs/" + run.feeYear() + file).queryParam("run", run.ordinal());
        filter.forEach((name, value) -> address.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8)));
        return (from == 0 ? address : address.queryParam("from", from)).build(true).toUriString();
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/preview.pdf")
    ResponseEntity<byte[]> preview(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(required = false) String member) {
        InvoicingRun shown = asked.find(feeYear, run);
        byte[] pdf = list.preview(shown.id(), member).orElseThrow(() -> new NotFound(texts.get("invoicing.run.noPreview")));
        return FileAnswer.shown("wego-preview-" + feeYear + ".pdf", pdf);
    }

    private List<Fact> facts(InvoicingRun run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("invoicing.run.kind"), kind(run)));
        facts.add(Fact.of(texts.get("invoicing.run.state"), texts.get("invoicing.state." + run.state())));
        facts.add(Fact.of(texts.get("invoicing.run.opened"), moments.words(run.openedAt())));
        if (run.gdpEdition() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.edition"), texts.get("invoicing.run.editionOf", run.gdpEdition(),
                    String.valueOf(Fees.gdpYear(run.feeYear())))));
        }
        if (run.editionReason() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.editionReason"), run.editionReason()));
        }
        if (run.totalBound() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.bounds"), texts.get("invoicing.run.boundsOf", run.totalBound(), run.feeBound()),
                    safety.standing(run)));
        }
        if (run.preparedAt() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.prepared"), texts.get("invoicing.run.by", moments.words(run.preparedAt()), run.preparedBy())));
        }
        if (run.approvedAt() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.approved"), texts.get("invoicing.run.by", moments.words(run.approvedAt()), run.approvedBy())));
        }
        if (run.approvalNote() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.note"), run.approvalNote()));
        }
        int byPost = bundle.waiting(run.id());
        if (byPost > 0) {
            facts.add(Fact.link(texts.get("invoicing.run.byPost"), texts.get("invoicing.run.byPostWaiting", Figures.grouped(byPost)),
                    "/office/runs/" + run.feeYear() + "/print-bundle?run=" + run.ordinal()));
        }
        if (run.closedAt() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.closed"), moments.words(run.closedAt())));
        }
        return facts;
    }

    private List<Fact> counts(RunTotals totals) {
        return Arrays.stream(LineState.values()).filter(state -> totals.of(state) > 0)
                .map(state -> Fact.of(texts.get("invoicing.line." + state), Figures.grouped(totals.of(state)))).toList();
    }

    private LineRow row(RunLine line, int feeYear) {
        return new LineRow(line.memberNumber(), line.memberName(), line.countryName(), texts.get("invoicing.standing." + line.standing()),
                texts.get("invoicing.line." + line.state()), switch (line.state()) {
                    case INVOICED, EXEMPT -> "done";
                    case PARKED -> "waiting";
                    case DUE, NOT_DUE -> "plain";
                }, line.billed() ? Figures.sum(line.amount()) : "",
                words.difference(line, feeYear), line.difference() != null && line.difference().kind() != LineDifference.Kind.SAME,
                line.flags().stream().filter(flag -> flag != LineFlag.ESTIMATE).map(words::flag).toList(),
                line.reason(), line.assessment() == null ? null : line.assessment().ruleId(), line.invoiceNumber(), line.billed());
    }

    private static String signed(BigDecimal change) {
        return (change.signum() < 0 ? "−" : change.signum() > 0 ? "+" : "") + Figures.sum(change.abs());
    }

    private String kind(InvoicingRun run) {
        return run.ordinal() == 1 ? texts.get("invoicing.runs.yearly") : texts.get("invoicing.runs.supplementary", String.valueOf(run.ordinal() - 1));
    }

    private static String tag(RunState state) {
        return switch (state) {
            case CLOSED -> "done";
            case CANCELLED -> "plain";
            default -> "waiting";
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {

        @Bean
        OfficeEntry runsEntry() {
            return new OfficeEntry("/office/runs", "invoicing.runs.menu", OfficeArea.INVOICES, 55);
        }
    }
}
