package org.wego.membership.site;

/** What people type into a search, for the database's {@code ilike}. */
public final class LikePattern {

    private LikePattern() {
    }

    /** Finds what contains these words, taken literally; null where nothing was typed. */
    public static String containing(String typed) {
        return typed == null || typed.isBlank() ? null : "%" + typed.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
