package org.wego.membership.committee.process;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.Spin;
import org.springframework.stereotype.Component;
import org.wego.membership.letter.PersonalLinks;
import org.wego.membership.site.Texts;

/** Says which seat can't be reached, and why. */
@Component
class PresentReachSeat implements TaskListener {

    private final PersonalLinks links;
    private final Texts texts;

    PresentReachSeat(PersonalLinks links, Texts texts) {
        this.links = links;
        this.texts = texts;
    }

    @Override
    public void notify(DelegateTask task) {
        task.getExecution().setVariableLocal("facts", Spin.JSON(List.of(
                line("committee.fact.round", RoundVariables.ROUND.of(task)),
                line("committee.fact.seat", RoundVariables.REFUSED_FOR.optional(task).orElse("")),
                line("committee.fact.address", RoundVariables.REFUSED_ADDRESS.optional(task).orElse("")),
                line("committee.fact.why", RoundVariables.REFUSED_REASON.optional(task).orElse("")))));
        task.getExecution().setVariableLocal("caseLink", links.page("/office/seats"));
    }

    private Map<String, String> line(String key, String value) {
        return Map.of("fact", texts.get(key), "value", value, "source", "");
    }
}
