package org.wego.membership.invoicing.web;

import org.springframework.stereotype.Component;
import org.wego.membership.invoicing.InvoicingRun;
import org.wego.membership.invoicing.InvoicingRuns;
import org.wego.membership.site.NotFound;
import org.wego.membership.site.Texts;

/** The run that an address names. */
@Component
class AskedRun {

    private final InvoicingRuns runs;
    private final Texts texts;

    AskedRun(InvoicingRuns runs, Texts texts) {
        this.runs = runs;
        this.texts = texts;
    }

    /**
     * @param ordinal null for the latest of the year
     * @throws NotFound if there is none
     */
    InvoicingRun find(int feeYear, Integer ordinal) {
        return runs.find(feeYear, ordinal).orElseThrow(() -> new NotFound(texts.get("invoicing.run.missing", String.valueOf(feeYear))));
    }
}
