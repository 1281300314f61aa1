package org.wego.membership.committee.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.Spin;
import org.springframework.stereotype.Component;
import org.wego.membership.committee.Ballots;
import org.wego.membership.letter.PersonalLinks;

/** Lays the agenda out for whoever copies the decisions from the minutes. */
@Component
class PresentRecordMeetingDecision implements TaskListener {

    private final Ballots ballots;
    private final PersonalLinks links;

    PresentRecordMeetingDecision(Ballots ballots, PersonalLinks links) {
        this.ballots = ballots;
        this.links = links;
    }

    @Override
    public void notify(DelegateTask task) {
        String round = RoundVariables.ROUND.of(task);
        List<Map<String, Object>> decisions = ballots.standing(round).stream().map(item -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("reference", item.reference());
            line.put("name", item.item().name());
            line.put("outcome", null);
            return line;
        }).toList();
        task.getExecution().setVariableLocal("decisions", Spin.JSON(decisions));
        task.getExecution().setVariableLocal("caseLink", links.page("/office/rounds/" + round));
    }
}
