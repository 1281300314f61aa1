package org.wego.membership.fee.process;

import org.wego.membership.engine.Variable;

/** The variables of {@code fee-chart}; all else is in the chart's row. */
final class ChartVariables {

    static final Variable<String> REASON = Variable.text("reason");
    static final Variable<String> DECIDED_BY = Variable.text("decidedBy");

    private ChartVariables() {
    }
}
