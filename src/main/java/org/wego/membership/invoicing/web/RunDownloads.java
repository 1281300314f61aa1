package org.wego.membership.invoicing.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.RunFiles;
import org.wego.membership.invoicing.RunFilter;
import org.wego.membership.site.FileAnswer;

/** A run to take away, with the filter and the order of the page it is taken from. */
@Controller
class RunDownloads {

    static final String CSV = "text/csv;charset=UTF-8";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final AskedRun asked;
    private final RunFiles files;

    RunDownloads(AskedRun asked, RunFiles files) {
        this.asked = asked;
        this.files = files;
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/list.csv")
    void csv(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam Map<String, String> address, HttpServletResponse response)
            throws IOException {
        InvoicingRun shown = asked.find(feeYear, run);
        file(response, CSV, "wego-invoicing", shown, "csv");
        files.csv(shown, RunFilter.of(address), response.getOutputStream());
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/list.xlsx")
    void workbook(@PathVariable int feeYear, @RequestParam(required = false) Integer run, @RequestParam Map<String, String> address,
            HttpServletResponse response) throws IOException {
        InvoicingRun shown = asked.find(feeYear, run);
        file(response, WORKBOOK, "wego-invoicing", shown, "xlsx");
        files.workbook(shown, RunFilter.of(address), response.getOutputStream());
    }

    @GetMapping("/office/runs/{feeYear:\\d{4}}/totals.csv")
    void totals(@PathVariable int feeYear, @RequestParam(required = false) Integer run, HttpServletResponse response) throws IOException {
        InvoicingRun shown = asked.find(feeYear, run);
        file(response, CSV, "wego-invoicing-totals", shown, "csv");
        files.totalsCsv(shown, response.getOutputStream());
    }

    static void file(HttpServletResponse response, String type, String name, InvoicingRun run, String end) {
        FileAnswer.saved(response, name + "-" + run.feeYear() + "-" + run.ordinal() + "." + end, type);
    }
}
