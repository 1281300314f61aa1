package org.wego.membership.site;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds where a text mentions somebody, by names and e-mail addresses, however they are written there: capitals, accents, kinds
 * of spaces, hyphens and apostrophes don't matter. Only what is whole is found: Kim not in Kimberley, a@b.example not in
 * aa@b.example. Where a script leaves no spaces between words nothing is whole, and a name is found wherever it stands.
 */
public final class Mentions {

    private static final Pattern NOBODY = Pattern.compile("(?!)");
    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Pattern wanted;

    private Mentions(Pattern wanted) {
        this.wanted = wanted;
    }

    /** Of these names and addresses; a single sign, or signs without any letter, name nobody. */
    public static Mentions of(Collection<String> namesAndAddresses) {
        List<String> patterns = namesAndAddresses.stream().filter(Objects::nonNull).map(String::strip)
                .filter(text -> text.length() > 1 && LETTER.matcher(folded(text)).find()).distinct()
                .sorted(Comparator.comparingInt(String::length).reversed()).map(Mentions::pattern).toList();
        return new Mentions(patterns.isEmpty() ? NOBODY : Pattern.compile(String.join("|", patterns)));
    }

    /** Where the first of them begins, or -1. */
    public int first(String text) {
        Folded folded = Folded.of(text);
        Matcher found = wanted.matcher(folded.text);
        return found.find() ? folded.from[found.start()] : -1;
    }

    /** The text with the mark in the place of each of them. */
    public String without(String text, String mark) {
        Folded folded = Folded.of(text);
        Matcher found = wanted.matcher(folded.text);
        StringBuilder out = new StringBuilder(text.length());
        int kept = 0;
        while (found.find()) {
            out.append(folded.original, kept, folded.from[found.start()]).append(mark);
            kept = folded.from[found.end()];
        }
        return out.append(folded.original, kept, folded.original.length()).toString();
    }

    /** For the database's {@code ilike}, on a text in NFKD without accents: finds all that {@link #of} finds, and too much. */
    public static String likely(String nameOrAddress) {
        return Arrays.stream(APART.split(Normalizer.normalize(folded(nameOrAddress), Normalizer.Form.NFKD))).filter(part -> !part.isEmpty())
                .flatMap(part -> unspaced(part.codePointAt(0)) ? part.codePoints().mapToObj(Character::toString) : Stream.of(part))
                .collect(Collectors.joining("%", "%", "%"));
    }

    /** Whether a letter belongs to a script that leaves no spaces between words, or whose words take endings without one. */
    public static boolean unspaced(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static String pattern(String wanted) {
        String text = folded(wanted);
        if (text.contains("@")) {
            return "(?<![\\w.+-])" + Pattern.quote(text) + "(?!\\w|-|\\.\\w)";
        }
        StringBuilder out = new StringBuilder();
        int[] letters = text.replaceAll("[\\s,]+", " ").strip().codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            int letter = letters[i];
            out.append(switch (letter) {
                case ' ' -> unspaced(letters[i - 1]) && unspaced(letters[i + 1]) ? "" : "[\\s,]+";
                case '-', '‐', '‑', '–' -> "[\\s\\p{Pd}]?";
                case '\'', '’', '‘', 'ʼ', 'ʻ', '`' -> "['’‘ʼʻ`]?";
                case '"', '“', '”', '„', '«', '»' -> "[\"“”„«»]?";
                default -> Pattern.quote(Character.toString(letter)) + (unspaced(letter) && i + 1 < letters.length ? "\\s*" : "");
            });
        }
        return (unspaced(letters[0]) ? "" : "(?<![\\p{L}\\p{N}])") + out + (unspaced(letters[letters.length - 1]) ? "" : "(?![\\p{L}\\p{N}])");
    }

    private static String folded(String text) {
        return Folded.of(text).text;
    }

    /**
     * A text without accents and capitals.
     *
     * @param from where in the original each letter comes from, and at the end its length
     */
    private record Folded(String original, String text, int[] from) {

        static Folded of(String given) {
            String original = Normalizer.normalize(given, Normalizer.Form.NFC);
            StringBuilder text = new StringBuilder(original.length());
            int[] from = new int[original.length() + 1];
            for (int i = 0; i < original.length();) {
                int letter = original.codePointAt(i);
                String plain = plain(letter);
                if (text.length() + plain.length() >= from.length) {
                    from = Arrays.copyOf(from, 2 * from.length + plain.length());
                }
                Arrays.fill(from, text.length(), text.length() + plain.length(), i);
                text.append(plain);
                i += Character.charCount(letter);
            }
            from[text.length()] = original.length();
            return new Folded(original, text.toString(), from);
        }

        private static String plain(int letter) {
            if (letter < 128) {
                return Character.toString(Character.toLowerCase(letter));
            }
            // An accent that stands alone is meant as an apostrophe
            if (letter == '´') {
                return "'";
            }
            // A syllable of Hangul stays one: its letters are no accents
            if (Character.UnicodeScript.of(letter) == Character.UnicodeScript.HANGUL) {
                return Character.toString(letter);
            }
            StringBuilder out = new StringBuilder();
            Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD).codePoints().filter(part -> part < 0x0300 || part > 0x036F)
                    .forEach(part -> out.appendCodePoint(Character.toLowerCase(part)));
            return out.toString();
        }
    }
}
