package org.wego.membership.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.letter.Letter;
import org.wego.membership.letter.Outbox;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.member.Category;
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
    private final Decisions decisions;
    private final Moments moments;
    private final Texts texts;

    AdmissionLetters(Outbox outbox, PersonalLinks links, Decisions decisions, Moments moments, Texts texts) {
        this.outbox = outbox;
        this.links = links;
        this.decisions = decisions;
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

    /** Holds the letter until then, as every one of a decision; its natural key is the answer. */
    String changesAsked(Application application, String reason, String open, Instant until, Instant hold) {
        return post(withLink(application, AdmissionLetter.CHANGES_ASKED, "/" + application.version() + again(application))
                .word("reason", reason).word("until", moments.words(until)).fact(text("open"), open).notBefore(hold));
    }

    String categoryChanged(Application application, String reason, Instant until, Instant hold) {
        return post(withLink(application, AdmissionLetter.CATEGORY_CHANGED, "/" + application.version() + again(application))
                .word("reason", reason).word("until", moments.words(until)).notBefore(hold));
    }

    void changesReminder(Application application, RequestedChanges.Request asked, String open, LocalDate today) {
        outbox.post(withLink(application, AdmissionLetter.CHANGES_REMINDER, "/" + asked.version() + "/" + today)
                .word("reason", asked.reason()).word("until", moments.words(asked.until())).fact(text("open"), open).build());
    }

    /** To the Secretariat; about no case, since a refusal of it is no matter of the applicant's address. Nothing personal is in it. */
    void reviewDueSoon(Application application, String to, Instant due) {
        outbox.post(staff(application, AdmissionLetter.REVIEW_DUE_SOON, to, due));
    }

    void reviewOverdue(Application application, String to, Instant due) {
        outbox.post(staff(application, AdmissionLetter.REVIEW_OVERDUE, to, due));
    }

    private Letter staff(Application application, AdmissionLetter kind, String to, Instant due) {
        return Letter.of(kind, application.reference() + "/" + kind.name() + "/" + due).to(to).word("reference", application.reference())
                .word("due", moments.words(due)).fact(text("reference"), application.reference())
                .fact(text("category"), texts.get("admission.category." + application.category())).page("/office/cases/" + application.reference()).build();
    }

    /** Corrects a letter that has gone: the decision in it was taken back. */
    void decisionCorrected(Application application, String decision, Instant decidedAt, String why, long decisionId) {
        outbox.post(withLink(application, AdmissionLetter.DECISION_CORRECTED, "/" + decisionId)
                .word("decision", decision).word("day", moments.day(decidedAt)).word("reason", why).build());
    }

    /** The letter of a decision that isn't taken yet; a member's number it can't know. */
    Letter preview(Application application, String decision, String reason, String open, Instant until) {
        return switch (decision) {
            case "accept" -> withLink(application, application.category() == Category.FULL ? AdmissionLetter.ASSOCIATE_ADMITTED
                    : AdmissionLetter.GOES_TO_COMMITTEE, "").fact(text("words"), reason).build();
            case "decline" -> withLink(application, AdmissionLetter.APPLICATION_DECLINED, "").word("reason", reason).build();
            default -> withLink(application, AdmissionLetter.CHANGES_ASKED, "").word("reason", reason).word("until", moments.words(until))
                    .fact(text("open"), open).build();
        };
    }

    private String post(Letter.Builder letter) {
        Letter built = letter.build();
        outbox.post(built);
        return built.naturalKey();
    }

    /** After a decision was taken back the next one's letter is another. */
    private String again(Application application) {
        int before = decisions.takenBack(application.reference());
        return before == 0 ? "" : "/again-" + before;
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

    String associateAdmitted(Application application, String memberNumber, String reason, Instant hold) {
        return post(withLink(application, AdmissionLetter.ASSOCIATE_ADMITTED, again(application)).fact(text("memberNumber"), memberNumber)
                .fact(text("words"), reason).notBefore(hold));
    }

    String goesToCommittee(Application application, String reason, Instant hold) {
        return post(withLink(application, AdmissionLetter.GOES_TO_COMMITTEE, again(application)).fact(text("words"), reason).notBefore(hold));
    }

    void goesToNextRound(Application application, String reason) {
        outbox.post(withLink(application, AdmissionLetter.GOES_TO_NEXT_ROUND, "/" + application.round())
                .word("outcome", texts.get("admission.outcome." + application.outcome())).fact(text("words"), reason).build());
    }

    String declined(Application application, String reason, Instant hold) {
        return post(withLink(application, AdmissionLetter.APPLICATION_DECLINED, again(application)).word("reason", reason).notBefore(hold));
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
