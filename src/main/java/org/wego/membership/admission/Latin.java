package org.wego.membership.admission;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Brings a name to one form, so that the ways of writing it can be compared: one case, no accents, no invisible characters;
 * Hangul (by the Revised Romanisation), Cyrillic and Greek in Latin letters. Other scripts stay what they are. It is for comparing
 * only, never for showing.
 */
final class Latin {

    private static final String[] INITIAL = {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"};
    private static final String[] VOWEL = {"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
        "yu", "eu", "ui", "i"};
    private static final String[] FINAL = {"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
        "ng", "t", "t", "k", "t", "p", "t"};
    /** The same before a vowel, which takes it over. */
    private static final String[] CARRIED = {"", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b", "ps",
        "s", "ss", "ng", "j", "ch", "k", "t", "p", ""};
    private static final int NO_CONSONANT = 11;
    private static final int NIEUN = 2;
    private static final int RIEUL = 5;
    private static final int MIEUM = 6;
    private static final int FIRST_SYLLABLE = 0xAC00;
    private static final int LAST_SYLLABLE = 0xD7A3;

    private static final Map<Integer, String> LETTERS = new HashMap<>();

    static {
        letters("абвгдезийклмнопрстуфхцыэю", "a b v g d e z i y k l m n o p r s t u f kh ts y e yu");
        letters("ёжчшщъья", "e zh ch sh shch _ _ ya");
        letters("іїєґўөүұқғңәһђјљњћџѓќѕ", "i i e g u o u u k g n a h d j lj nj c dz g k dz");
        letters("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o");
        letters("ıøđðłßæœþħŋəĸ", "i o d d l ss ae oe th h n a k");
    }

    private Latin() {
    }

    private static void letters(String from, String to) {
        int[] letters = from.codePoints().toArray();
        String[] latin = to.split(" ");
        for (int i = 0; i < letters.length; i++) {
            LETTERS.put(letters[i], latin[i].equals("_") ? "" : latin[i]);
        }
    }

    /** One case, one width, nothing invisible; the script stays. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT).forEach(out::appendCodePoint);
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    /** A plain text in Latin letters without accents, as far as its script can be read letter by letter. */
    static String of(String plain) {
        StringBuilder out = new StringBuilder(plain.length());
        int[] characters = Normalizer.normalize(plain, Normalizer.Form.NFC).codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE) {
                syllable(out, c, i + 1 < characters.length ? characters[i + 1] : 0);
            } else if (LETTERS.containsKey(c)) {
                out.append(LETTERS.get(c));
            } else {
                Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD).codePoints().filter(part -> !isMark(part))
                        .forEach(part -> out.append(LETTERS.getOrDefault(part, Character.toString(part))));
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    private static void syllable(StringBuilder out, int c, int next) {
        int index = c - FIRST_SYLLABLE;
        int initial = index / 588;
        int last = index % 28;
        // What the syllable before made of this one's first consonant is written already
        if (out.length() > 0 && out.charAt(out.length() - 1) == '\u0001') {
            out.setLength(out.length() - 1);
        } else {
            out.append(INITIAL[initial]);
        }
        out.append(VOWEL[index % 588 / 28]);
        if (last == 0) {
            return;
        }
        if (next < FIRST_SYLLABLE || next > LAST_SYLLABLE) {
            out.append(FINAL[last]);
            return;
        }
        int following = (next - FIRST_SYLLABLE) / 588;
        String end = FINAL[last];
        if (following == NO_CONSONANT) {
            out.append(CARRIED[last]);
        } else if (following == RIEUL && (end.equals("n") || end.equals("l")) || following == NIEUN && end.equals("l")) {
            out.append("ll\u0001");
        } else if (following == RIEUL && (end.equals("m") || end.equals("ng"))) {
            out.append(end).append("n\u0001");
        } else if (following == RIEUL && (end.equals("k") || end.equals("p"))) {
            out.append(end.equals("k") ? "ng" : "m").append("n\u0001");
        } else if ((following == NIEUN || following == MIEUM) && (end.equals("k") || end.equals("p") || end.equals("t"))) {
            out.append(end.equals("k") ? "ng" : end.equals("p") ? "m" : "n");
        } else {
            out.append(end);
        }
    }

    /** Accents of Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew; the vowel signs of Indian scripts are letters. */
    private static boolean isMark(int c) {
        return c >= 0x0300 && c <= 0x036F || c >= 0x0591 && c <= 0x05C7 || c >= 0x064B && c <= 0x0652 || c == 0x0670 || c == 0x0640;
    }
}
