package org.wego.membership.invoicing.web;

import java.security.Principal;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.engine.OrganisationCalendar;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.PrintBundle;
import org.wego.membership.invoicing.Usd;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.FileAnswer;
import org.wego.membership.site.InvalidInput;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** What of a run goes by post: printed here, and noted here when it was posted. */
@Controller
class PrintPages {

    /** A row of the table. */
    record Row(String number, String name, String memberNumber, String address, String amount, boolean waits, String posted) {
    }

    private final AskedRun asked;
    private final PrintBundle bundle;
    private final OrganisationCalendar calendar;
    private final Texts texts;

    PrintPages(AskedRun asked, PrintBundle bundle, OrganisationCalendar calendar, Texts texts) {
        this.asked = asked;
        this.bundle = bundle;
        this.calendar = calendar;
        this.texts = texts;
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/print-bundle")
    String page(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(defaultValue = "") String done, Model model) {
        if (done.matches("\\d{1,6}")) {
            model.addAttribute("done", texts.get("invoicing.post.done", done));
        }
        return page(asked.find(feeYear, run), calendar.today().toString(), null, null, model);
    }

    private String page(InvoicingRun run, String postedOn, List<String> ticked, Faults faults, Model model) {
        List<PrintBundle.Item> items = bundle.of(run.id());
        int waiting = (int) items.stream().filter(PrintBundle.Item::waits).count();
        model.addAttribute("feeYear", run.feeYear());
        model.addAttribute("ordinal", run.ordinal());
        model.addAttribute("heading", texts.get("invoicing.post.page", String.valueOf(run.feeYear())));
        model.addAttribute("rows", items.stream().map(PrintPages.this::row).toList());
        model.addAttribute("waiting", waiting);
        model.addAttribute("parts", java.util.stream.IntStream.rangeClosed(1, (waiting + PrintBundle.PART - 1) / PrintBundle.PART).boxed().toList());
        model.addAttribute("postedOn", postedOn);
        model.addAttribute("ticked", ticked);
        model.addAttribute("faults", faults);
        return "office/print-bundle";
    }

    private Row row(PrintBundle.Item item) {
        return new Row(item.number(), item.memberName(), item.memberNumber(), item.address() + "\n" + item.countryName(), Figures.sum(item.amount()),
                item.waits(), item.waits() ? texts.get("invoicing.post.waits") : texts.get("invoicing.post.postedBy", Usd.day(item.postedOn()), item.postedBy()));
    }

    /** A part of what waits to be posted, or one invoice once more, whether it was posted or not. */
    @GetMapping("/office/runs/{feeYear:\\d{4}}/print-bundle.pdf")
    ResponseEntity<byte[]> print(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(defaultValue = "1") int part,
            @RequestParam(required = false) String number) {
        List<PrintBundle.Item> items = bundle.of(asked.find(feeYear, run).id()).stream()
                .filter(item -> number == null ? item.waits() : item.number().equals(number))
                .skip((long) PrintBundle.PART * (Math.max(1, part) - 1)).limit(PrintBundle.PART).toList();
        if (items.isEmpty()) {
            throw new NotFound(texts.get("invoicing.post.nothing"));
        }
        return FileAnswer.shown("wego-by-post-" + feeYear + (part > 1 ? "-" + part : "") + ".pdf", bundle.print(items));
    }

    @PostMapping("/office/runs/{feeYear:\\d{4}}/print-bundle")
    @PreAuthorize("hasAnyRole('treasurer', 'secretariat')")
    String posted(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam(defaultValue = "") String postedOn,
            @RequestParam(defaultValue = "") List<String> numbers, Principal account, Model model, HttpServletResponse response) {
        InvoicingRun of = asked.find(feeYear, run);
        try {
            int noted = bundle.posted(of.id(), numbers, postedOn, account.getName());
            return "redirect:/office/runs/" + feeYear + "/print-bundle?run=" + of.ordinal() + "&done=" + noted;
        } catch (InvalidInput invalid) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(of, postedOn, numbers, Faults.of(invalid), model);
        }
    }
}
