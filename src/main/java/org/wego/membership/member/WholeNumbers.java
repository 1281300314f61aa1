package org.wego.membership.member;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads whole numbers as people type them: "1190964", "1,190,964", "1 190 964" (with any kind of space), "1.190.964", "1'190'964". */
public final class WholeNumbers {

    private static final Pattern PLAIN = Pattern.compile("\\d{1,15}");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}([,. '’])\\d{3}(?:\\1\\d{3})*");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2000-\\u200a\\u202f\\u3000]+");

    private WholeNumbers() {
    }

    /**
     * The number, or empty when the text isn't one. A blank text isn't one either: ask first whether anything was typed.
     * A separator counts as one only between groups of three digits, so "1.5" is refused rather than read as 15.
     */
    public static Optional<Long> read(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String plain = SPACES.matcher(text).replaceAll(" ").strip();
        if (PLAIN.matcher(plain).matches()) {
            return Optional.of(Long.parseLong(plain));
        }
        if (plain.length() <= 20 && GROUPED.matcher(plain).matches()) {
            return Optional.of(Long.parseLong(plain.replaceAll("\\D", "")));
        }
        return Optional.empty();
    }
}
