package org.wego.membership.committee;

import java.time.Instant;

import org.wego.membership.letter.DocumentId;

/**
 * A meeting's minutes as they were filed.
 *
 * @param name     the file's
 * @param position of the log's entry that keeps its hash
 */
public record Minutes(String round, DocumentId document, String name, String sha256, Instant filedAt, String filedBy, int position) {
}
