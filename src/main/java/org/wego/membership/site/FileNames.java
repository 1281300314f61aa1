package org.wego.membership.site;

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
        String plain = given == null ? "" : given.replaceAll("(?s).*[/\\\\]", "").replaceAll("[\\p{Cntrl}\\p{Cf}]", "")
                .replaceAll("[\"<>|:*?]+", " ").strip();
        return plain.isEmpty() ? otherwise : plain.length() > LONGEST ? plain.substring(plain.length() - LONGEST) : plain;
    }
}
