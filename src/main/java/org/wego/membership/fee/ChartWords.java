package org.wego.membership.fee;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.wego.membership.member.Category;
import org.wego.membership.site.Texts;

/** How charts, their cells and their faults are said. */
@Component
public class ChartWords {

    private final Texts texts;

    ChartWords(Texts texts) {
        this.texts = texts;
    }

    /** "Cities and local governments: 500,000 – 1 million inhabitants × GDP 10,000–20,000"; a missing axis isn't said. */
    public String cell(Category category, Band row, Band column) {
        List<String> axes = new ArrayList<>();
        if (row != null) {
            axes.add(texts.get("fee.charts.row." + category, row(category, row)));
        }
        if (column != null) {
            axes.add(texts.get("fee.chart.column", band(column)));
        }
        String chart = texts.get("fee.chart." + category);
        return axes.isEmpty() ? chart : texts.get("fee.charts.cell", chart, String.join(" × ", axes));
    }

    /** A row's band, as its category counts. */
    public String row(Category category, Band row) {
        return category == Category.CORPORATE ? row.counted(texts.get("fee.band.under"), texts.get("fee.band.orMore")) : band(row);
    }

    /** A band of inhabitants or dollars. */
    public String band(Band band) {
        return band.words(texts.get("fee.band.under"), texts.get("fee.band.orMore"));
    }

    String of(ChartFault fault) {
        String what = texts.get("fee.charts.refused." + fault.why(), fault.words().toArray());
        ChartFault.Place place = fault.place();
        if (place == null) {
            return what;
        }
        String rules = place.rules().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String rule = place.rules().isEmpty() ? null
                : texts.get(fault.why() == ChartFault.Why.GAP ? "fee.charts.beside" : place.rules().size() == 1 ? "fee.charts.rule" : "fee.charts.rules", rules);
        String where = place.category() == null ? rule : cell(place.category(), place.row(), place.column()) + (rule == null ? "" : " (" + rule + ")");
        return texts.get("fee.charts.refused.at", where, what);
    }
}
