package org.wego.membership.site;

/**
 * One line of a fact list.
 *
 * @param source where a figure comes from, small under it, or {@code null}
 * @param href a link laid on the value, or {@code null}
 */
public record Fact(String label, String value, String source, String href) {

    /** A plain fact. */
    public static Fact of(String label, String value) {
        return new Fact(label, value, null, null);
    }

    /** A figure with its source. */
    public static Fact of(String label, String value, String source) {
        return new Fact(label, value, source, null);
    }

    /** A fact that leads somewhere. */
    public static Fact link(String label, String value, String href) {
        return new Fact(label, value, null, href);
    }
}
