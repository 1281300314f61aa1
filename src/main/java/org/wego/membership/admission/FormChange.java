package org.wego.membership.admission;

/**
 * A field that another version says otherwise.
 *
 * @param field  as in the interface's JSON, or a file's part
 * @param label  what people call it
 * @param before in words, null if nothing stood there
 * @param after  in words, null if nothing stands there any more
 */
public record FormChange(String field, String label, String before, String after) {
}
