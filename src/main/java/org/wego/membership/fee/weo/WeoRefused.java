package org.wego.membership.fee.weo;

import java.util.List;
import java.util.Optional;

/** A file is refused whole: why, and which line is at fault. Words are the caller's, by {@link #why()}. */
public final class WeoRefused extends RuntimeException {

    /** Each has its words in the bundle, {@code fee.refused.WHY}. */
    public enum Why {
        /** Nothing in it. */
        EMPTY,
        /** More bytes than the IMF ever published. */
        TOO_BIG,
        /** None of the layouts; argument: its first words. */
        FORMAT,
        /** A web page or an error message that was saved in place of the file. */
        WEB_PAGE,
        /** An Excel file of the old kind, or one locked by a password. */
        OLD_EXCEL,
        /** The IMF's file of country groups. */
        GROUPS,
        /** The end is missing. */
        CUT_OFF,
        /** A last line that isn't whole. */
        HALF_LINE,
        /** Not as many columns as the head; arguments: has, should have. */
        WIDTH,
        /** Bytes that no such file holds; argument: what was met. */
        DAMAGED,
        /** A workbook that unpacks to more than any real one. */
        UNPACKS_TOO_BIG,
        /** No row of the series PPPPC. */
        NO_SERIES,
        /** A row of the series names no country. */
        NO_CODE,
        /** Something that is no figure; arguments: year, what stands there. */
        NUMBER,
        /** Something that is no year; argument: what stands there. */
        YEAR,
        /** Not in units; argument: the scale. */
        SCALE,
        /** Zero, negative, or above a million; arguments: country, year, figure. */
        ABSURD,
        /** A jump of more than a factor of ten; arguments: country, year, figure, year before, figure before. */
        JUMP,
        /** The same economy (and year) twice; arguments: country, year or nothing. */
        DUPLICATE,
        /** Two columns of one year; argument: the year. */
        DOUBLE_COLUMN,
        /** Rows of different editions; arguments: one, other. */
        TWO_EDITIONS,
        /** An edition that is no year and month; argument: what stands there. */
        EDITION,
        /** Fewer economies than the IMF has covered for decades; arguments: how many, at least. */
        FEW
    }

    private final Why why;
    private final Place place;
    private final List<String> arguments;

    WeoRefused(Why why, Place place, Object... arguments) {
        super(why + (place == null ? "" : " at " + place) + " " + java.util.Arrays.toString(arguments));
        this.why = why;
        this.place = place;
        this.arguments = java.util.Arrays.stream(arguments).map(String::valueOf).map(WeoRefused::brief).toList();
    }

    public Why why() {
        return why;
    }

    /** The line at fault, where there is one. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** What the reason speaks of, short enough to print. */
    public List<String> arguments() {
        return arguments;
    }

    private static String brief(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > 80 ? plain.substring(0, 79) + "…" : plain;
    }
}
