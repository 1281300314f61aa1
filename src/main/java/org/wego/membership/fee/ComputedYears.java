package org.wego.membership.fee;

import java.util.List;

/** Which fee years are computed already, so that their chart stays. Asked here, answered by the module that runs them. */
public interface ComputedYears {

    /** Fee years that have a run whose fees were computed, approved or billed; cancelled ones don't count. */
    List<Integer> computed();

    /** Lets no run take a step until the caller's transaction ends: what {@link #computed} says then holds as long. */
    void hold();
}
