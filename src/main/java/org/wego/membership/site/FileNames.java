package org.wego.membership.site;

import java.util.Locale;

/** What uploaded files are called. */
public final class FileNames {

    private static final int LONGEST = 120;

    private FileNames() {
    }

    /**
     * A file's own name, without the way to it, line breaks, marks that turn the writing around, and the signs that no system
     * takes in a name; its end where it is too long, since that tells the kind.
     *
     * @param given     as the browser sent it; may be null
     * @param otherwise what the file is called that has no name
     */
    public static String plain(String given, String otherwise) {
        String plain = given == null ? "" : given.replaceAll("(?s).*[/\\\\]", "").replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "")
                .replaceAll("[\"<>|:*?]+", " ").strip();
        return plain.isEmpty() ? otherwise : cut(plain, LONGEST);
    }

    /** The same with the ending of its kind; {@code letter.pdf.exe} would be run, not read. */
    public static String ending(String given, String end) {
        String plain = plain(given, "document" + end);
        return plain.toLowerCase(Locale.ROOT).endsWith(end) ? plain : cut(plain, LONGEST - end.length()) + end;
    }

    /** The last letters, each whole. */
    private static String cut(String name, int most) {
        int from = Math.max(0, name.length() - most);
        return name.substring(from > 0 && Character.isLowSurrogate(name.charAt(from)) ? from + 1 : from);
    }
}
