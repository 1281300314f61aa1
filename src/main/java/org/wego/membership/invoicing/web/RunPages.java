package org.wego.membership.invoicing.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.invoicing.LineState;
import org.wego.membership.invoicing.RunCsv;
import org.wego.membership.invoicing.RunLine;
import org.wego.membership.invoicing.RunList;
import org.wego.membership.invoicing.RunState;
import org.wego.membership.invoicing.RunTotals;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.OfficeEntry;
import org.wego.membership.site.Texts;

/** The runs, and what each says of every member. It shows; decisions are tasks in Tasklist. */
@Controller
class RunPages {

    private static final int PAGE = 200;

    /** A row of the table of runs. */
    record RunRow(int feeYear, int ordinal, String kind, String state, String tag, String opened, String closed, String invoices, String sum) {
    }

    /** A row of a run's list. */
    record LineRow(String number, String name, String localName, String country, String category, String state, String tag, String amount,
            String reason, String rule, String invoice, boolean previewable) {
    }

    private final InvoicingRuns runs;
    private final RunList list;
    private final RunCsv csv;
    private final Texts texts;
    private final Moments moments;

    RunPages(InvoicingRuns runs, RunList list, RunCsv csv, Texts texts, Moments moments) {
        this.runs = runs;
        this.list = list;
        this.csv = csv;
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
    String one(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int from, Model model) {
        InvoicingRun shown = find(feeYear, run);
        LineState state = Arrays.stream(LineState.values()).filter(value -> value.name().equals(show)).findFirst().orElse(null);
        RunTotals totals = list.totals(shown.id());
        List<RunLine> lines = list.lines(shown.id(), state, q);
        int offset = Math.max(0, Math.min(from, lines.size()));
        model.addAttribute("feeYear", feeYear);
        model.addAttribute("ordinal", shown.ordinal());
        model.addAttribute("heading", texts.get("invoicing.run.title", String.valueOf(feeYear)));
        model.addAttribute("facts", facts(shown));
        model.addAttribute("stale", runs.editionIsStale(shown) ? texts.get("invoicing.run.stale", GdpEditions.month(shown.gdpEdition())) : null);
        model.addAttribute("assessed", totals.members().values().stream().mapToInt(Integer::intValue).sum() > 0);
        model.addAttribute("sum", Figures.usd(totals.sum()));
        model.addAttribute("sumWords", texts.get("invoicing.run.totalWords", Figures.grouped(totals.billed()), String.valueOf(feeYear)));
        model.addAttribute("counts", counts(totals));
        model.addAttribute("unsent", list.unsent(shown.id()).size());
        model.addAttribute("parked", shown.state() == RunState.CLOSED ? totals.of(LineState.PARKED) : 0);
        model.addAttribute("previewable", totals.billed() > 0);
        model.addAttribute("states", Arrays.stream(LineState.values())
                .map(value -> Choice.of(value.name(), texts.get("invoicing.line." + value) + " (" + totals.of(value) + ")")).toList());
        model.addAttribute("show", state == null ? "" : state.name());
        model.addAttribute("q", q);
        model.addAttribute("found", Figures.grouped(lines.size()));
        model.addAttribute("lines", lines.subList(offset, Math.min(lines.size(), offset + PAGE)).stream().map(this::row).toList());
        model.addAttribute("linesSum", Figures.sum(lines.stream().filter(line -> line.state() != LineState.EXEMPT && line.amount() != null)
                .map(RunLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add)));
        model.addAttribute("next", offset + PAGE < lines.size() ? offset + PAGE : null);
        model.addAttribute("previous", offset > 0 ? Math.max(0, offset - PAGE) : null);
        model.addAttribute("others", runs.all(feeYear).size() < 2 ? List.of() : runs.all(feeYear).stream().map(this::row).toList());
        return "office/runs-one";
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/list.csv")
    ResponseEntity<byte[]> csv(@PathVariable int feeYear, @RequestParam(required = false) Integer run) {
        InvoicingRun shown = find(feeYear, run);
        return file("wego-invoicing-" + feeYear + "-" + shown.ordinal() + ".csv", new MediaType("text", "csv", java.nio.charset.StandardCharsets.UTF_8),
                ContentDisposition.attachment(), csv.of(list.lines(shown.id(), null, null)));
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/preview.pdf")
    ResponseEntity<byte[]> preview(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(required = false) String member) {
        InvoicingRun shown = find(feeYear, run);
        byte[] pdf = list.preview(shown.id(), member).orElseThrow(() -> new NotFound(texts.get("invoicing.run.noPreview")));
        return file("wego-preview-" + feeYear + ".pdf", MediaType.APPLICATION_PDF, ContentDisposition.inline(), pdf);
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, ContentDisposition.Builder disposition, byte[] bytes) {
        return ResponseEntity.ok().contentType(type).header(HttpHeaders.CONTENT_DISPOSITION, disposition.filename(name).build().toString()).body(bytes);
    }

    private InvoicingRun find(int feeYear, Integer ordinal) {
        return runs.all(feeYear).stream().filter(run -> ordinal == null || run.ordinal() == ordinal).findFirst()
                .orElseThrow(() -> new NotFound(texts.get("invoicing.run.missing", String.valueOf(feeYear))));
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
        if (run.preparedAt() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.prepared"), texts.get("invoicing.run.by", moments.words(run.preparedAt()), run.preparedBy())));
        }
        if (run.approvedAt() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.approved"), texts.get("invoicing.run.by", moments.words(run.approvedAt()), run.approvedBy())));
        }
        if (run.approvalNote() != null) {
            facts.add(Fact.of(texts.get("invoicing.run.note"), run.approvalNote()));
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

    private LineRow row(RunLine line) {
        boolean billed = line.state() == LineState.DUE || line.state() == LineState.INVOICED;
        return new LineRow(line.memberNumber(), line.memberName(), line.localName(), line.countryName(), texts.get("invoicing.standing." + line.standing()),
                texts.get("invoicing.line." + line.state()), switch (line.state()) {
                    case INVOICED, EXEMPT -> "done";
                    case PARKED -> "waiting";
                    case DUE, NOT_DUE -> "plain";
                }, billed ? Figures.sum(line.amount()) : "", line.reason(), line.assessment() == null ? null : line.assessment().ruleId(),
                line.invoiceNumber(), billed);
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
            return new OfficeEntry("/office/runs", "invoicing.runs.menu", 55);
        }
    }
}
