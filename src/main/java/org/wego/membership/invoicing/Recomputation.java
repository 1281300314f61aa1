package org.wego.membership.invoicing;

import org.springframework.stereotype.Component;
import org.wego.membership.fee.Fees;
import org.wego.membership.site.Fact;
import org.wego.membership.site.Figures;
import org.wego.membership.site.Texts;

/** Says of an invoice's frozen assessment whether the stored versions still give the same. */
@Component
public class Recomputation {

    private final Fees fees;
    private final Texts texts;

    Recomputation(Fees fees, Texts texts) {
        this.fees = fees;
        this.texts = texts;
    }

    /** One line for the office. */
    public Fact of(Invoice invoice) {
        Fees.Recomputed again = fees.recompute(invoice.assessment());
        return Fact.of(texts.get("invoicing.fact.recomputed"), texts.get(again.same() ? "invoicing.fact.recomputedSame" : "invoicing.fact.recomputedOther",
                Figures.usd(again.due())), again.same() ? texts.get("invoicing.fact.recomputedWhy") : String.join("; ", again.differences()));
    }
}
