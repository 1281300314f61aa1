package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.wego.membership.site.Figures;

/**
 * A band of the chart: from its lower bound (included) up to its upper bound (not included).
 *
 * @param from null: no lower bound
 * @param to   null: no upper bound
 */
public record Band(Long from, Long to) {

    private static final Pattern RANGE = Pattern.compile("\\[\\s*([\\d.]+)\\s*\\.\\.\\s*([\\d.]+)\\s*([)\\[\\]])");
    private static final Pattern LESS = Pattern.compile("<\\s*([\\d.]+)");
    private static final Pattern ATLEAST = Pattern.compile(">=\\s*([\\d.]+)");

    /** The band that a decision table's input entry states, or empty where the table doesn't look at that input. */
    static Optional<Band> read(String entry) {
        String text = entry == null ? "" : entry.strip();
        if (text.isEmpty() || text.equals("-")) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            // in whole numbers a band that includes its upper bound ends before the next one
            long to = whole(range.group(2));
            return Optional.of(new Band(whole(range.group(1)), range.group(3).equals("]") ? to + 1 : to));
        }
        Matcher less = LESS.matcher(text);
        if (less.matches()) {
            return Optional.of(new Band(null, whole(less.group(1))));
        }
        Matcher atLeast = ATLEAST.matcher(text);
        if (atLeast.matches()) {
            return Optional.of(new Band(whole(atLeast.group(1)), null));
        }
        throw new IllegalArgumentException("not a band: " + text);
    }

    /** Whether the number lies in the band. */
    boolean contains(BigDecimal number) {
        return (from == null || number.compareTo(BigDecimal.valueOf(from)) >= 0) && (to == null || number.compareTo(BigDecimal.valueOf(to)) < 0);
    }

    /** Where the band begins, at 0 when it has no lower bound: no figure of ours is below. */
    long begin() {
        return from == null ? 0 : from;
    }

    /** Where the band ends. */
    long end() {
        return to == null ? Long.MAX_VALUE : to;
    }

    /** Whether all of this band lies in the other. */
    public boolean within(Band other) {
        return other.begin() <= begin() && end() <= other.end();
    }

    /** The band as a decision table's input entry; {@code null} is the entry that doesn't look. */
    static String entry(Band band) {
        if (band == null) {
            return "-";
        }
        return band.to == null ? ">= " + band.begin() : band.from == null ? "< " + band.to : "[" + band.from + ".." + band.to + ")";
    }

    /** The bands between all bounds of these, from the lowest to the highest, without a gap; {@code null} for an axis that isn't there. */
    static List<Band> cut(Collection<Band> bands) {
        TreeSet<Long> bounds = new TreeSet<>();
        for (Band band : bands) {
            if (band != null) {
                bounds.addAll(List.of(band.begin(), band.end()));
            }
        }
        if (bounds.isEmpty()) {
            return Collections.singletonList(null);
        }
        bounds.removeAll(List.of(0L, Long.MAX_VALUE));
        List<Band> cut = new ArrayList<>();
        Long from = null;
        for (Long bound : bounds) {
            cut.add(new Band(from, bound));
            from = bound;
        }
        cut.add(new Band(from == null ? 0L : from, null));
        return cut;
    }

    private static long whole(String number) {
        return new BigDecimal(number).longValueExact();
    }

    /** "under 500,000", "1–3 million", "30,000 or more"; no words of our own but these three. */
    public String words(String under, String orMore) {
        if (to == null) {
            long begin = begin();
            return (begin % 1_000_000 == 0 && begin > 0 ? begin / 1_000_000 + " million" : Figures.grouped(begin)) + " " + orMore;
        }
        if (begin() == 0) {
            return under + " " + Figures.grouped(to);
        }
        if (from % 1_000_000 == 0 && to % 1_000_000 == 0) {
            return from / 1_000_000 + "–" + to / 1_000_000 + " million";
        }
        return Figures.grouped(from) + "–" + Figures.grouped(to);
    }

    /** For things that are counted one by one: "50–249". */
    public String counted(String under, String orMore) {
        return to == null ? words(under, orMore) : Figures.grouped(Math.max(1, begin())) + "–" + Figures.grouped(to - 1);
    }
}
