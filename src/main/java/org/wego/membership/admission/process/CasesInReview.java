package org.wego.membership.admission.process;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.Applications;
import org.wego.membership.admission.CaseState;
import org.wego.membership.engine.FormChoices;

/** The cases that a batch may decide. */
@Component
class CasesInReview implements FormChoices {

    private final Applications applications;

    CasesInReview(Applications applications) {
        this.applications = applications;
    }

    @Override
    public String name() {
        return "casesInReview";
    }

    @Override
    public List<Choice> choices() {
        return applications.list(CaseState.IN_REVIEW, true, null, null, false).stream()
                .map(line -> new Choice(line.name() + ", " + line.countryName() + " (" + line.reference() + ")", line.reference())).toList();
    }
}
