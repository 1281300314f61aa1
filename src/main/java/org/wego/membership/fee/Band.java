package org.wego.membership.fee;

import java.math.BigDecimal;
import java.util.Optional;
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

    private static long whole(String number) {
        return new BigDecimal(number).longValueExact();
    }

    /** "under 500,000", "1–3 million", "30,000 or more"; no words of our own but these three. */
    public String words(String under, String orMore) {
        if (from == null || from == 0 && to != null) {
            return under + " " + Figures.grouped(to);
        }
        if (to == null) {
            return (from % 1_000_000 == 0 && from > 0 ? from / 1_000_000 + " million" : Figures.grouped(from)) + " " + orMore;
        }
        if (from % 1_000_000 == 0 && to % 1_000_000 == 0) {
            return from / 1_000_000 + "–" + to / 1_000_000 + " million";
        }
        return Figures.grouped(from) + "–" + Figures.grouped(to);
    }

    /** For things that are counted one by one: "50–249". */
    public String counted(String under, String orMore) {
        return from == null ? "1–" + Figures.grouped(to - 1) : to == null ? words(under, orMore) : Figures.grouped(from) + "–" + Figures.grouped(to - 1);
    }
}
