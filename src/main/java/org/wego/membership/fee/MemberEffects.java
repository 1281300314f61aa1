package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.stereotype.Component;
import org.wego.membership.member.Category;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** What figures that aren't imported yet would do to the members' fees. */
@Component
public class MemberEffects {

    /**
     * The paying members of a fee year under other figures.
     *
     * @param changed   whose band or fee is another
     * @param parked    whose fee couldn't be told
     * @param unchanged everybody else
     */
    public record Effects(int feeYear, List<Changed> changed, List<Parked> parked, int unchanged) {
    }

    /** @param before null where the fee can't be told by the figures that serve now */
    public record Changed(Member member, FeeAssessment before, FeeAssessment after) {
    }

    /** @param already whether the figures that serve now can't tell the fee either */
    public record Parked(Member member, String why, boolean already) {
    }

    private final Members members;
    private final Fees fees;
    private final FeeCharts charts;

    MemberEffects(Members members, Fees fees, FeeCharts charts) {
        this.members = members;
        this.fees = fees;
        this.charts = charts;
    }

    /** @param before the figures that serve now, empty where there are none */
    Effects of(int feeYear, Optional<EditionFigures> before, EditionFigures after) {
        TreeSet<Long> edges = edges(feeYear);
        Map<String, Boolean> steady = new HashMap<>();
        List<Changed> changed = new ArrayList<>();
        List<Parked> parked = new ArrayList<>();
        int unchanged = 0;
        for (Member member : members.payingMembers(feeYear)) {
            boolean same = member.category() == Category.CORPORATE || member.country() != null && before.isPresent() && steady.computeIfAbsent(member.country(),
                    country -> steady(before.get(), after, country, Fees.gdpYear(feeYear), edges));
            FeeQuestion question = FeeQuestion.of(member, feeYear, null);
            if (same && answerable(member)) {
                unchanged++;
                continue;
            }
            Optional<FeeAnswer> was = before.map(figures -> fees.assess(question, figures));
            FeeAnswer is = fees.assess(question, after);
            if (is instanceof FeeUnknown unknown) {
                parked.add(new Parked(member, unknown.words(), was.filter(FeeUnknown.class::isInstance).isPresent()));
            } else if (was.isPresent() && was.get() instanceof FeeAssessment old) {
                FeeAssessment fee = (FeeAssessment) is;
                if (old.ruleId().equals(fee.ruleId()) && old.amount().compareTo(fee.amount()) == 0) {
                    unchanged++;
                } else {
                    changed.add(new Changed(member, old, fee));
                }
            } else {
                changed.add(new Changed(member, null, (FeeAssessment) is));
            }
        }
        // what is new is what somebody must look at
        parked.sort(Comparator.comparing(Parked::already));
        return new Effects(feeYear, changed, parked, unchanged);
    }

    private static boolean answerable(Member member) {
        return switch (member.category()) {
            case FULL -> member.population() != null && member.population() > 0;
            case CORPORATE -> member.employees() != null && member.employees() > 0;
            case FRIENDSHIP -> true;
        };
    }

    // No edge of the chart between the two figures: no fee can change, whoever the member. It spares thousands of evaluations
    private static boolean steady(EditionFigures before, EditionFigures after, String country, int year, TreeSet<Long> edges) {
        Optional<BigDecimal> was = before.figure(country, year).map(GdpFigure::value);
        Optional<BigDecimal> is = after.figure(country, year).map(GdpFigure::value);
        if (was.isEmpty() || is.isEmpty()) {
            return false;
        }
        BigDecimal low = was.get().min(is.get());
        BigDecimal high = was.get().max(is.get());
        return edges.stream().map(BigDecimal::valueOf).noneMatch(edge -> low.compareTo(edge) < 0 && high.compareTo(edge) >= 0);
    }

    private TreeSet<Long> edges(int feeYear) {
        TreeSet<Long> edges = new TreeSet<>();
        for (FeeCharts.Grid grid : charts.grids(charts.inForce(feeYear).version())) {
            for (Band column : grid.columns()) {
                if (column != null && column.from() != null) {
                    edges.add(column.from());
                }
                if (column != null && column.to() != null) {
                    edges.add(column.to());
                }
            }
        }
        return edges;
    }
}
