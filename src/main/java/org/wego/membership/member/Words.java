package org.wego.membership.member;

import java.text.Normalizer;
import java.util.Locale;

/** Small helpers for names in any script. */
final class Words {

    private Words() {
    }

    /** Trimmed, in one Unicode form, or null where nothing is left; a no-break space counts as a space. */
    static String orNull(String text) {
        if (text == null) {
            return null;
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).replace('\u00a0', ' ').replace('\u202f', ' ').strip();
        return plain.isEmpty() ? null : plain;
    }

    /** The form under which names are searched and compared: "São Paulo" and "SAO  PAULO" are the same. */
    static String folded(String text) {
        String plain = orNull(text);
        if (plain == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(plain.length());
        // NFKD takes the accents off Latin letters; Hangul falls apart into its letters, the same way in names and in what is sought
        String apart = Normalizer.normalize(plain.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        apart.codePoints().forEach(c -> {
            if (latinMark(c)) {
                return;
            }
            switch (c) {
                case 'ı' -> out.append('i');
                case 'ø' -> out.append('o');
                case 'đ', 'ð' -> out.append('d');
                case 'ł' -> out.append('l');
                case 'ß' -> out.append("ss");
                case 'æ' -> out.append("ae");
                case 'œ' -> out.append("oe");
                case 'þ' -> out.append("th");
                case '\'', '’', '‘', 'ʻ', 'ʼ' -> { }
                case '-', '–', '—', '.', ',', '(', ')', '/' -> out.append(' ');
                default -> out.appendCodePoint(c);
            }
        });
        return Normalizer.normalize(out, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
    }

    /** Combining marks of the Latin, Greek and Cyrillic alphabets; the vowel signs of Indian scripts are no accents and stay. */
    private static boolean latinMark(int c) {
        return c >= 0x0300 && c <= 0x036F;
    }
}
