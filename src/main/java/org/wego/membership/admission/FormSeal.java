package org.wego.membership.admission;

import java.time.Instant;

/**
 * What a form that was made is known by again.
 *
 * @param reference the case's number, given before the case is sent
 * @param version   counts up with every other content that a form of this number was made of
 * @param hash      SHA-256 of reference and content, in hexadecimal
 * @param madeAt    when a form of this content was made first
 * @param fileHash  of the file as it was made, null before it was drawn
 */
record FormSeal(String reference, int version, String hash, Instant madeAt, String fileHash) {
}
