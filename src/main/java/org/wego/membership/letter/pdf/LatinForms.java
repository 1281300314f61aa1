package org.wego.membership.letter.pdf;

import java.text.Normalizer;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Latin letters for writing that no shipped font can draw, so that a name stays readable and is never a row of boxes. It goes
 * by the names that Unicode gives the letters ({@code GEORGIAN LETTER BAN} is b, {@code DEVANAGARI LETTER KA} is ka and loses
 * its a before a vowel sign): a reading aid, not one of the learned romanisations.
 */
final class LatinForms {

    private static final char UNKNOWN = '?';
    /** Letters whose names don't begin with their sound. */
    private static final Map<String, String> SOUNDS = Map.of("AIN", "a", "HAMZA", "", "TATWEEL", "", "ALEF MAKSURA", "a", "ALEF MAKSURA ISOLATED", "a",
            "AYN", "a", "YEH BARREE", "e");

    private LatinForms() {
    }

    /** The text with every letter that can't be drawn put into Latin ones; all others stay. */
    static String of(String text, IntPredicate drawable) {
        var out = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length();) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (drawable.test(point) || Character.isSpaceChar(point) || point < 32 || Character.getType(point) == Character.FORMAT
                    || point >= 0xFE00 && point <= 0xFE0F) {
                out.appendCodePoint(point);
                continue;
            }
            var plain = base(point, drawable);
            if (!plain.isEmpty()) {
                out.append(plain);
                continue;
            }
            var parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
            if (parts.codePointAt(0) == point) {
                append(out, point);
            } else {
                // Such as a ligature of letters that have Latin ones each
                out.append(of(parts, drawable));
            }
        }
        return out.toString();
    }

    /** What is left of a letter without its marks, or of a compatibility form such as a ligature; empty if nothing can be drawn. */
    private static String base(int point, IntPredicate drawable) {
        var form = new StringBuilder();
        Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD).codePoints()
                .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK && drawable.test(part)).forEach(form::appendCodePoint);
        return form.toString();
    }

    private static void append(StringBuilder out, int point) {
        var name = Character.getName(point);
        if (Character.isDigit(point)) {
            out.append(Character.digit(point, 10));
        } else if (name == null || !Character.isLetter(point) && !isMark(point)) {
            out.append(UNKNOWN);
        } else if (isMark(point)) {
            mark(out, name);
        } else {
            letter(out, name);
        }
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static void letter(StringBuilder out, String name) {
        var called = after(name, "LETTER ", "SYLLABLE ", "CHARACTER ", "SIGN ");
        if (called == null) {
            out.append(UNKNOWN);
            return;
        }
        boolean capital = name.contains(" CAPITAL ");
        called = called.replaceFirst("^(SMALL|CAPITAL|FINAL|ARCHAIC|LETTER|GLOTTAL|PHARYNGEAL|ALPAPRAANA|MAHAAPRAANA|DANTAJA|MUURDHAJA|TAALUJA) ", "").replaceFirst(" (WITH|ABOVE|BELOW|ISOLATED|FINAL|INITIAL|MEDIAL) .*| FORM$", "");
        var sound = SOUNDS.get(called);
        if (sound == null) {
            sound = name.startsWith("SINHALA") ? head(word(called)) + "a" : indic(name) ? word(called).toLowerCase() : head(word(called));
        }
        out.append(capital && !sound.isEmpty() ? Character.toUpperCase(sound.charAt(0)) + sound.substring(1) : sound);
    }

    /** Scripts whose letters are called as they sound, with the vowel that a sign may replace. */
    private static boolean indic(String name) {
        return name.startsWith("DEVANAGARI") || name.startsWith("BENGALI") || name.startsWith("TAMIL") || name.startsWith("TELUGU") || name.startsWith("GUJARATI")
                || name.startsWith("GURMUKHI") || name.startsWith("KANNADA") || name.startsWith("MALAYALAM") || name.startsWith("ORIYA")
                || name.startsWith("KHMER") || name.startsWith("MYANMAR") || name.startsWith("TIBETAN") || name.startsWith("ETHIOPIC") || name.startsWith("CHEROKEE");
    }

    private static void mark(StringBuilder out, String name) {
        boolean killer = name.contains("VIRAMA") || name.contains("AL-LAKUNA") || name.endsWith("SIGN COENG") || name.endsWith("SIGN ASAT");
        var vowel = after(name, "VOWEL SIGN ", "SARA ");
        if ((killer || vowel != null) && out.length() > 0 && out.charAt(out.length() - 1) == 'a') {
            out.setLength(out.length() - 1);
        }
        if (vowel != null) {
            out.append(word(vowel).toLowerCase());
        } else if (name.contains("ANUSVARA")) {
            out.append('n');
        }
        // Points and accents of other scripts are left out, as their own readers mostly do
    }

    private static String after(String name, String... words) {
        for (var word : words) {
            int at = name.indexOf(word);
            if (at >= 0) {
                return name.substring(at + word.length());
            }
        }
        return null;
    }

    private static String word(String called) {
        int space = called.indexOf(' ');
        return space < 0 ? called : called.substring(0, space);
    }

    /** The sound that a letter's name begins with: its consonants, or its vowel. */
    private static String head(String called) {
        var letters = called.toLowerCase();
        int end = 0;
        while (end < letters.length() && "aeiou".indexOf(letters.charAt(end)) < 0) {
            end++;
        }
        if (end == 0 && !letters.isEmpty()) {
            return letters.substring(0, 1);
        }
        // As in KHAR and SHIN; a name that is all consonants has only its first
        return end == letters.length() ? letters.substring(0, Math.min(1, end)) : letters.substring(0, end);
    }
}
