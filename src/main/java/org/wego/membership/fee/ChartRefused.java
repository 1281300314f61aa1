package org.wego.membership.fee;

import java.util.List;

/** An uploaded chart can't be taken; everything that is wrong with it. */
final class ChartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<ChartFault> faults;

    ChartRefused(List<ChartFault> faults) {
        super(faults.toString());
        this.faults = List.copyOf(faults);
    }

    List<ChartFault> faults() {
        return faults;
    }
}
