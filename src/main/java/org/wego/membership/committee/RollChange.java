package org.wego.membership.committee;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * In what a round's frozen roll and agenda differ from what a re-opening would freeze today.
 *
 * @param fingerprint the same for the same differences; null where nothing of it is a reason to ask
 */
public record RollChange(String round, List<Line> lines, String fingerprint) {

    /** What changed. */
    public enum Kind {
        SEAT_ADDED, SEAT_LEFT,
        /** The seat is held by another city: it answers anew. */
        SEAT_HANDED_ON,
        PRESIDENT, NO_PRESIDENT,
        VOTE_GAINED, VOTE_LOST,
        /** The case's facts, documents or recommendation: it is answered anew. */
        CASE_CHANGED
    }

    /**
     * One difference.
     *
     * @param seat      its number, null for a case
     * @param reference the case's, null for a seat
     * @param was       the city or the applicant on the frozen roll or agenda, null for what wasn't there
     * @param is        the city or the applicant now, null for what isn't there any more
     */
    public record Line(Kind kind, Integer seat, String reference, String was, String is) {
    }

    public RollChange {
        lines = List.copyOf(lines);
    }

    /** The seats of which one of these is told, in order. */
    Set<Integer> seats(Kind... kinds) {
        return lines.stream().filter(line -> Arrays.asList(kinds).contains(line.kind())).map(Line::seat)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> cases() {
        return lines.stream().filter(line -> line.kind() == Kind.CASE_CHANGED).map(Line::reference).toList();
    }
}
