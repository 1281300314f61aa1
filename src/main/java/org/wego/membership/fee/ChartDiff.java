package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.wego.membership.member.Category;

/** Where a chart asks another fee than the one before it. */
public final class ChartDiff {

    /**
     * A cell whose fee changes, or the part of a cell where bands were moved.
     *
     * @param row    null where the category has no rows
     * @param column null where the category has no columns
     * @param before in USD
     * @param after  in USD
     */
    public record Change(Category category, Band row, Band column, BigDecimal before, BigDecimal after) {
    }

    private ChartDiff() {
    }

    static List<Change> of(List<FeeCharts.Grid> before, List<FeeCharts.Grid> after) {
        List<Change> changes = new ArrayList<>();
        for (FeeCharts.Grid is : after) {
            FeeCharts.Grid was = before.stream().filter(grid -> grid.category() == is.category()).findFirst().orElseThrow();
            for (Band row : Band.cut(Stream.concat(was.rows().stream(), is.rows().stream()).toList())) {
                for (Band column : Band.cut(Stream.concat(was.columns().stream(), is.columns().stream()).toList())) {
                    BigDecimal old = at(was, row, column).amount();
                    BigDecimal now = at(is, row, column).amount();
                    if (old.compareTo(now) != 0) {
                        changes.add(new Change(is.category(), row, column, old, now));
                    }
                }
            }
        }
        return changes;
    }

    // No band of either chart is narrower than these, so where one begins its cell is the same to its end
    private static FeeCharts.Cell at(FeeCharts.Grid grid, Band row, Band column) {
        return grid.at(row == null ? null : BigDecimal.valueOf(row.begin()), column == null ? null : BigDecimal.valueOf(column.begin()));
    }
}
