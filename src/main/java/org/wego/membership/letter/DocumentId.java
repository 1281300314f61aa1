package org.wego.membership.letter;

import java.util.UUID;

/** The handle of a stored document; a process may carry it, never the document. */
public record DocumentId(UUID value) {

    /** Reads what {@link #toString()} wrote. */
    public static DocumentId of(String text) {
        return new DocumentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
