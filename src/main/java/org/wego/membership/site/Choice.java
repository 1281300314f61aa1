package org.wego.membership.site;

/**
 * One answer of a radio group, or one line of a select.
 *
 * @param hint a second line under the label, or {@code null}
 */
public record Choice(String value, String label, String hint) {

    /** A choice without a second line. */
    public static Choice of(String value, String label) {
        return new Choice(value, label, null);
    }
}
