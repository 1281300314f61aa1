package org.wego.membership.invoicing.process;

import java.time.Instant;
import java.time.LocalDate;

import org.wego.membership.engine.Variable;

/** The variables of {@code parked-member}; its business key is fee year and member, and all else is in the case. */
final class ParkedVariables {

    static final String PROCESS = "parked-member";

    /** The member's name, for the task's. */
    static final Variable<String> MEMBER_NAME = Variable.text("memberName");
    static final Variable<String> FIGURE = Variable.text("figure");
    static final Variable<String> VALUE = Variable.text("value");
    static final Variable<Integer> YEAR = Variable.number("year");
    static final Variable<String> SOURCE = Variable.text("source");
    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> QUESTION = Variable.text("question");
    static final Variable<LocalDate> ANSWER_UNTIL = Variable.day("answerUntil");
    /** The last instant of that day. */
    static final Variable<Instant> ANSWER_AWAITED_UNTIL = Variable.instant("answerAwaitedUntil");
    static final Variable<String> DECIDED_BY = Variable.text("decidedBy");

    private ParkedVariables() {
    }
}
