package org.wego.membership.invoicing;

import org.wego.membership.letter.LetterKind;

/** The one letter that a credit note goes out with; which of these depends on what is to be paid now. */
public enum CreditLetter implements LetterKind {

    CREDIT_NOTE("An invoice is credited and no other takes its place"),
    CREDIT_NOTE_REISSUED("An invoice is credited and another takes its place, on which something is to be paid"),
    CREDIT_NOTE_SETTLED("An invoice is credited and another takes its place, which is paid already");

    private final String event;

    CreditLetter(String event) {
        this.event = event;
    }

    @Override
    public String recipient() {
        return "Billing contact, copy to the working contact";
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public String naturalKey() {
        return "{number}/CREDIT_NOTE/{credit note}";
    }
}
