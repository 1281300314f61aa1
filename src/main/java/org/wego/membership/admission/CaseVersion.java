package org.wego.membership.admission;

import java.time.Instant;
import java.util.Map;

import org.wego.membership.letter.DocumentId;

/**
 * What was written of a case at one time: sent, amended, or corrected by a clerk.
 *
 * @param number     from 1
 * @param by         {@code applicant} or an account
 * @param correction why a clerk corrected it, null for what the applicant wrote itself
 * @param files      by part, those kept from an earlier version too
 */
public record CaseVersion(int number, Instant at, String by, String correction, ApplicationForm form, Map<Part, File> files) {

    /**
     * A stored file without its content.
     *
     * @param size   in bytes
     * @param sha256 of the content, in hexadecimal
     */
    public record File(DocumentId id, String name, long size, String sha256) {
    }
}
