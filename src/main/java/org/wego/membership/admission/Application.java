package org.wego.membership.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import org.wego.membership.letter.DocumentId;
import org.wego.membership.member.Category;

/**
 * A request for membership: what was written last, and where the case stands.
 *
 * @param channel      {@code PAGE}, {@code API} or {@code POST} (entered by a clerk)
 * @param enteredBy    the clerk's account, null when the applicant sent it
 * @param confirmedAt  when the address was shown to be the applicant's, null before
 * @param amendUntil   until when changes are awaited, null when none are
 * @param associateOn  the day on which a city became Associate, null before
 * @param reason       the Secretariat's last words to the applicant, null when there are none
 * @param outcome      of the last round, null before
 * @param memberNumber once admitted or Associate
 * @param writtenAt    when this version was written
 */
public record Application(String reference, CaseState state, Instant stateSince, ApplicationForm form, int version, String channel,
        String enteredBy, Instant submittedAt, Instant confirmUntil, Instant confirmedAt, String confirmedBy, Instant amendUntil,
        LocalDate associateOn, String reason, String round, String outcome, String memberNumber, DocumentId signedForm,
        DocumentId authorityLetter, DocumentId resolution, Instant writtenAt) {

    /**
     * The case as it was before a decision that isn't told yet.
     *
     * @param since  since when the Secretariat has it
     * @param former the category before the decision; null if that is the same
     */
    Application inReview(Instant since, Category former) {
        return new Application(reference, CaseState.IN_REVIEW, since, former == null ? form : form.withCategory(former), former == null ? version : version - 1,
                channel, enteredBy, submittedAt, confirmUntil, confirmedAt, confirmedBy, null, null, null, round, outcome, null, signedForm,
                authorityLetter, resolution, writtenAt);
    }

    public Category category() {
        return form.category();
    }

    public String name() {
        return form.name();
    }

    /** Whether its personal data are erased: nothing about its people is taken in any more. */
    public boolean erased() {
        return !form.namesPeople();
    }

    /** Where its letters go. */
    public String email() {
        return form.contact().email();
    }

    /** The stored file of that part, if there is one. */
    public Optional<DocumentId> file(Part part) {
        return Optional.ofNullable(switch (part) {
            case SIGNED_FORM -> signedForm;
            case AUTHORITY_LETTER -> authorityLetter;
            case RESOLUTION -> resolution;
        });
    }
}
