package org.wego.membership.admission;

import java.time.Instant;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Moments;
import org.wego.membership.site.Texts;

/** Writes the applicant's letters. */
@Component
class AdmissionLetters {

    /** The purpose of the link that only the applicant's mailbox gets: it confirms, amends and withdraws. */
    static final String LINK = "application";

    private static final String PATH = "/status/{token}";
    private static final int LONGEST = 160;

    private final Outbox outbox;
    private final PersonalLinks links;
    private final Moments moments;
    private final Texts texts;

    AdmissionLetters(Outbox outbox, PersonalLinks links, Moments moments, Texts texts) {
        this.outbox = outbox;
        this.links = links;
        this.moments = moments;
        this.texts = texts;
    }

    void confirmAddress(Application application) {
        PersonalLinks.Handle link = links.issue(LINK, application.reference());
        outbox.post(begin(application, AdmissionLetter.CONFIRM_ADDRESS, "/" + link.generation())
                .word("until", moments.words(application.confirmUntil())).link(link, PATH).build());
    }

    void receivedByPost(Application application) {
        outbox.post(withLink(application, AdmissionLetter.RECEIVED_BY_POST, "").build());
    }

    void linkRenewed(Application application) {
        PersonalLinks.Handle link = links.issue(LINK, application.reference());
        outbox.post(begin(application, AdmissionLetter.LINK_RENEWED, "/" + link.generation()).link(link, PATH).build());
    }

    void lapsedUnconfirmed(Application application) {
        outbox.post(begin(application, AdmissionLetter.LAPSED_UNCONFIRMED, "").page("/apply").build());
    }

    void lapsedUnamended(Application application) {
        outbox.post(begin(application, AdmissionLetter.LAPSED_UNAMENDED, "").page("/apply").build());
    }

    void changesAsked(Application application, String reason, Instant until) {
        outbox.post(withLink(application, AdmissionLetter.CHANGES_ASKED, "/" + application.version())
                .word("reason", reason).word("until", moments.words(until)).build());
    }

    void categoryChanged(Application application, String reason, Instant until) {
        outbox.post(withLink(application, AdmissionLetter.CATEGORY_CHANGED, "/" + application.version())
                .word("reason", reason).word("until", moments.words(until)).build());
    }

    void amendmentReceived(Application application) {
        outbox.post(withLink(application, AdmissionLetter.AMENDMENT_RECEIVED, "/" + application.version()).build());
    }

    /** What was corrected, field by field; long words are cut, the page has them whole. */
    void dataCorrected(Application application, List<FormChange> changes, String why) {
        Letter.Builder letter = withLink(application, AdmissionLetter.DATA_CORRECTED, "/" + application.version()).word("reason", why);
        changes.forEach(change -> letter.fact(change.label(), inShort(change.before()) + " → " + inShort(change.after())));
        outbox.post(letter.build());
    }

    private String inShort(String words) {
        String line = words == null ? texts.get("casefile.nothing") : words.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + " …";
    }

    void associateAdmitted(Application application, String memberNumber) {
        outbox.post(withLink(application, AdmissionLetter.ASSOCIATE_ADMITTED, "").fact(text("memberNumber"), memberNumber).build());
    }

    void goesToCommittee(Application application) {
        outbox.post(withLink(application, AdmissionLetter.GOES_TO_COMMITTEE, "").build());
    }

    void goesToNextRound(Application application, String reason) {
        outbox.post(withLink(application, AdmissionLetter.GOES_TO_NEXT_ROUND, "/" + application.round())
                .word("outcome", texts.get("admission.outcome." + application.outcome())).fact(text("words"), reason).build());
    }

    void declined(Application application, String reason) {
        outbox.post(withLink(application, AdmissionLetter.APPLICATION_DECLINED, "").word("reason", reason).build());
    }

    void memberAdmitted(Application application, String memberNumber, String standing, String day, int feeYear) {
        outbox.post(begin(application, AdmissionLetter.MEMBER_ADMITTED, "").word("standing", standing).word("day", day)
                .word("feeYear", String.valueOf(feeYear)).fact(text("memberNumber"), memberNumber)
                .fact(text("round"), application.round()).page("/members/" + memberNumber).build());
    }

    void closed(Application application, String reason) {
        outbox.post(begin(application, AdmissionLetter.CASE_CLOSED, "").fact(text("words"), reason)
                .word("standing", texts.get(application.associateOn() == null ? "admission.standing.none" : "admission.standing.ended")).page("/apply").build());
    }

    void withdrawn(Application application) {
        outbox.post(begin(application, AdmissionLetter.APPLICATION_WITHDRAWN, "")
                .word("standing", texts.get(application.associateOn() == null ? "admission.standing.none" : "admission.standing.ended")).page("/apply").build());
    }

    private Letter.Builder withLink(Application application, AdmissionLetter kind, String occasion) {
        return begin(application, kind, occasion).link(links.issue(LINK, application.reference()), PATH);
    }

    private Letter.Builder begin(Application application, AdmissionLetter kind, String occasion) {
        return Letter.of(kind, application.reference() + "/" + kind.name() + occasion).about(application.reference()).to(application.email())
                .dear(application.form().contact().name()).word("applicant", application.name()).word("reference", application.reference())
                .word("category", texts.get("admission.category." + application.category()))
                .fact(text("reference"), application.reference()).fact(text("applicant"), application.name());
    }

    private String text(String key) {
        return texts.get("admission.fact." + key);
    }
}
