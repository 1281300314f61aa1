package org.wego.membership.committee;

/** What people type, as a log or a task takes it: in one line. */
public final class OneLine {

    private OneLine() {
    }

    /** The text with one space for every run of white space and control characters, and none around it; empty for null. */
    public static String of(String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
