package org.wego.membership.fee.web;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeCharts;
import org.wego.membership.member.Category;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** From what to what each category pays, for the page that says what membership is: {@code @feeRanges}. */
@Component("feeRanges")
public class FeeRanges {

    private final FeeCharts charts;
    private final FeeAsk ask;
    private final Texts texts;

    FeeRanges(FeeCharts charts, FeeAsk ask, Texts texts) {
        this.charts = charts;
        this.ask = ask;
        this.texts = texts;
    }

    /** "USD 400 – 10,000", by the chart of the year in which who joins now pays first. */
    public String of(String category) {
        Category wanted = Category.valueOf(category);
        List<BigDecimal> amounts = charts.grids(charts.inForce(ask.usualYear()).version()).stream().filter(grid -> grid.category() == wanted)
                .flatMap(grid -> grid.cells().values().stream()).flatMap(row -> row.values().stream()).map(FeeCharts.Cell::amount)
                .sorted(Comparator.naturalOrder()).toList();
        BigDecimal least = amounts.get(0);
        BigDecimal most = amounts.get(amounts.size() - 1);
        return least.equals(most) ? Figures.usd(least) : texts.get("fee.range", Figures.usd(least), Figures.sum(most));
    }
}
