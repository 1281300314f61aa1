package org.wego.membership.invoicing;

import org.wego.membership.letter.LetterKind;

/** The one letter that a credit note goes out with; which of these depends on what is to be paid now. */
public enum CreditLetter implements LetterKind {

    CREDIT_NOTE("An invoice is credited and no other takes its place"),
    CREDIT_NOTE_REISSUED("An invoice is credited and another takes its place, on which something is to be paid"),
    CREDIT_NOTE_SETTLED("An invoice is credited and another takes its place, which is paid already");

    private final Row row;

    CreditLetter(String event) {
        row = new Row("Billing contact, copy to the working contact", event, "{number}/CREDIT_NOTE/{credit note}");
    }

    @Override
    public Row row() {
        return row;
    }
}
