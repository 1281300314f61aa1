package org.wego.membership.invoicing.process;

import java.time.Instant;
import java.time.LocalDate;

import org.wego.membership.engine.Variable;

/** The variables of {@code member-invoice}; its business key is the invoice's number, and all else is in the invoice. */
final class InvoiceVariables {

    static final String PROCESS = "member-invoice";
    static final String SETTLED = "InvoiceSettled";
    static final String REOPENED = "InvoiceReopened";
    static final String SENDING_FAILED = "SendingFailed";
    static final String LETTER_REFUSED = "LetterRefused";

    static final Variable<String> SETTLEMENT = Variable.text("settlement");
    static final Variable<LocalDate> NEW_DUE_DATE = Variable.day("newDueDate");
    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> EMAIL = Variable.text("email");
    static final Variable<Integer> LETTER = Variable.number("letterId");
    static final Variable<String> REFUSED_FOR = Variable.text("refusedFor");
    /** When the first step is due: passed to the start and never stored. */
    static final Variable<Instant> FIRST_STEP = Variable.instant("firstStepAt");

    private InvoiceVariables() {
    }
}
