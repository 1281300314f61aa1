package org.wego.membership.admission;

import org.wego.membership.letter.LetterKind;

/** Letters about applications that are still being written; rows of {@code src/docs/letters.md}. */
public enum DraftLetter implements LetterKind {

    DRAFT_SAVED("Who writes the application", "The writer asks for link and code, to go on later", "{draft}/DRAFT_SAVED/{address}/{minute}"),
    DRAFT_HANDED_OVER("The colleague", "A draft is handed over", "{draft}/DRAFT_HANDED_OVER/{link generation}"),
    DRAFT_PASSED_ON("Who wrote it before", "A draft is handed over, and its writer had given an address", "{draft}/DRAFT_PASSED_ON/{link generation}"),
    DRAFT_REMINDER("Who writes the application", "A draft wasn't saved for 30 days, and again for 53", "{draft}/DRAFT_REMINDER/{saved}/{n}");

    private final Row row;

    DraftLetter(String recipient, String event, String naturalKey) {
        row = new Row(recipient, event, naturalKey);
    }

    @Override
    public Row row() {
        return row;
    }
}
