package org.wego.membership.admission.process;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.RequestedChanges;
import org.wego.membership.engine.FormChoices;

/** What a batch may ask applicants to change, whatever they apply as. */
@Component
class ChangeableFields implements FormChoices {

    private final RequestedChanges requested;

    ChangeableFields(RequestedChanges requested) {
        this.requested = requested;
    }

    @Override
    public String name() {
        return "changeableFields";
    }

    @Override
    public List<Choice> choices() {
        return requested.all().stream().map(field -> new Choice(requested.label(field), field)).toList();
    }
}
