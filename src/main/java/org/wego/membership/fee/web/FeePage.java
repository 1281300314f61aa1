package org.wego.membership.fee.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wego.membership.fee.FeeAnswer;
import org.wego.membership.fee.FeeAssessment;
import org.wego.membership.fee.FeeChart;
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
import org.wego.membership.site.Texts;

/** What would we pay, and why. The question stands in the address bar; the charts are read from the table that computes. */
@Controller
class FeePage {

    private final FeeAsk ask;
    private final Fees fees;
    private final FeeCharts charts;
    private final ChartViews views;
    private final GdpEditions editions;
    private final Countries countries;
    private final Texts texts;

    FeePage(FeeAsk ask, Fees fees, FeeCharts charts, ChartViews views, GdpEditions editions, Countries countries, Texts texts) {
        this.ask = ask;
        this.fees = fees;
        this.charts = charts;
        this.views = views;
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
        FeeChart chart = charts.inForce(year);
        String fired = rule;
        String yours = texts.get("fee.chart.yours");
        model.addAttribute("chart", chart);
        model.addAttribute("charts", charts.grids(chart.version()).stream()
                .map(grid -> views.of(grid, (row, column) -> grid.cell(row, column).ruleId().equals(fired) ? yours : null)).toList());
        model.addAttribute("edition", editions.latest().orElse(null));
        model.addAttribute("categories", Arrays.stream(Category.values())
                .map(c -> new Choice(c.name(), texts.get("fee.category." + c), texts.get("fee.category." + c + ".hint"))).toList());
        model.addAttribute("countries", countries.all().stream().map(c -> Choice.of(c.alpha3(), c.name())).toList());
        return new ModelAndView("fee/fees", faults.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
    }
}
