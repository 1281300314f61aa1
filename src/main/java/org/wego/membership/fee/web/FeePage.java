package org.wego.membership.fee.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.fee.Band;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.fee.FeeQuestion;
import org.wego.membership.fee.FeeUnknown;
import org.wego.membership.fee.Fees;
import org.wego.membership.fee.GdpEdition;
import org.wego.membership.fee.GdpEditions;
import org.wego.membership.member.Category;
import org.wego.membership.member.Countries;
import org.wego.membership.site.Choice;
import org.wego.membership.site.Faults;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** What would we pay, and why. The question stands in the address bar; the charts are read from the table that computes. */
@Controller
class FeePage {

    /** A cell as shown, with its column's words for narrow screens. */
    record CellView(String column, String amount, boolean yours) {
    }

    /** A row as shown: its band in words and its cells. */
    record RowView(String band, List<CellView> cells) {
    }

    /** A chart as shown; {@code bands} says what its rows are. */
    record ChartView(Category category, String title, String words, String bands, List<String> columns, List<RowView> rows) {
    }

    private final FeeAsk ask;
    private final Fees fees;
    private final FeeCharts charts;
    private final GdpEditions editions;
    private final Countries countries;
    private final Texts texts;

    FeePage(FeeAsk ask, Fees fees, FeeCharts charts, GdpEditions editions, Countries countries, Texts texts) {
        this.ask = ask;
        this.fees = fees;
        this.charts = charts;
        this.editions = editions;
        this.countries = countries;
        this.texts = texts;
    }

    @GetMapping("/fees")
    ModelAndView fees(@RequestParam Map<String, String> sent, Model model) {
        Map<String, String> typed = new HashMap<>(Map.of("category", "", "country", "", "population", "", "employees", "", "year", ""));
        typed.keySet().forEach(field -> typed.put(field, sent.getOrDefault(field, "")));
        boolean asked = typed.values().stream().anyMatch(value -> !value.isBlank());
        Faults faults = new Faults();
        int year = ask.usualYear();
        String rule = null;
        if (asked) {
            FeeQuestion question = ask.read(typed, faults);
            if (question != null) {
                year = question.feeYear();
                FeeAnswer answer = fees.assess(question);
                if (answer instanceof FeeAssessment fee) {
                    rule = fee.ruleId();
                    int end = fee.sentence().indexOf(": ");
                    model.addAttribute("sum", fee.sentence().substring(0, end));
                    model.addAttribute("reason", texts.get("fee.reason", fee.sentence().substring(end + 2), String.valueOf(year)));
                    model.addAttribute("attribution", fee.gdp() == null ? null : editions.find(fee.gdp().edition()).map(GdpEdition::attribution).orElse(null));
                } else {
                    model.addAttribute("unknown", ((FeeUnknown) answer).words());
                }
            }
        }
        model.addAttribute("typed", typed);
        model.addAttribute("faults", faults);
        model.addAttribute("year", String.valueOf(year));
        model.addAttribute("gdpYear", String.valueOf(Fees.gdpYear(year)));
        model.addAttribute("chart", charts.inForce(year));
        String fired = rule;
        model.addAttribute("charts", charts.grids().stream().map(grid -> view(grid, fired)).toList());
        model.addAttribute("edition", editions.latest().orElse(null));
        model.addAttribute("categories", Arrays.stream(Category.values())
                .map(c -> new Choice(c.name(), texts.get("fee.category." + c), texts.get("fee.category." + c + ".hint"))).toList());
        model.addAttribute("countries", countries.all().stream().map(c -> Choice.of(c.alpha3(), c.name())).toList());
        return new ModelAndView("fee/fees", faults.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
    }

    private ChartView view(FeeCharts.Grid grid, String fired) {
        String under = texts.get("fee.band.under");
        String orMore = texts.get("fee.band.orMore");
        String title = texts.get("fee.chart." + grid.category());
        String bands = texts.get("fee.chart." + grid.category() + ".rows");
        String words = texts.get("fee.chart." + grid.category() + ".words");
        boolean company = grid.category() == Category.CORPORATE;
        List<String> columns = grid.columns().stream().map(b -> b == null ? texts.get("fee.chart.fee") : b.words(under, orMore)).toList();
        // one line of bands reads better from top to bottom than from left to right
        if (grid.category() == Category.FRIENDSHIP) {
            List<RowView> rows = new ArrayList<>();
            for (Band column : grid.columns()) {
                rows.add(new RowView(column.words(under, orMore), List.of(cell(grid.cells().get(null).get(column), texts.get("fee.chart.fee"), fired))));
            }
            return new ChartView(grid.category(), title, words, bands, List.of(texts.get("fee.chart.fee")), rows);
        }
        return new ChartView(grid.category(), title, words, bands, columns, grid.rows().stream().map(row -> new RowView(
                company ? row.counted(under, orMore) : row.words(under, orMore),
                grid.columns().stream().map(column -> cell(grid.cells().get(row).get(column),
                        column == null ? texts.get("fee.chart.fee") : texts.get("fee.chart.column", column.words(under, orMore)), fired)).toList())).toList());
    }

    private static CellView cell(FeeCharts.Cell cell, String column, String fired) {
        BigDecimal amount = cell.amount();
        return new CellView(column, Figures.sum(amount), cell.ruleId().equals(fired));
    }
}
