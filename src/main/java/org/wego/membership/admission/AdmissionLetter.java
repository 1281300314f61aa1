package org.wego.membership.admission;

import org.wego.membership.letter.LetterKind;

/** Letters on the way from application to admission; rows of {@code src/docs/letters.md}. */
public enum AdmissionLetter implements LetterKind {

    CONFIRM_ADDRESS("Applicant's contact", "An application comes in, or its address is corrected before it was confirmed",
            "{reference}/CONFIRM_ADDRESS/{link generation}"),
    RECEIVED_BY_POST("Applicant's contact", "A clerk enters an application that came by post and states that its address is right",
            "{reference}/RECEIVED_BY_POST"),
    LINK_RENEWED("Applicant's contact", "The address is corrected after it was confirmed", "{reference}/LINK_RENEWED/{link generation}"),
    LAPSED_UNCONFIRMED("Applicant's contact", "The address wasn't confirmed in time", "{reference}/LAPSED_UNCONFIRMED"),
    LAPSED_UNAMENDED("Applicant's contact", "Changes asked for didn't come in time", "{reference}/LAPSED_UNAMENDED"),
    CHANGES_ASKED("Applicant's contact", "The Secretariat asks for changes", "{reference}/CHANGES_ASKED/{version}[/again-{n}]"),
    CATEGORY_CHANGED("Applicant's contact", "The Secretariat files the case under another category", "{reference}/CATEGORY_CHANGED/{version}[/again-{n}]"),
    CHANGES_REMINDER("Applicant's contact", "7 and 21 days after changes were asked for, none have come", "{reference}/CHANGES_REMINDER/{version}/{day}"),
    DECISION_CORRECTED("Applicant's contact", "A decision is taken back whose letter has gone", "{reference}/DECISION_CORRECTED/{decision}"),
    REVIEW_DUE_SOON("Secretariat", "The first answer to an applicant is due in two working days", "{reference}/REVIEW_DUE_SOON/{due}"),
    REVIEW_OVERDUE("Lead of the Secretariat", "The first answer to an applicant is overdue", "{reference}/REVIEW_OVERDUE/{due}"),
    AMENDMENT_RECEIVED("Applicant's contact", "The applicant sends what was asked for", "{reference}/AMENDMENT_RECEIVED/{version}"),
    DATA_CORRECTED("Applicant's contact", "A clerk corrects what was written", "{reference}/DATA_CORRECTED/{version}"),
    ASSOCIATE_ADMITTED("Applicant's contact", "The Secretariat accepts a city", "{reference}/ASSOCIATE_ADMITTED[/again-{n}]"),
    GOES_TO_COMMITTEE("Applicant's contact", "The Secretariat accepts an institution or a company", "{reference}/GOES_TO_COMMITTEE[/again-{n}]"),
    GOES_TO_NEXT_ROUND("Applicant's contact", "The Committee didn't approve, and the Secretariat brings the case before its next round",
            "{reference}/GOES_TO_NEXT_ROUND/{round}"),
    APPLICATION_DECLINED("Applicant's contact", "The Secretariat declines", "{reference}/APPLICATION_DECLINED[/again-{n}]"),
    MEMBER_ADMITTED("Applicant's contact", "The Executive Committee approves", "{reference}/MEMBER_ADMITTED"),
    CASE_CLOSED("Applicant's contact", "The Secretariat closes a case that the Committee didn't approve", "{reference}/CASE_CLOSED"),
    APPLICATION_WITHDRAWN("Applicant's contact", "The applicant withdraws", "{reference}/APPLICATION_WITHDRAWN");

    private final Row row;

    AdmissionLetter(String recipient, String event, String naturalKey) {
        row = new Row(recipient, event, naturalKey);
    }

    @Override
    public Row row() {
        return row;
    }
}
