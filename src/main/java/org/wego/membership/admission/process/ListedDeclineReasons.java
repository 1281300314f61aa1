package org.wego.membership.admission.process;

import java.util.List;

import org.springframework.stereotype.Component;
import org.wego.membership.admission.DeclineReasons;
import org.wego.membership.engine.FormChoices;

/** The reasons to decline, for a start form. */
@Component
class ListedDeclineReasons implements FormChoices {

    private final DeclineReasons reasons;

    ListedDeclineReasons(DeclineReasons reasons) {
        this.reasons = reasons;
    }

    @Override
    public String name() {
        return "declineReasons";
    }

    @Override
    public List<Choice> choices() {
        return reasons.choices().stream().map(choice -> new Choice(choice.label(), choice.value())).toList();
    }
}
