package org.wego.membership.letter;

import java.time.Instant;

import org.wego.membership.engine.Sha256;

/**
 * A stored file with its content.
 *
 * @param sha256 of the content, in hexadecimal
 */
public record Document(DocumentId id, String name, String contentType, byte[] bytes, String sha256, Instant storedAt) {

    /** Whether the content is still what was stored. */
    public boolean intact() {
        return Sha256.hex(bytes).equals(sha256);
    }
}
