package org.wego.membership.engine;

import java.util.regex.Pattern;

/** What may stand in a text that people read: no signs that can't be seen and change what is seen. */
public final class PlainText {

    /** Control characters but tab and line break; marks that turn the direction of writing and make a name look like another. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]|[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainText() {
    }

    /** Whether a text holds only what can be read; line breaks and tabs may be in it, half characters may not. */
    public static boolean isFit(String text) {
        return !UNFIT.matcher(text).find() && !hasHalfCharacters(text);
    }

    private static boolean hasHalfCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
