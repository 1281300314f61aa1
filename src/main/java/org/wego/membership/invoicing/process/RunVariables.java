package org.wego.membership.invoicing.process;

import org.wego.membership.engine.Variable;

/** The variables of {@code annual-invoicing}: the year and answers; all else is in the run's tables. */
final class RunVariables {

    static final String PROCESS = "annual-invoicing";
    static final Variable<Integer> FEE_YEAR = Variable.number("feeYear");
    static final Variable<String> GDP_EDITION = Variable.text("gdpEdition");
    static final Variable<String> PREPARED_BY = Variable.text("preparedBy");
    /** The message that a run which stood still may go on. */
    static final String RESUMED = "RunResumed";
    static final Variable<Boolean> PAUSED = Variable.flag("paused");
    static final Variable<Boolean> MORE_TO_ISSUE = Variable.flag("moreToIssue");

    private RunVariables() {
    }
}
