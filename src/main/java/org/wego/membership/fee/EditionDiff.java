package org.wego.membership.fee;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an edition says otherwise than the one before it.
 *
 * @param appeared economies that the one before didn't have
 * @param vanished economies that only the one before had
 * @param lost     economies of both whose figure of the year that serves is gone
 * @param gained   economies of both that have a figure of that year now
 * @param moved    figures that moved by more than a tenth: of each economy that of the year that serves, or else the one that
 *                 moved furthest; the year that serves first, then by how far
 */
public record EditionDiff(List<Economy> appeared, List<Economy> vanished, List<Economy> lost, List<Economy> gained, List<Move> moved) {

    /** More than this part of the figure before is told. */
    private static final BigDecimal TOLD = new BigDecimal("0.10");

    /** An economy by the file's name for it. */
    public record Economy(String country, String name) {
    }

    /**
     * A figure that moved.
     *
     * @param percent by how much of what it was, with one decimal
     * @param serves  whether fees go by that year
     */
    public record Move(String country, String name, int year, BigDecimal before, BigDecimal after, BigDecimal percent, boolean serves) {
    }

    /** @param servingYear the year whose figures the next fees go by */
    static EditionDiff of(EditionFigures before, EditionFigures after, int servingYear) {
        List<Economy> appeared = new ArrayList<>();
        List<Economy> vanished = new ArrayList<>();
        List<Economy> lost = new ArrayList<>();
        List<Economy> gained = new ArrayList<>();
        List<Move> moved = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(before.economies().keySet());
        all.addAll(after.economies().keySet());
        for (String country : all) {
            GdpEditions.Coverage was = before.economies().get(country);
            GdpEditions.Coverage is = after.economies().get(country);
            if (was == null) {
                appeared.add(new Economy(country, is.name()));
            } else if (is == null) {
                vanished.add(new Economy(country, was.name()));
            } else {
                boolean had = was.figures().containsKey(servingYear);
                boolean has = is.figures().containsKey(servingYear);
                if (had != has) {
                    (had ? lost : gained).add(new Economy(country, is.name()));
                }
                move(country, was, is, servingYear, moved);
            }
        }
        moved.sort(Comparator.comparing((Move move) -> !move.serves()).thenComparing(move -> move.percent().abs().negate()).thenComparing(Move::country));
        return new EditionDiff(appeared, vanished, lost, gained, moved);
    }

    private static void move(String country, GdpEditions.Coverage was, GdpEditions.Coverage is, int servingYear, List<Move> moved) {
        Move furthest = null;
        for (Map.Entry<Integer, BigDecimal> figure : is.figures().entrySet()) {
            BigDecimal before = was.figures().get(figure.getKey());
            if (before == null) {
                continue;
            }
            BigDecimal by = figure.getValue().subtract(before).divide(before, 6, RoundingMode.HALF_EVEN);
            if (by.abs().compareTo(TOLD) <= 0) {
                continue;
            }
            Move move = new Move(country, is.name(), figure.getKey(), before, figure.getValue(), by.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN),
                    figure.getKey() == servingYear);
            if (move.serves()) {
                moved.add(move);
                return;
            }
            int further = furthest == null ? 1 : move.percent().abs().compareTo(furthest.percent().abs());
            if (further > 0 || further == 0 && move.year() > furthest.year()) {
                furthest = move;
            }
        }
        if (furthest != null) {
            moved.add(furthest);
        }
    }
}
