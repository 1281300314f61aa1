package org.wego.membership.fee;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What runs have made of earned exemptions: proposed by their rehearsal, decided by their approval. Answered by invoicing. */
public interface ExemptionDecisions {

    /**
     * An exemption in a run.
     *
     * @param fee       what the member would have paid, in USD
     * @param decidedBy who approved the run; null while it is only proposed
     */
    record Made(String memberNumber, int feeYear, BigDecimal fee, String decidedBy, Instant decidedAt) {
    }

    /** All of them, of runs that weren't cancelled. */
    List<Made> all();
}
