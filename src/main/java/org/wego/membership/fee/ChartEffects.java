package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.FeeCharts.Cell;
import org.wego.membership.fee.FeeCharts.Grid;
import org.wego.membership.member.Member;
import org.wego.membership.member.Members;

/** What another chart would do to the members' fees. */
@Component
public class ChartEffects {

    /**
     * The paying members of a fee year under another chart, by the register as it stands and by the latest edition; fees as the
     * chart says them, before exemptions and reductions.
     *
     * @param gdpYear   the year whose GDP figures were taken: the fee year less two, or the edition's last year where that lies beyond
     * @param ahead     whether the fee year's own figures aren't published yet
     * @param edition   null where none is here
     * @param changed   whose fee is another, the largest changes first
     * @param unchanged how many pay the same
     * @param unknown   of how many no fee can be told, by either chart
     * @param before    what all whose fee can be told pay together, in USD
     * @param after     and by the other chart
     */
    public record Effects(int gdpYear, boolean ahead, GdpEdition edition, List<Changed> changed, int unchanged, int unknown, BigDecimal before, BigDecimal after) {
    }

    /** A member with its fee by either chart, in USD. */
    public record Changed(Member member, BigDecimal before, BigDecimal after) {
    }

    private final Members members;
    private final GdpEditions editions;

    ChartEffects(Members members, GdpEditions editions) {
        this.members = members;
        this.editions = editions;
    }

    Effects of(int feeYear, List<Grid> before, List<Grid> after) {
        Optional<GdpEdition> edition = editions.latest();
        Optional<EditionFigures> figures = edition.flatMap(latest -> editions.figures(latest.id()));
        int gdpYear = edition.map(latest -> Math.min(latest.lastYear(), Fees.gdpYear(feeYear))).orElse(Fees.gdpYear(feeYear));
        List<Changed> changed = new ArrayList<>();
        int unchanged = 0;
        int unknown = 0;
        BigDecimal was = BigDecimal.ZERO;
        BigDecimal is = BigDecimal.ZERO;
        for (Member member : members.payingMembers(feeYear)) {
            Optional<BigDecimal> old = fee(before, member, figures, gdpYear);
            if (old.isEmpty()) {
                unknown++;
                continue;
            }
            BigDecimal now = fee(after, member, figures, gdpYear).orElseThrow();
            was = was.add(old.get());
            is = is.add(now);
            if (now.compareTo(old.get()) == 0) {
                unchanged++;
            } else {
                changed.add(new Changed(member, old.get(), now));
            }
        }
        changed.sort(Comparator.comparing((Changed one) -> one.after().subtract(one.before()).abs()).reversed().thenComparing(one -> one.member().number()));
        return new Effects(gdpYear, gdpYear < Fees.gdpYear(feeYear), edition.orElse(null), changed, unchanged, unknown, was, is);
    }

    /** What a chart says of a member, without asking the engine: a register of thousands is looked through while a page is made. */
    private static Optional<BigDecimal> fee(List<Grid> charts, Member member, Optional<EditionFigures> figures, int gdpYear) {
        Grid chart = charts.stream().filter(grid -> grid.category() == member.category()).findFirst().orElseThrow();
        Optional<BigDecimal> gdp = figures.flatMap(all -> all.figure(member.country(), gdpYear)).map(GdpFigure::value);
        return switch (member.category()) {
            case FULL -> counted(member.population()).flatMap(people -> gdp.map(dollars -> chart.at(people, dollars).amount()));
            case FRIENDSHIP -> gdp.map(dollars -> chart.at(null, dollars)).map(Cell::amount);
            case CORPORATE -> counted(member.employees()).map(people -> chart.at(people, null).amount());
        };
    }

    private static Optional<BigDecimal> counted(Long people) {
        return people == null || people <= 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(people));
    }
}
