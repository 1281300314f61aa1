package org.wego.membership.invoicing.process;

import org.wego.membership.engine.Variable;

/** The variables of {@code credit-note}: what the start form gives and which rows it became; all else is in them. */
final class CreditVariables {

    /** The number of the invoice that is to be credited. */
    static final Variable<String> INVOICE = Variable.text("invoice");
    static final Variable<String> CAUSE = Variable.text("cause");
    /** {@code yes} or {@code no}. */
    static final Variable<String> REISSUE = Variable.text("reissue");
    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> MEMBER_NAME = Variable.text("memberName");
    static final Variable<Integer> REQUEST = Variable.number("creditRequest");
    static final Variable<String> CREDIT_NOTE = Variable.text("creditNote");

    private CreditVariables() {
    }
}
