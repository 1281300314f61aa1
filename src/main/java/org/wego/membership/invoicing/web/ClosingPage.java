package org.wego.membership.invoicing.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.RunClosing;
import org.wego.membership.invoicing.RunFiles;
import org.wego.membership.invoicing.RunLine;
import org.wego.membership.invoicing.RunPauses;
import org.wego.membership.invoicing.RunState;
import org.wego.membership.letter.LetterDesk;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Moments;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** What came of a run, to read, to print and to take away. */
@Controller
class ClosingPage {

    /** A line of the account: what was approved, what became of it. */
    record Account(String label, String invoices, String sum, boolean total) {
    }

    /** Members that were not invoiced for one reason. */
    record GroupRow(String decision, String why, String members, String before) {
    }

    /** A member that was not invoiced. */
    record MissedRow(String number, String name, String country, String decision, String tag, String why, String before) {
    }

    /** A letter that has not arrived. */
    record LetterRow(String invoice, String member, String state, String tag, String to, String why) {
    }

    private final AskedRun asked;
    private final RunClosing closing;
    private final RunPauses pauses;
    private final RunFiles files;
    private final OrganisationCalendar calendar;
    private final Moments moments;
    private final Texts texts;

    ClosingPage(AskedRun asked, RunClosing closing, RunPauses pauses, RunFiles files, OrganisationCalendar calendar, Moments moments, Texts texts) {
        this.asked = asked;
        this.closing = closing;
        this.pauses = pauses;
        this.files = files;
        this.calendar = calendar;
        this.moments = moments;
        this.texts = texts;
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/closing")
    String page(@PathVariable int feeYear, @RequestParam(required = false) Integer run, Model model) {
        InvoicingRun shown = find(feeYear, run);
        RunClosing.Report report = closing.of(shown);
        model.addAttribute("feeYear", feeYear);
        model.addAttribute("ordinal", shown.ordinal());
        model.addAttribute("lastYear", String.valueOf(feeYear - 1));
        model.addAttribute("heading", texts.get(shown.ordinal() == 1 ? "invoicing.closing.title" : "invoicing.closing.titleOf", String.valueOf(feeYear),
                shown.ordinal() - 1));
        model.addAttribute("asOf", texts.get("invoicing.closing.asOf", moments.words(calendar.now())));
        model.addAttribute("addsUp", report.addsUp());
        model.addAttribute("facts", facts(shown));
        model.addAttribute("account", account(report));
        model.addAttribute("became", became(report));
        model.addAttribute("groups", report.groups().stream().map(this::row).toList());
        model.addAttribute("notInvoiced", Figures.grouped(report.notInvoiced()));
        model.addAttribute("missed", closing.missed(shown).stream().map(this::row).toList());
        model.addAttribute("letters", letters(report));
        model.addAttribute("undelivered", report.undelivered().stream().map(this::row).toList());
        return "office/runs-closing";
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/closing.csv")
    void csv(@PathVariable int feeYear, @RequestParam(required = false) Integer run, HttpServletResponse response) throws IOException {
        InvoicingRun shown = find(feeYear, run);
        RunDownloads.file(response, RunDownloads.CSV, "wego-invoicing-closing", shown, "csv");
        files.closingCsv(shown, closing.of(shown), response.getOutputStream());
    }

    private InvoicingRun find(int feeYear, Integer ordinal) {
        InvoicingRun run = asked.find(feeYear, ordinal);
        if (run.state() != RunState.CLOSED) {
            throw new NotFound(texts.get("invoicing.closing.notYet", String.valueOf(feeYear)));
        }
        return run;
    }

    private List<Fact> facts(InvoicingRun run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(texts.get("invoicing.run.prepared"), texts.get("invoicing.run.by", moments.words(run.preparedAt()), run.preparedBy())));
        facts.add(Fact.of(texts.get("invoicing.run.approved"), texts.get("invoicing.run.by", moments.words(run.approvedAt()), run.approvedBy()), run.approvalNote()));
        for (RunPauses.Pause pause : pauses.all(run.id())) {
            facts.add(Fact.of(texts.get("invoicing.closing.paused"), texts.get("invoicing.closing.pausedFrom", moments.words(pause.from()), moments.words(pause.until())),
                    texts.get("invoicing.closing.pausedWhy", pause.by(), pause.reason())));
        }
        facts.add(Fact.of(texts.get("invoicing.run.closed"), moments.words(run.closedAt())));
        return facts;
    }

    private List<Account> account(RunClosing.Report report) {
        List<Account> account = new ArrayList<>();
        account.add(line("invoicing.closing.issued", report.issued(), false));
        account.add(line("invoicing.closing.putAside", report.putAside(), false));
        if (report.approved() != null) {
            account.add(line("invoicing.closing.approved", report.approved(), true));
        }
        return account;
    }

    private List<Account> became(RunClosing.Report report) {
        List<Account> became = new ArrayList<>();
        report.became().forEach((state, part) -> became.add(line("invoicing.closing.became." + state, part, false)));
        became.add(line("invoicing.closing.issued", report.issued(), true));
        return became;
    }

    private Account line(String label, RunClosing.Part part, boolean total) {
        return new Account(texts.get(label), Figures.grouped(part.invoices()), Figures.sum(part.sum()), total);
    }

    private GroupRow row(RunClosing.Group group) {
        String code = group.code() == null ? "" : group.code();
        return new GroupRow(texts.get("invoicing.line." + group.state()), texts.or(code, "invoicing.closing.reason." + code), Figures.grouped(group.members()),
                sum(group.before()));
    }

    private MissedRow row(RunLine line) {
        BigDecimal before = line.difference() == null ? null : line.difference().before();
        return new MissedRow(line.memberNumber(), line.memberName(), line.countryName(), texts.get("invoicing.line." + line.state()), switch (line.state()) {
            case EXEMPT -> "done";
            case PARKED -> "waiting";
            default -> "plain";
        }, line.reason(), before == null ? "" : sum(before));
    }

    private static String sum(BigDecimal amount) {
        return amount.signum() == 0 ? "" : Figures.sum(amount);
    }

    private List<Fact> letters(RunClosing.Report report) {
        List<Fact> facts = new ArrayList<>();
        for (LetterDesk.State state : LetterDesk.State.values()) {
            long count = report.posted().getOrDefault(state, 0L);
            if (count > 0) {
                facts.add(Fact.of(texts.get("invoicing.closing.letter." + state), Figures.grouped(count)));
            }
        }
        if (report.withoutMail() > 0) {
            facts.add(Fact.of(texts.get("invoicing.closing.withoutMail"), Figures.grouped(report.withoutMail())));
        }
        if (report.doubtful() > 0) {
            facts.add(Fact.of(texts.get("invoicing.closing.doubtful"), Figures.grouped(report.doubtful()), texts.get("invoicing.closing.doubtfulWhat")));
        }
        return facts;
    }

    private LetterRow row(RunClosing.Undelivered letter) {
        return new LetterRow(letter.invoice(), letter.member(), texts.get("invoicing.closing.letter." + letter.state()),
                letter.state() == LetterDesk.State.REFUSED ? "fault" : "waiting", letter.to(), letter.why());
    }
}
