package org.wego.membership.letter;

import java.time.Instant;

/**
 * A stored file with its content.
 *
 * @param sha256 of the content, in hexadecimal
 */
public record Document(DocumentId id, String name, String contentType, byte[] bytes, String sha256, Instant storedAt) {
}
